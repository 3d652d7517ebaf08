import { Alert, List, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { Loading } from '../../parts/loading.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { useText } from '../../text/text.tsx';
import { allGroupsQuery } from '../groups/groups.queries.ts';
import { allRolesQuery } from '../roles/roles.queries.ts';
import { decisionQuery } from './decisions.queries.ts';
import { questionOf, readRequirement, remedyFor, type Ask } from './decisions.rules.ts';
import { Remedies, Way, type Step } from './ways.tsx';

function StepText({ step }: { step: Step }): JSX.Element {
  const { decisions } = useText();
  const requirement = readRequirement(step.requirement);
  const words = decisions.requirements[requirement.kind](requirement);
  const hasWay = step.is_met && (step.role !== null || step.group !== null);
  const isOfEverything = step.is_met && !hasWay && requirement.kind === 'permission';
  return (
    <>
      <strong>{words}:</strong> {step.is_met ? decisions.met : decisions.unmet}
      {(hasWay || isOfEverything) && (
        <>
          {', '}
          <Way step={step} />
        </>
      )}
      .
    </>
  );
}

/** What can be done about each thing that is missing. */
function Missing({ missing }: { missing: readonly string[] }): JSX.Element {
  const { decisions } = useText();
  const isReader = useMay()('roles.read');
  const { data: roles = [] } = useQuery({ ...allRolesQuery, enabled: isReader });
  const { data: groups = [] } = useQuery({ ...allGroupsQuery, enabled: isReader });
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {decisions.whatToDo}
      </Title>
      {missing.map((text) => {
        const requirement = readRequirement(text);
        const remedy = isReader ? remedyFor(requirement, { roles, groups }) : undefined;
        return remedy ? (
          <Remedies key={text} remedy={remedy} />
        ) : (
          <Text key={text} size="sm">
            {decisions.advice[requirement.kind]}
          </Text>
        );
      })}
    </Stack>
  );
}

/** Allowed or not, step by step, and what to do about what is missing. */
export function Answer({ user, ask }: { user: string; ask: Ask }): JSX.Element {
  const { decisions } = useText();
  const { data, error, refetch } = useQuery(decisionQuery(questionOf(user, ask)));
  if (error) return <RefusalAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <Stack aria-live="polite">
      <Alert
        color={data.allowed ? 'green' : 'red'}
        title={data.allowed ? decisions.allowed : decisions.notAllowed}
      >
        {decisions.reasons[data.reason ?? 'allowed']}
      </Alert>
      <Title order={2} size="h4">
        {decisions.stepByStep}
      </Title>
      <List type="ordered">
        {data.because.map((step) => (
          <List.Item key={step.text}>
            <StepText step={step} />
          </List.Item>
        ))}
      </List>
      {data.missing.length > 0 && <Missing missing={data.missing} />}
    </Stack>
  );
}
