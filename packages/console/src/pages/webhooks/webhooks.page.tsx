import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { ButtonLink } from '../../parts/button-link.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable, type Column } from '../../parts/paged-table.tsx';
import { Time } from '../../parts/time.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { Words } from '../../parts/words.tsx';
import { useText } from '../../text/text.tsx';
import { WebhookStatus } from './webhook-status.tsx';
import { webhooksList, type Webhook } from './webhooks.queries.ts';

function None({ isNarrowed }: { isNarrowed: boolean }): JSX.Element {
  const { webhooks } = useText();
  const may = useMay();
  if (isNarrowed) return <Empty title={webhooks.noMatch} hint={webhooks.noMatchHint} />;
  return (
    <Empty title={webhooks.none} hint={webhooks.about}>
      {may('webhooks.manage') && <ButtonLink to="/webhooks/new">{webhooks.add}</ButtonLink>}
    </Empty>
  );
}

function useColumns(): Column<Webhook>[] {
  const { common, webhooks } = useText();
  return [
    {
      head: common.name,
      cell: ({ id, name }) => (
        <PageLink to="/webhooks/$webhook" params={{ webhook: id }}>
          {name}
        </PageLink>
      ),
    },
    { head: webhooks.url, cell: ({ url }) => url },
    { head: webhooks.status, cell: (webhook) => <WebhookStatus webhook={webhook} /> },
    {
      head: webhooks.types,
      cell: ({ event_types: types }) => (types === null ? webhooks.allTypes : <Words words={types} />),
    },
    { head: webhooks.lastDelivered, cell: ({ last_delivered_at: at }) => <Time at={at} /> },
  ];
}

/** Addresses that are told what happens. */
export function WebhooksPage(): JSX.Element {
  const { areas, webhooks } = useText();
  const may = useMay();
  const [typed, setTyped] = useSearchState('search');
  const [search] = useDebouncedValue(typed.trim(), 150);
  return (
    <Page
      title={areas.webhooks}
      actions={
        may('webhooks.manage') ? <ButtonLink to="/webhooks/new">{webhooks.add}</ButtonLink> : undefined
      }
    >
      <TextInput
        label={webhooks.search}
        type="search"
        maw={320}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <PagedTable
        label={areas.webhooks}
        query={webhooksList(search)}
        keyOf={({ id }) => id}
        empty={<None isNarrowed={search !== ''} />}
        columns={useColumns()}
      />
    </Page>
  );
}
