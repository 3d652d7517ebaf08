import {
  Alert,
  Badge,
  Code,
  Group,
  ScrollArea,
  SegmentedControl,
  Stack,
  Table,
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

export function Allowed({ is }: { is: boolean }): JSX.Element {
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

function JudgedTable({ label, judged }: { label: string; judged: readonly Judged[] }): JSX.Element {
  const { common, decisions } = useText();
  return (
    <ScrollArea viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': label }}>
      <Table aria-label={label} layout="fixed" miw={720} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="40%">{common.name}</Table.Th>
            <Table.Th w={150}>{decisions.answer}</Table.Th>
            <Table.Th>{decisions.why}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {judged.map((each) => (
            <Table.Tr key={each.name}>
              <Table.Td>
                {each.kind === 'permission' ? <Code>{each.name}</Code> : each.name}
                <Text size="xs" c="dimmed">
                  {each.description}
                </Text>
              </Table.Td>
              <Table.Td>
                <Allowed is={each.decision.allowed} />
              </Table.Td>
              <Table.Td>
                <Why judged={each} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
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
          <JudgedTable label={noun} judged={ofNoun} />
        </Stack>
      ))}
    </Stack>
  );
}
