import { Select, SimpleGrid } from '@mantine/core';
import type { JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { NamePicker } from '../../parts/name-picker.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { useText } from '../../text/text.tsx';
import { orders } from './users-filter.rules.ts';

/** What is seldom asked for, and loaded then. */
export function RareFilters(): JSX.Element {
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
