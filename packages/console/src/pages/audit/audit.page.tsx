import { Group, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type JSX } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Time } from '../../parts/time.tsx';
import { useText } from '../../text/text.tsx';

const outcomes = ['success', 'failure', 'denied'] as const;

function who({ actor }: Schemas['SparseAuditEntry']): string {
  return actor?.id ?? actor?.type ?? '';
}

/** Who did what, when and from where; newest first. */
export function AuditPage(): JSX.Element {
  const { areas, lists } = useText();
  const [typed, setTyped] = useState('');
  const [outcome, setOutcome] = useState('all');
  const [action] = useDebouncedValue(typed.trim(), 200);
  const chosen = outcomes.find((one) => one === outcome);
  const filter = { ...(action !== '' && { action }), ...(chosen && { outcome: chosen }) };
  return (
    <Page title={areas.audit}>
      <Group align="end">
        <TextInput
          label={lists.action}
          description={lists.actionHint}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={lists.outcome}
          value={outcome}
          onChange={setOutcome}
          data={[
            { value: 'all', label: lists.all },
            ...outcomes.map((value) => ({ value, label: lists.outcomes[value] })),
          ]}
        />
      </Group>
      <PagedTable<Schemas['SparseAuditEntry']>
        label={areas.audit}
        query={{
          queryKey: ['audit', filter],
          load: (cursor) =>
            answerOf(api.GET('/api/v1/audit', { params: { query: { limit: 50, ...filter, ...cursor } } })),
        }}
        keyOf={({ id }) => id}
        empty={<Empty title={lists.noEntries} hint={lists.noEntriesHint} />}
        columns={[
          { head: lists.when, cell: ({ at }) => <Time at={at ?? null} /> },
          { head: lists.action, cell: (entry) => <code>{entry.action}</code> },
          { head: lists.outcome, cell: (entry) => entry.outcome },
          { head: lists.actor, cell: (entry) => <code>{who(entry)}</code> },
          {
            head: lists.target,
            cell: ({ target }) => target && <code>{`${target.type} ${target.id}`}</code>,
          },
          { head: lists.address, cell: ({ address }) => address },
        ]}
      />
    </Page>
  );
}
