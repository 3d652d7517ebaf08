import { Button, Collapse, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, type JSX } from 'react';
import { useSearchState } from '../../parts/use-search-state.ts';
import { useText } from '../../text/text.tsx';

function Search(): JSX.Element {
  const { users } = useText();
  const [typed, setTyped] = useSearchState('search');
  return (
    <TextInput
      label={users.search}
      description={users.searchHint}
      value={typed}
      type="search"
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

function State(): JSX.Element {
  const { users } = useText();
  const [state, setState] = useSearchState('state', 'all');
  return (
    <SegmentedControl
      aria-label={users.filterState}
      value={state}
      onChange={setState}
      data={[
        { value: 'all', label: users.filterAll },
        { value: 'active', label: users.active },
        { value: 'inactive', label: users.inactive },
      ]}
    />
  );
}

const RareFilters = lazy(async () => ({ default: (await import('./rare-filters.tsx')).RareFilters }));

const rare = ['kind', 'role', 'group', 'order'];

/** What narrows the list. All of it stands in the address. */
export function UserFilters(): JSX.Element {
  const { lists } = useText();
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const [isOpen, { toggle }] = useDisclosure(rare.some((name) => search[name] !== undefined));
  return (
    <Stack gap="xs">
      <Group align="end">
        <Search />
        <State />
        <Button variant="default" aria-expanded={isOpen} onClick={toggle}>
          {lists.moreFilters}
        </Button>
        {Object.keys(search).length > 0 && (
          <Button variant="subtle" onClick={() => void navigate({ to: '/users', search: {} })}>
            {lists.clearFilters}
          </Button>
        )}
      </Group>
      <Collapse expanded={isOpen}>
        {isOpen && (
          <Suspense>
            <RareFilters />
          </Suspense>
        )}
      </Collapse>
    </Stack>
  );
}
