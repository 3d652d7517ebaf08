import {
  Alert,
  Badge,
  Code,
  Grid,
  Group,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { useSearchState } from '../../parts/use-search-state.ts';
import { useText } from '../../text/text.tsx';
import { allGroupsQuery } from '../groups/groups.queries.ts';
import { allRolesQuery } from '../roles/roles.queries.ts';
import { byNoun, matching } from '../roles/roles.rules.ts';
import { overviewQuery, type Judged } from './decisions.queries.ts';
import { readRequirement, remedyFor } from './decisions.rules.ts';
import { Remedies, Way } from './ways.tsx';

function Allowed({ is }: { is: boolean }): JSX.Element {
  const { decisions } = useText();
  return (
    <Badge variant="light" color={is ? 'green' : 'gray'} c="var(--mantine-color-text)" tt="none">
      {is ? `✓ ${decisions.allowed}` : `✗ ${decisions.notAllowed}`}
    </Badge>
  );
}

/** By which ways it comes, or what would bring it. */
function Why({ judged: { kind, name, decision } }: { judged: Judged }): JSX.Element | null {
  const { decisions } = useText();
  const { data: roles } = useSuspenseQuery(allRolesQuery);
  const { data: groups } = useSuspenseQuery(allGroupsQuery);
  const ways = decision.because.filter(({ is_met: isMet }) => isMet);
  if (decision.allowed) {
    return (
      <Stack gap={2}>
        {ways.map((step) => (
          <Text key={step.text} size="sm">
            <Way step={step} />
          </Text>
        ))}
      </Stack>
    );
  }
  if (decision.reason === 'inactive') return null;
  const remedy = remedyFor(readRequirement(`${kind} ${name}`), { roles, groups });
  return remedy ? <Remedies remedy={remedy} /> : <Text size="sm">{decisions.giveService}</Text>;
}

/** A line on a wide screen, on a narrow one what is why under what. */
function JudgedList({ label, judged }: { label: string; judged: readonly Judged[] }): JSX.Element {
  return (
    <Stack component="ul" aria-label={label} gap={0} p={0} m={0} style={{ listStyle: 'none' }}>
      {judged.map(({ name, ...each }) => (
        <Paper key={name} component="li" radius={0} py="xs" withBorder style={{ borderWidth: '1px 0 0' }}>
          <Grid gap="xs" align="center">
            <Grid.Col span={{ base: 12, sm: 5 }}>
              {each.kind === 'permission' ? <Code>{name}</Code> : name}
              <Text size="xs" c="dimmed">
                {each.description}
              </Text>
            </Grid.Col>
            <Grid.Col span={{ base: 12, sm: 2 }}>
              <Allowed is={each.decision.allowed} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, sm: 5 }}>
              <Why judged={{ name, ...each }} />
            </Grid.Col>
          </Grid>
        </Paper>
      ))}
    </Stack>
  );
}

/** Under what each is about; services under one head of their own. */
function inGroups(judged: readonly Judged[], services: string): [string, Judged[]][] {
  const permissions = byNoun(judged.filter(({ kind }) => kind === 'permission'));
  const ofServices = judged.filter(({ kind }) => kind === 'service');
  return [
    ...permissions.map((group): [string, Judged[]] => [group.noun, group.permissions]),
    ...(ofServices.length > 0 ? [[services, ofServices] satisfies [string, Judged[]]] : []),
  ];
}

/** Everything that there is to be allowed, with why and why not. */
export function Overview({ user }: { user: string }): JSX.Element {
  const { areas, decisions, lists, roles } = useText();
  const may = useMay();
  const { data: judged } = useSuspenseQuery(overviewQuery(user, may('services.read')));
  const [shown, setShown] = useSearchState('shown', 'all');
  const [words, setWords] = useState('');
  const wanted = judged.filter(
    ({ decision: { allowed } }) => shown === 'all' || allowed === (shown === 'allowed'),
  );
  const groups = inGroups(matching(wanted, words), areas.services);
  const isInactive = judged.some(({ decision: { reason } }) => reason === 'inactive');
  return (
    <Stack>
      {isInactive && <Alert color="yellow">{decisions.inactive}</Alert>}
      <Group align="end">
        <TextInput
          type="search"
          label={roles.findPermission}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <SegmentedControl
          aria-label={decisions.answer}
          value={shown}
          onChange={setShown}
          data={[
            { value: 'all', label: lists.all },
            { value: 'allowed', label: decisions.allowed },
            { value: 'denied', label: decisions.notAllowed },
          ]}
        />
      </Group>
      <Text role="status">
        {decisions.count(judged.filter(({ decision }) => decision.allowed).length, judged.length)}
      </Text>
      {groups.length === 0 && <Text c="dimmed">{roles.noPermissionMatches}</Text>}
      {groups.map(([noun, ofNoun]) => (
        <Stack key={noun} gap={4}>
          <Title order={2} size="h4">
            {noun}
          </Title>
          <JudgedList label={noun} judged={ofNoun} />
        </Stack>
      ))}
    </Stack>
  );
}
