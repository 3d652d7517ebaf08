import { Badge, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PagedTable, type Column } from '../../parts/paged-table.tsx';
import { Time } from '../../parts/time.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useSearchState } from '../../parts/use-search-state.ts';
import { useText } from '../../text/text.tsx';
import { mailFilterFrom, mailsList, statuses, type Mail } from './mail.queries.ts';

const colours = { waiting: 'blue', sent: 'green', failed: 'red' } as const;

function Status({ mail: { status = 'waiting' } }: { mail: Mail }): JSX.Element {
  const { mail } = useText();
  return (
    <Badge variant="outline" color={colours[status]} c="var(--mantine-color-text)" tt="none">
      {mail.statuses[status]}
    </Badge>
  );
}

function Resend({ mail: { id, recipient = '' } }: { mail: Mail }): JSX.Element {
  const { mail } = useText();
  const change = useChange({
    run: () => answerOf(api.POST('/api/v1/mails/{id}/resend', { params: { path: { id } } })),
    stale: [['mails', 'list']],
    done: mail.onItsWay,
  });
  return (
    <ConfirmButton
      size="compact-sm"
      label={mail.resend}
      consequence={mail.resendConsequence(recipient)}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutateAsync(undefined)}
    />
  );
}

/** Whether there is still something to send. */
function canResend({ status, resend_until: until }: Mail): boolean {
  return status === 'waiting' || (status === 'failed' && until != null && new Date(until) > new Date());
}

function useColumns(): Column<Mail>[] {
  const { common, lists, mail } = useText();
  const may = useMay();
  const columns: Column<Mail>[] = [
    { head: common.created, cell: ({ created_at: at }) => <Time at={at ?? null} /> },
    { head: mail.recipient, cell: ({ recipient }) => recipient },
    { head: mail.template, cell: ({ template }) => <code>{template}</code> },
    { head: lists.outcome, cell: (one) => <Status mail={one} /> },
    { head: mail.attempts, cell: ({ attempts }) => attempts },
    { head: mail.nextAttempt, cell: ({ next_attempt_at: at }) => at != null && <Time at={at} /> },
    { head: mail.lastError, cell: ({ last_error: error }) => error },
  ];
  if (!may('mail.manage')) return columns;
  return [...columns, { head: common.actions, cell: (one) => canResend(one) && <Resend mail={one} /> }];
}

export function Outbox(): JSX.Element {
  const { lists, mail } = useText();
  const [status, setStatus] = useSearchState('status', 'all');
  const [recipient, setRecipient] = useSearchState('recipient');
  const [search] = useDebouncedValue(useSearch({ from: '/mail' }), 200);
  return (
    <Stack>
      <Group align="end">
        <TextInput
          label={mail.recipient}
          description={mail.recipientHint}
          type="search"
          value={recipient}
          onChange={({ currentTarget }) => setRecipient(currentTarget.value)}
        />
        <SegmentedControl
          aria-label={lists.outcome}
          value={status}
          onChange={setStatus}
          data={[
            { value: 'all', label: lists.all },
            ...statuses.map((value) => ({ value, label: mail.statuses[value] })),
          ]}
        />
      </Group>
      <PagedTable
        label={mail.outbox}
        query={mailsList(mailFilterFrom(search))}
        keyOf={({ id }) => id}
        empty={<Empty title={mail.none} hint={mail.noneHint} />}
        columns={useColumns()}
      />
    </Stack>
  );
}
