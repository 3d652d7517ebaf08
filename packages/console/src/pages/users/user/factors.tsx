import { Group, Stack, Table, Text, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { Time } from '../../../parts/time.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { factorsQuery } from './user.queries.ts';

type Factors = Schemas['UserFactors'];

/** For somebody who has lost theirs. */
function Reset({ userId }: { userId: string }): JSX.Element {
  const { users } = useText();
  const change = useChange({
    run: () => answerOf(api.DELETE('/api/v1/users/{id}/factors', { params: { path: { id: userId } } })),
    stale: [
      ['factors', userId],
      ['sessions', userId],
    ],
  });
  return (
    <ConfirmButton
      label={users.resetFactors}
      consequence={users.resetFactorsConsequence}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutateAsync(undefined)}
    />
  );
}

function useKindOf(): (passkey: Factors['passkeys'][number]) => string {
  const { user: text } = useText();
  return ({ cloned_at, is_synced }) => {
    if (cloned_at !== null) return text.clonedPasskey;
    return is_synced ? text.syncedPasskey : text.passkey;
  };
}

function FactorTable({ factors }: { factors: Factors }): JSX.Element {
  const { common, user: text, users } = useText();
  const kindOf = useKindOf();
  const rows = [
    ...factors.totp.map((app) => ({ ...app, kind: text.app })),
    ...factors.passkeys.map((passkey) => ({ ...passkey, kind: kindOf(passkey) })),
  ];
  return (
    <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table striped aria-label={users.factors}>
        <Table.Thead>
          <Table.Tr>
            {[common.name, text.kind, common.created, text.lastUsed].map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, name, kind, created_at: created, last_used_at: used }) => (
            <Table.Tr key={id}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{kind}</Table.Td>
              <Table.Td>
                <Time at={created} />
              </Table.Td>
              <Table.Td>
                <Time at={used} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function TrustedBrowsers({ browsers }: { browsers: Factors['trusted_devices'] }): JSX.Element {
  const { lists, user: text, users } = useText();
  if (browsers.length === 0) return <Text c="dimmed">{text.noTrusted}</Text>;
  return (
    <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table striped aria-label={text.trusted}>
        <Table.Thead>
          <Table.Tr>
            {[users.device, lists.address, text.lastUsed, text.until].map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {browsers.map(({ id, user_agent: agent, address, last_used_at: used, expires_at: until }) => (
            <Table.Tr key={id}>
              <Table.Td>{agent}</Table.Td>
              <Table.Td>{address}</Table.Td>
              <Table.Td>
                <Time at={used} />
              </Table.Td>
              <Table.Td>
                <Time at={until} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** What somebody can show beside a password. */
export function UserFactors({ userId }: { userId: string }): JSX.Element {
  const { user: text, users } = useText();
  const may = useMay();
  const { data } = useSuspenseQuery(factorsQuery(userId));
  const hasAny = data.totp.length + data.passkeys.length > 0;
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {users.factors}
          </Title>
          {hasAny && may('users.reset_factors') && <Reset userId={userId} />}
        </Group>
        {!hasAny && <Empty title={users.noFactors} hint={text.noFactorsHint} />}
        {hasAny && <FactorTable factors={data} />}
        {hasAny && (
          <Text>
            {users.codesLeft}: {data.recovery_codes_left}
          </Text>
        )}
      </Stack>
      {hasAny && (
        <Stack gap="xs">
          <Title order={2} size="h4">
            {text.trusted}
          </Title>
          <Text size="sm" c="dimmed">
            {text.trustedHint}
          </Text>
          <TrustedBrowsers browsers={data.trusted_devices} />
        </Stack>
      )}
    </Stack>
  );
}
