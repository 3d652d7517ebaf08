import { Alert, Stack, Table, Text, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { PageLink } from '../../../parts/page-link.tsx';
import { useText } from '../../../text/text.tsx';
import { allGroupsQuery } from '../../groups/groups.queries.ts';
import { allRolesQuery } from '../../roles/roles.queries.ts';
import { DirectRoles } from './direct-roles.tsx';
import { Memberships } from './memberships.tsx';
import { accessQuery } from './user.queries.ts';
import { waysOf, type Way } from './ways.rules.ts';

function WayText({ way }: { way: Way }): JSX.Element {
  const { user: text } = useText();
  return <div>{way.group === null ? way.role : text.through(way.role, way.group)}</div>;
}

function Permissions({ rows }: { rows: ReturnType<typeof waysOf> }): JSX.Element {
  const { user: text } = useText();
  if (rows.length === 0) return <Text c="dimmed">{text.noPermissions}</Text>;
  return (
    <Table.ScrollContainer minWidth={360} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table striped aria-label={text.permissions}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.permission}</Table.Th>
            <Table.Th>{text.comesFrom}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ permission, ways }) => (
            <Table.Tr key={permission}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                <code>{permission}</code>
              </Table.Td>
              <Table.Td>
                {ways.length === 0 && text.unknownWay}
                {ways.map((way) => (
                  <WayText key={`${way.role} ${way.group ?? ''}`} way={way} />
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** What somebody holds, directly and through groups, and what they may do by it. */
export function Holdings({ user }: { user: Schemas['SparseUser'] }): JSX.Element {
  const { user: text } = useText();
  const may = useMay();
  const { data: access } = useSuspenseQuery(accessQuery(user.id));
  const { data: roles } = useSuspenseQuery(allRolesQuery);
  const { data: groups } = useSuspenseQuery(allGroupsQuery);
  const held = { directRoles: access.direct_roles, groups: access.groups, permissions: access.permissions };
  return (
    <Stack gap="lg">
      <DirectRoles userId={user.id} held={access.direct_roles} roles={roles} />
      <Memberships userId={user.id} joined={access.groups} groups={groups} />
      <Stack gap="xs">
        <Title order={2} size="h4">
          {text.permissions}
        </Title>
        {user.is_superuser === true && <Alert color="blue">{text.allPermissions}</Alert>}
        <Permissions rows={waysOf(held, { roles, groups })} />
        {may('access.decide') && (
          <PageLink to="/decisions" search={{ user: user.id }}>
            {text.explain}
          </PageLink>
        )}
      </Stack>
    </Stack>
  );
}
