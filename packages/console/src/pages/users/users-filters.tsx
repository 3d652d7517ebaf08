import {
  Button,
  Collapse,
  Group,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { NamePicker } from '../../parts/name-picker.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { useText } from '../../text/text.tsx';
import { orders } from './users-filter.rules.ts';

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

function RareFilters(): JSX.Element {
  const { areas, users } = useText();
  const may = useMay();
  const [kind, setKind] = useSearchState('kind');
  const [role, setRole] = useSearchState('role');
  const [group, setGroup] = useSearchState('group');
  const [order, setOrder] = useSearchState('order');
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
      <Select
        label={users.kind}
        placeholder={users.filterAll}
        value={kind === '' ? null : kind}
        onChange={(value) => setKind(value ?? '')}
        clearable
        data={[
          { value: 'staff', label: users.staff },
          { value: 'superuser', label: users.superuser },
        ]}
      />
      {may('roles.read') && <NamePicker kind="roles" label={users.role} value={role} onChange={setRole} />}
      {may('roles.read') && (
        <NamePicker kind="groups" label={areas.groups} value={group} onChange={setGroup} />
      )}
      <Select
        label={users.order}
        value={order === '' ? null : order}
        placeholder={users.orders.created_at}
        onChange={(value) => setOrder(value ?? '')}
        clearable
        data={orders.map((value) => ({ value, label: users.orders[value] }))}
      />
    </SimpleGrid>
  );
}

const rare = ['kind', 'role', 'group', 'order'];

/** What narrows the list. All of it stands in the address. */
export function UserFilters(): JSX.Element {
  const { audit } = useText();
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const [isOpen, { toggle }] = useDisclosure(rare.some((name) => search[name] !== undefined));
  return (
    <Stack gap="xs">
      <Group align="end">
        <Search />
        <State />
        <Button variant="default" aria-expanded={isOpen} onClick={toggle}>
          {audit.moreFilters}
        </Button>
        {Object.keys(search).length > 0 && (
          <Button variant="subtle" onClick={() => void navigate({ to: '/users', search: {} })}>
            {audit.clear}
          </Button>
        )}
      </Group>
      <Collapse expanded={isOpen}>{isOpen && <RareFilters />}</Collapse>
    </Stack>
  );
}
