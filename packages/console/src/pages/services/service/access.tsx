import { Button, Code, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState, type JSX } from 'react';
import { useMay } from '../../../api/me.ts';
import { AccessDialog, type Holder, type HolderType } from '../../../parts/access-dialog.tsx';
import type { AccessValue } from '../../../parts/access-form.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { PagedTable, type Column } from '../../../parts/paged-table.tsx';
import { TakeAccess } from '../../../parts/take-access.tsx';
import { useSearchState } from '../../../parts/use-search-state.ts';
import { useText } from '../../../text/text.tsx';
import { grantsList, kindFrom, type Grant, type Service } from '../services.queries.ts';
import { ChooseHolder } from './choose-holder.tsx';

function HolderLink({
  grant: { holder_type: type, holder_id: id, holder_name: known },
}: {
  grant: Grant;
}): JSX.Element {
  const name = known ?? id;
  if (type === 'user') {
    return (
      <PageLink to="/users/$id" params={{ id }}>
        {name}
      </PageLink>
    );
  }
  if (type === 'group') {
    return (
      <PageLink to="/groups/$group" params={{ group: id }}>
        {name}
      </PageLink>
    );
  }
  return (
    <PageLink to="/roles/$role" params={{ role: id }}>
      {name}
    </PageLink>
  );
}

function holderOf({ holder_type: type, holder_id: id, holder_name: name }: Grant): Holder {
  return { type, id, name: name ?? id };
}

function Take({ service, given }: { service: Service; given: Grant }): JSX.Element {
  const { services } = useText();
  const holder = holderOf(given);
  return (
    <TakeAccess
      serviceId={service.id}
      holder={holder}
      before={{ level: given.level, data: given.data }}
      words={{
        button: services.take,
        label: services.takeFrom(holder.name),
        taken: services.taken(holder.name),
      }}
      takesOut={{
        list: grantsList(service.id, holder.type).queryKey,
        isIt: (item: Grant) => item.holder_id === holder.id,
      }}
    />
  );
}

function useColumns(service: Service, onChange: (given: Grant) => void): Column<Grant>[] {
  const { common, lists, services, userAccess } = useText();
  const may = useMay();
  const columns: Column<Grant>[] = [
    { head: common.name, cell: (given) => <HolderLink grant={given} /> },
    { head: lists.level, cell: ({ level }) => level },
    {
      head: userAccess.data,
      cell: ({ data }) => Object.keys(data).length > 0 && <Code>{JSON.stringify(data)}</Code>,
    },
  ];
  if (!may('services.grant')) return columns;
  const cell = (given: Grant): JSX.Element => (
    <Group gap={4} wrap="nowrap">
      <Button
        variant="default"
        size="compact-sm"
        aria-label={services.changeOf(holderOf(given).name)}
        onClick={() => onChange(given)}
      >
        {userAccess.change}
      </Button>
      <Take service={service} given={given} />
    </Group>
  );
  return [...columns, { head: common.actions, cell }];
}

interface Opened {
  holder: Holder;
  before: AccessValue | null;
}

/** Who was given access: single users, groups, and roles. */
export function Access({ service }: { service: Service }): JSX.Element {
  const { areas, lists, services } = useText();
  const may = useMay();
  const [text, setKind] = useSearchState('kind', 'user');
  const kind: HolderType = kindFrom(text);
  const [opened, setOpened] = useState<Opened>();
  const change = (given: Grant) =>
    setOpened({ holder: holderOf(given), before: { level: given.level, data: given.data } });
  return (
    <Stack>
      <Text>{service.entry === 'granted' ? services.grantedAbout : services.everyoneAbout}</Text>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={services.holders}
          value={kind}
          onChange={setKind}
          data={[
            { value: 'user', label: areas.users },
            { value: 'group', label: areas.groups },
            { value: 'role', label: lists.roles },
          ]}
        />
        {may('services.grant') && (
          <ChooseHolder kind={kind} onChoose={(holder) => setOpened({ holder, before: null })} />
        )}
      </Group>
      <PagedTable
        label={services.tabs.access}
        query={grantsList(service.id, kind)}
        keyOf={({ holder_id: id }) => id}
        empty={<Empty title={services.nobody} hint={services.nobodyHint} />}
        columns={useColumns(service, change)}
      />
      {opened && (
        <AccessDialog
          key={`${opened.holder.type} ${opened.holder.id}`}
          serviceId={service.id}
          {...opened}
          onClose={() => setOpened(undefined)}
        />
      )}
    </Stack>
  );
}
