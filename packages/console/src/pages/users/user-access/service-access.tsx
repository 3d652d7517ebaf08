import { Button, Code, Group } from '@mantine/core';
import { useState, type JSX } from 'react';
import { useMay } from '../../../api/me.ts';
import { AccessDialog } from '../../../parts/access-dialog.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { PagedTable, type Column } from '../../../parts/paged-table.tsx';
import { TakeAccess } from '../../../parts/take-access.tsx';
import { useText } from '../../../text/text.tsx';
import { userServices, type UserService } from './user-access.queries.ts';

function Take({ userId, access }: { userId: string; access: UserService }): JSX.Element {
  const { userAccess } = useText();
  return (
    <TakeAccess
      serviceId={access.service_id}
      holder={{ type: 'user', id: userId }}
      before={access.access ?? { level: null, data: {} }}
      words={{
        button: userAccess.take,
        label: userAccess.takeOf(access.service),
        taken: userAccess.taken(access.service),
      }}
    />
  );
}

/** Whose grant it is that decides. */
function By({ by }: { by: UserService['by'] }): JSX.Element | string {
  const { userAccess } = useText();
  if (by === null) return '';
  const name = by.holder_name ?? by.holder_id;
  if (by.holder_type === 'user') return userAccess.own;
  return by.holder_type === 'group' ? userAccess.byGroup(name) : userAccess.byRole(name);
}

function useColumns(change: (access: UserService) => JSX.Element): Column<UserService>[] {
  const { areas, common, lists, userAccess } = useText();
  const may = useMay();
  const columns: Column<UserService>[] = [
    {
      head: areas.services,
      cell: ({ service, service_id: id }) => (
        <PageLink to="/services/$service" params={{ service: id }}>
          {service}
        </PageLink>
      ),
    },
    { head: userAccess.mayEnter, cell: ({ may_enter: isIn }) => (isIn ? common.yes : common.no) },
    { head: lists.level, cell: ({ access }) => access?.level ?? '' },
    {
      head: userAccess.data,
      cell: ({ access }) =>
        access && Object.keys(access.data).length > 0 && <Code>{JSON.stringify(access.data)}</Code>,
    },
    { head: userAccess.by, cell: ({ by }) => <By by={by} /> },
  ];
  return may('services.grant') ? [...columns, { head: common.actions, cell: change }] : columns;
}

/** What one user has in every service, and by whom it comes; their own is given and taken here. */
export function ServiceAccess({ userId }: { userId: string }): JSX.Element {
  const { areas, lists, userAccess } = useText();
  const [opened, setOpened] = useState<UserService>();
  const columns = useColumns((access) => {
    const isOwn = access.by?.holder_type === 'user';
    return (
      <Group gap={4} wrap="nowrap">
        <Button
          variant="default"
          size="compact-sm"
          aria-label={isOwn ? userAccess.changeOf(access.service) : userAccess.giveOf(access.service)}
          onClick={() => setOpened(access)}
        >
          {isOwn ? userAccess.change : userAccess.give}
        </Button>
        {isOwn && <Take userId={userId} access={access} />}
      </Group>
    );
  });
  return (
    <>
      <PagedTable
        label={areas.services}
        query={userServices(userId)}
        keyOf={({ service_id: id }) => id}
        empty={<Empty title={lists.noServices} hint={userAccess.noServicesHint} />}
        columns={columns}
      />
      {opened && (
        <AccessDialog
          serviceId={opened.service_id}
          holder={{ type: 'user', id: userId, name: userAccess.thisUser }}
          before={opened.by?.holder_type === 'user' ? opened.access : null}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  );
}
