import { Group, Stack, Title } from '@mantine/core';
import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { PagedTable } from '../../../parts/paged-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { sessionsList } from './user.queries.ts';

type Session = Schemas['SessionPage']['items'][number];

function End({ userId, session }: { userId: string; session: Session }): JSX.Element {
  const { users } = useText();
  const path = { id: userId, session: session.id };
  const change = useChange({
    run: () => answerOf(api.DELETE('/api/v1/users/{id}/sessions/{session}', { params: { path } })),
    stale: [['sessions', userId]],
  });
  return (
    <ConfirmButton
      size="compact-sm"
      label={users.endSession}
      consequence={users.endSessionConsequence}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutateAsync(undefined)}
    />
  );
}

function EndAll({ userId, name }: { userId: string; name: string }): JSX.Element {
  const { user: text } = useText();
  const change = useChange({
    run: () => answerOf(api.DELETE('/api/v1/users/{id}/sessions', { params: { path: { id: userId } } })),
    stale: [['sessions', userId]],
  });
  return (
    <ConfirmButton
      label={text.endAll}
      consequence={text.endAllConsequence(name)}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutateAsync(undefined)}
    />
  );
}

/** Where somebody is signed in. */
export function Sessions({ userId, name }: { userId: string; name: string }): JSX.Element {
  const { common, lists, user: text, users } = useText();
  const may = useMay();
  const actions = {
    head: common.actions,
    cell: (session: Session) => <End userId={userId} session={session} />,
  };
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {users.sessions}
        </Title>
        {may('sessions.manage') && <EndAll userId={userId} name={name} />}
      </Group>
      <PagedTable<Session>
        label={users.sessions}
        query={sessionsList(userId)}
        keyOf={({ id }) => id}
        empty={<Empty title={users.noSessions} hint={text.noSessionsHint} />}
        columns={[
          { head: users.signedIn, cell: ({ created_at: at }) => <Time at={at ?? null} /> },
          { head: users.lastSeen, cell: ({ last_seen_at: at }) => <Time at={at ?? null} /> },
          { head: lists.address, cell: ({ address }) => address },
          { head: users.device, cell: ({ user_agent: agent }) => agent },
          ...(may('sessions.manage') ? [actions] : []),
        ]}
      />
    </Stack>
  );
}
