import { Stack, Text, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { Facts } from '../../../parts/facts.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { Words } from '../../../parts/words.tsx';
import { useText } from '../../../text/text.tsx';

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
      w="fit-content"
      label={users.resetFactors}
      consequence={users.resetFactorsConsequence}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutateAsync(undefined)}
    />
  );
}

/** What somebody can show beside a password. */
export function Factors({ userId }: { userId: string }): JSX.Element {
  const { users } = useText();
  const may = useMay();
  const { data } = useSuspenseQuery({
    queryKey: ['factors', userId],
    queryFn: () => answerOf(api.GET('/api/v1/users/{id}/factors', { params: { path: { id: userId } } })),
  });
  const hasAny = data.totp.length + data.passkeys.length > 0;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {users.factors}
      </Title>
      {!hasAny && <Text>{users.noFactors}</Text>}
      {hasAny && (
        <Facts
          label={users.factors}
          facts={[
            [users.apps, <Words words={data.totp.map(({ name }) => name)} />],
            [users.passkeys, <Words words={data.passkeys.map(({ name }) => name)} />],
            [users.codesLeft, data.recovery_codes_left],
          ]}
        />
      )}
      {hasAny && may('users.reset_factors') && <Reset userId={userId} />}
    </Stack>
  );
}
