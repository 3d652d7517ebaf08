import { Badge, Button, Group, SegmentedControl, Stack } from '@mantine/core';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { Empty } from '../../../parts/empty.tsx';
import { PagedTable, type Column } from '../../../parts/paged-table.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { Time } from '../../../parts/time.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useSearchState } from '../../../parts/use-search-state.ts';
import { useText } from '../../../text/text.tsx';
import { deliveriesList, deliveryStatuses, statusFrom, type Delivery } from '../webhooks.queries.ts';
import { ReplayDialog } from './replay-dialog.tsx';
import type { VersionedWebhook } from './webhook.page.tsx';

const colours = { waiting: 'blue', delivered: 'green', failed: 'red' } as const;
/** What was asked for is there soon after. */
const refreshMs = 3_000;

function Status({ delivery: { status, status_code: code } }: { delivery: Delivery }): JSX.Element {
  const { webhooks } = useText();
  return (
    <Badge variant="outline" color={colours[status]} c="var(--mantine-color-text)" tt="none">
      {webhooks.deliveryStatuses[status]}
      {code !== null && ` · ${code}`}
    </Badge>
  );
}

function Replay({ webhook, delivery }: { webhook: string; delivery: Delivery }): JSX.Element {
  const { webhooks } = useText();
  const params = { path: { webhook, delivery: delivery.id } };
  const change = useChange({
    run: () => answerOf(api.POST('/api/v1/webhooks/{webhook}/deliveries/{delivery}/replay', { params })),
    stale: [['webhooks']],
    done: webhooks.onItsWay,
  });
  return (
    <Stack gap={4}>
      <Button
        variant="default"
        size="compact-sm"
        loading={change.isPending}
        onClick={() => change.mutate(undefined)}
      >
        {delivery.status === 'waiting' ? webhooks.tryNow : webhooks.replay}
      </Button>
      {change.error != null && <RefusalAlert error={change.error} />}
    </Stack>
  );
}

function useColumns(webhook: string): Column<Delivery>[] {
  const { common, webhooks } = useText();
  const may = useMay();
  const columns: Column<Delivery>[] = [
    { head: webhooks.lastAttempt, cell: ({ last_attempt_at: at }) => at !== null && <Time at={at} /> },
    { head: webhooks.event, cell: ({ event_id: id }) => id },
    { head: webhooks.type, cell: ({ event_type: type }) => <code>{type}</code> },
    { head: webhooks.status, cell: (delivery) => <Status delivery={delivery} /> },
    { head: webhooks.attempts, cell: ({ attempts }) => attempts },
    {
      head: webhooks.duration,
      cell: ({ duration_ms: ms }) => ms !== null && webhooks.milliseconds(ms),
    },
    { head: webhooks.nextAttempt, cell: ({ next_attempt_at: at }) => at !== null && <Time at={at} /> },
    { head: webhooks.lastError, cell: ({ last_error: error }) => error },
  ];
  if (!may('webhooks.manage')) return columns;
  const cell = (delivery: Delivery): JSX.Element => <Replay webhook={webhook} delivery={delivery} />;
  return [...columns, { head: common.actions, cell }];
}

function TestButton({ webhook }: { webhook: string }): JSX.Element {
  const { webhooks } = useText();
  const change = useChange({
    run: () => answerOf(api.POST('/api/v1/webhooks/{webhook}/test', { params: { path: { webhook } } })),
    stale: [['webhooks', 'deliveries', webhook]],
    done: webhooks.onItsWay,
  });
  return (
    <>
      <Button variant="default" loading={change.isPending} onClick={() => change.mutate(undefined)}>
        {webhooks.sendTest}
      </Button>
      {change.error != null && <RefusalAlert error={change.error} />}
    </>
  );
}

/** What was sent, newest first, with what came of it. */
export function Deliveries({ webhook: { id } }: VersionedWebhook): JSX.Element {
  const { lists, webhooks } = useText();
  const may = useMay();
  const [status, setStatus] = useSearchState('status', 'all');
  return (
    <Stack>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={webhooks.status}
          value={status}
          onChange={setStatus}
          data={[
            { value: 'all', label: lists.all },
            ...deliveryStatuses.map((value) => ({ value, label: webhooks.deliveryStatuses[value] })),
          ]}
        />
        {may('webhooks.manage') && (
          <Group gap="xs">
            <TestButton webhook={id} />
            <ReplayDialog webhook={id} />
          </Group>
        )}
      </Group>
      <PagedTable
        label={webhooks.tabs.deliveries}
        query={deliveriesList(id, statusFrom(status))}
        keyOf={(delivery) => delivery.id}
        refreshMs={refreshMs}
        empty={<Empty title={webhooks.noDeliveries} hint={webhooks.noDeliveriesHint} />}
        columns={useColumns(id)}
      />
    </Stack>
  );
}
