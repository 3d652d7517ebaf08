import type { Schemas } from '../api/client.ts';
import { useText } from '../text/text.tsx';
import { PageLink } from './page-link.tsx';
import type { Column } from './paged-table.tsx';
import { nameOfUser } from './user-picker.tsx';

/** What every list of users shows of each: who it is, leading to their page, and whether they may come in. */
export function useUserColumns(): Column<Schemas['SparseUser']>[] {
  const { common, users } = useText();
  return [
    {
      head: users.email,
      cell: (user) => (
        <PageLink to="/users/$id" params={{ id: user.id }}>
          {nameOfUser(user)}
        </PageLink>
      ),
    },
    { head: common.name, cell: (user) => [user.first_name, user.last_name].filter(Boolean).join(' ') },
    { head: users.active, cell: ({ is_active: is }) => (is === true ? common.yes : common.no) },
  ];
}
