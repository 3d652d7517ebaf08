import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Words } from '../../parts/words.tsx';
import { useText } from '../../text/text.tsx';

export function GroupsPage(): JSX.Element {
  const { areas, common, lists } = useText();
  return (
    <Page title={areas.groups}>
      <PagedTable<Schemas['SparseGroup']>
        label={areas.groups}
        query={{
          queryKey: ['groups'],
          load: (cursor) =>
            answerOf(api.GET('/api/v1/groups', { params: { query: { limit: 50, ...cursor } } })),
        }}
        keyOf={({ id }) => id}
        empty={<Empty title={lists.noGroups} hint={lists.noGroupsHint} />}
        columns={[
          { head: common.name, cell: ({ name }) => name },
          { head: common.description, cell: ({ description }) => description },
          { head: lists.roles, cell: ({ roles = [] }) => <Words words={roles} /> },
        ]}
      />
    </Page>
  );
}
