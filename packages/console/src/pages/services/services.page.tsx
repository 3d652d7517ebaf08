import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Words } from '../../parts/words.tsx';
import { useText } from '../../text/text.tsx';

export function ServicesPage(): JSX.Element {
  const { areas, common, lists } = useText();
  return (
    <Page title={areas.services}>
      <PagedTable<Schemas['SparseService']>
        label={areas.services}
        query={{
          queryKey: ['services'],
          load: (cursor) =>
            answerOf(api.GET('/api/v1/services', { params: { query: { limit: 50, ...cursor } } })),
        }}
        keyOf={({ id }) => id}
        empty={<Empty title={lists.noServices} hint={lists.noServicesHint} />}
        columns={[
          { head: common.name, cell: ({ name }) => name },
          { head: lists.audience, cell: ({ audience }) => audience },
          {
            head: lists.entry,
            cell: ({ entry }) => (entry === 'granted' ? lists.onlyGranted : lists.everyone),
          },
          { head: lists.accessLevels, cell: ({ access_levels: levels = [] }) => <Words words={levels} /> },
        ]}
      />
    </Page>
  );
}
