import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Words } from '../../parts/words.tsx';
import { useText } from '../../text/text.tsx';

export function RolesPage(): JSX.Element {
  const { areas, common, lists } = useText();
  return (
    <Page title={areas.roles}>
      <PagedTable<Schemas['SparseRole']>
        label={areas.roles}
        query={{
          queryKey: ['roles'],
          load: (cursor) =>
            answerOf(api.GET('/api/v1/roles', { params: { query: { limit: 50, ...cursor } } })),
        }}
        keyOf={({ id }) => id}
        empty={<Empty title={lists.noRoles} hint={lists.noRolesHint} />}
        columns={[
          { head: common.name, cell: ({ name }) => name },
          { head: lists.level, cell: ({ level }) => level ?? common.none },
          { head: common.description, cell: ({ description }) => description },
          { head: lists.permissions, cell: ({ permissions = [] }) => <Words words={permissions} /> },
        ]}
      />
    </Page>
  );
}
