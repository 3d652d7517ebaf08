import { Alert, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { applicationQuery } from '../applications.queries.ts';
import type { Versioned } from './settings-form.tsx';

type Kind = 'is_first_party' | 'may_impersonate';

/** One thing that it is trusted with, what that means, and the button that gives or takes it. */
function Trusted({
  latest,
  kind,
  mayTrust,
}: {
  latest: Versioned;
  kind: Kind;
  mayTrust: boolean;
}): JSX.Element {
  const { applications: text, common } = useText();
  const { data: application, version } = latest;
  const words = text.trust[kind];
  const isOn = application[kind];
  const change = useChange({
    run: () =>
      answerOf(
        api.PATCH('/api/v1/applications/{application}', {
          params: { path: { application: application.id }, header: { 'If-Match': version } },
          body: { [kind]: !isOn },
        }),
      ),
    stale: [['applications']],
  });
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {words.name}
          </Title>
          <Badge variant="outline" color={isOn ? 'red' : 'gray'} c="var(--mantine-color-text)" tt="none">
            {isOn ? common.yes : common.no}
          </Badge>
        </Group>
        <Text size="sm">{words.what}</Text>
        <Text size="sm" c="dimmed">
          {words.risk}
        </Text>
        {mayTrust && (
          <ConfirmButton
            w="fit-content"
            label={isOn ? words.take : words.give}
            consequence={isOn ? words.takeConsequence : words.giveConsequence}
            isPending={change.isPending}
            error={change.error}
            onConfirm={() => change.mutateAsync(undefined)}
          />
        )}
      </Stack>
    </Paper>
  );
}

/** What is done in people's names without asking them. Takes a permission of its own. */
export function Trust({ id }: { id: string }): JSX.Element {
  const { applications: text } = useText();
  const { data: latest } = useSuspenseQuery(applicationQuery(id));
  const may = useMay();
  const mayTrust = may('applications.trust') && may('applications.manage');
  const isConfidential = latest.data.client_type === 'confidential';
  return (
    <Stack maw={760}>
      {!mayTrust && <Alert color="gray">{text.trustNotYours}</Alert>}
      <Trusted latest={latest} kind="is_first_party" mayTrust={mayTrust} />
      {(isConfidential || latest.data.may_impersonate) && (
        <Trusted latest={latest} kind="may_impersonate" mayTrust={mayTrust} />
      )}
    </Stack>
  );
}
