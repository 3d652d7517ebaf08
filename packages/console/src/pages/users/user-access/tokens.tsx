import { Stack, Title } from '@mantine/core';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { PagedTable, type Column } from '../../../parts/paged-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { userFamilies, userTokens, type Family, type Token } from './user-access.queries.ts';

function Revoke({ userId, token }: { userId: string; token: Token }): JSX.Element | null {
  const { userAccess } = useText();
  const path = { id: userId, token: token.id };
  const change = useChange({
    run: () => answerOf(api.DELETE('/api/v1/users/{id}/tokens/{token}', { params: { path } })),
    stale: [['tokens', userId]],
  });
  if (token.revoked_at != null) return null;
  return (
    <ConfirmButton
      size="compact-sm"
      label={userAccess.revoke}
      consequence={userAccess.revokeConsequence(
        token.name === undefined || token.name === '' ? token.id : token.name,
      )}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutateAsync(undefined)}
    />
  );
}

function End({ userId, family }: { userId: string; family: Family }): JSX.Element | null {
  const { userAccess } = useText();
  const path = { id: userId, family: family.id };
  const change = useChange({
    run: () => answerOf(api.DELETE('/api/v1/users/{id}/refresh-families/{family}', { params: { path } })),
    stale: [['families', userId]],
  });
  if (family.ended_at != null) return null;
  return (
    <ConfirmButton
      size="compact-sm"
      label={userAccess.end}
      consequence={userAccess.endConsequence}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutateAsync(undefined)}
    />
  );
}

/** With a column for what can be done, for whoever may. */
function useActions<T>(columns: Column<T>[], act: (item: T) => JSX.Element): Column<T>[] {
  const { common } = useText();
  const may = useMay();
  return may('sessions.manage') ? [...columns, { head: common.actions, cell: act }] : columns;
}

function StaticTokens({ userId }: { userId: string }): JSX.Element {
  const { common, userAccess } = useText();
  const columns = useActions<Token>(
    [
      { head: common.name, cell: ({ name }) => name },
      { head: userAccess.scope, cell: ({ scope }) => (scope === '' ? userAccess.unlimited : scope) },
      { head: common.created, cell: ({ created_at: at }) => <Time at={at ?? null} /> },
      { head: userAccess.lastUsed, cell: ({ last_used_at: at }) => <Time at={at ?? null} /> },
      { head: userAccess.expires, cell: ({ expires_at: at }) => <Time at={at ?? null} /> },
      { head: userAccess.revoked, cell: ({ revoked_at: at }) => at != null && <Time at={at} /> },
    ],
    (token) => <Revoke userId={userId} token={token} />,
  );
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {userAccess.staticTokens}
      </Title>
      <PagedTable
        label={userAccess.staticTokens}
        query={userTokens(userId)}
        keyOf={({ id }) => id}
        empty={userAccess.noTokens}
        columns={columns}
      />
    </Stack>
  );
}

function Families({ userId }: { userId: string }): JSX.Element {
  const { common, userAccess } = useText();
  const columns = useActions<Family>(
    [
      { head: userAccess.client, cell: ({ client_id: client }) => client ?? userAccess.firstParty },
      { head: common.created, cell: ({ created_at: at }) => <Time at={at ?? null} /> },
      { head: userAccess.lastUsed, cell: ({ rotated_at: at }) => <Time at={at ?? null} /> },
      { head: userAccess.expires, cell: ({ expires_at: at }) => <Time at={at ?? null} /> },
      { head: userAccess.ended, cell: ({ ended_at: at }) => at != null && <Time at={at} /> },
    ],
    (family) => <End userId={userId} family={family} />,
  );
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {userAccess.families}
      </Title>
      <PagedTable
        label={userAccess.families}
        query={userFamilies(userId)}
        keyOf={({ id }) => id}
        empty={userAccess.noFamilies}
        columns={columns}
      />
    </Stack>
  );
}

/** What programs hold in place of this user. */
export function Tokens({ userId }: { userId: string }): JSX.Element {
  return (
    <Stack>
      <StaticTokens userId={userId} />
      <Families userId={userId} />
    </Stack>
  );
}
