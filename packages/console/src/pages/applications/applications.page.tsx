import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Time } from '../../parts/time.tsx';
import { Words } from '../../parts/words.tsx';
import { useText } from '../../text/text.tsx';

export function ApplicationsPage(): JSX.Element {
  const { areas, common, lists } = useText();
  return (
    <Page title={areas.applications}>
      <PagedTable<Schemas['SparseApplication']>
        label={areas.applications}
        query={{
          queryKey: ['applications'],
          load: (cursor) =>
            answerOf(api.GET('/api/v1/applications', { params: { query: { limit: 50, ...cursor } } })),
        }}
        keyOf={({ id }) => id}
        empty={<Empty title={lists.noApplications} hint={lists.noApplicationsHint} />}
        columns={[
          { head: common.name, cell: ({ name }) => name },
          { head: lists.clientId, cell: ({ client_id: id }) => <code>{id}</code> },
          { head: lists.grants, cell: ({ grant_types: grants = [] }) => <Words words={grants} /> },
          { head: common.created, cell: ({ created_at: at }) => <Time at={at ?? null} /> },
        ]}
      />
    </Page>
  );
}
