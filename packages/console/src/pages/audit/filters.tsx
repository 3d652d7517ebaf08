import {
  Autocomplete,
  Button,
  Collapse,
  Group,
  SegmentedControl,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useSearchState } from '../../parts/use-search-state.ts';
import { useText } from '../../text/text.tsx';
import { outcomes } from './audit-filter.rules.ts';
import { useAuditWords } from './words.ts';

function ActionFilter(): JSX.Element {
  const { lists } = useText();
  const [action, setAction] = useSearchState('action');
  const names = Object.keys(useAuditWords());
  const nouns = [...new Set(names.map((name) => `${name.split('.')[0] ?? ''}.*`))];
  return (
    <Autocomplete
      label={lists.action}
      description={lists.actionHint}
      data={[...nouns, ...names]}
      value={action}
      onChange={setAction}
      limit={20}
      comboboxProps={{ keepMounted: false }}
    />
  );
}

function OutcomeFilter(): JSX.Element {
  const { lists } = useText();
  const [outcome, setOutcome] = useSearchState('outcome', 'all');
  return (
    <SegmentedControl
      aria-label={lists.outcome}
      value={outcome}
      onChange={setOutcome}
      data={[
        { value: 'all', label: lists.all },
        ...outcomes.map((value) => ({ value, label: lists.outcomes[value] })),
      ]}
    />
  );
}

function TextFilter({ name, label }: { name: string; label: string }): JSX.Element {
  const [text, setText] = useSearchState(name);
  return <TextInput label={label} value={text} onChange={(event) => setText(event.currentTarget.value)} />;
}

function TimeFilter({ name, label }: { name: 'from' | 'to'; label: string }): JSX.Element {
  const [time, setTime] = useSearchState(name);
  return (
    <TextInput
      type="datetime-local"
      label={label}
      value={time}
      onChange={(event) => setTime(event.currentTarget.value)}
    />
  );
}

const rare = ['actor_id', 'target_type', 'target_id', 'request_id', 'from', 'to'];

/** What narrows the log. All of it stands in the address, so that a link shows the same. */
export function AuditFilters(): JSX.Element {
  const { audit, lists } = useText();
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const isNarrowed = rare.some((name) => search[name] !== undefined);
  const [isOpen, { toggle }] = useDisclosure(isNarrowed);
  const isShown = isOpen || isNarrowed;
  return (
    <Stack gap="xs">
      <Group align="end">
        <ActionFilter />
        <OutcomeFilter />
        {!isNarrowed && (
          <Button variant="default" aria-expanded={isShown} onClick={toggle}>
            {lists.moreFilters}
          </Button>
        )}
        {Object.keys(search).length > 0 && (
          <Button variant="subtle" onClick={() => void navigate({ to: '/audit', search: {} })}>
            {lists.clearFilters}
          </Button>
        )}
      </Group>
      <Collapse expanded={isShown}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
          <TimeFilter name="from" label={audit.from} />
          <TimeFilter name="to" label={audit.to} />
          <TextFilter name="actor_id" label={audit.actorId} />
          <TextFilter name="target_type" label={audit.targetType} />
          <TextFilter name="target_id" label={audit.targetId} />
          <TextFilter name="request_id" label={audit.requestId} />
        </SimpleGrid>
      </Collapse>
    </Stack>
  );
}
