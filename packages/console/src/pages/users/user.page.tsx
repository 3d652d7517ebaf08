import { Stack, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { answerOf, api, versionedOf, type Schemas } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { Facts } from '../../parts/facts.tsx';
import { Page } from '../../parts/page.tsx';
import { Time } from '../../parts/time.tsx';
import { Words } from '../../parts/words.tsx';
import { useText } from '../../text/text.tsx';
import { Activation } from './activation.tsx';
import { Factors } from './factors.tsx';
import { Sessions } from './sessions.tsx';

function Profile({ user }: { user: Schemas['SparseUser'] }): JSX.Element {
  const { areas, common, users } = useText();
  const yesNo = (is: boolean | undefined): string => (is === true ? common.yes : common.no);
  return (
    <Facts
      label={areas.users}
      facts={[
        [users.email, user.email ?? common.none],
        [users.emailVerified, yesNo(user.email_verified)],
        [users.username, user.username ?? common.none],
        [common.name, [user.first_name, user.last_name].filter(Boolean).join(' ')],
        [users.active, yesNo(user.is_active)],
        [users.staff, yesNo(user.is_staff)],
        [users.superuser, yesNo(user.is_superuser)],
        [common.created, <Time at={user.created_at ?? null} />],
        [users.lastSignIn, <Time at={user.last_sign_in_at ?? null} />],
        [users.id, <code>{user.id}</code>],
      ]}
    />
  );
}

/** Directly and through groups. */
function Holds({ userId }: { userId: string }): JSX.Element {
  const { lists, areas, users } = useText();
  const { data: access } = useSuspenseQuery({
    queryKey: ['users', 'access', userId],
    queryFn: () => answerOf(api.GET('/api/v1/users/{id}/access', { params: { path: { id: userId } } })),
  });
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {users.holds}
      </Title>
      <Facts
        label={users.holds}
        facts={[
          [lists.roles, <Words words={access.roles} />],
          [areas.groups, <Words words={access.groups} />],
          [lists.permissions, <Words words={access.permissions} />],
        ]}
      />
    </Stack>
  );
}

/** One user: who they are, what they hold, with what and where they sign in. */
export function UserPage(): JSX.Element {
  const { id } = useParams({ from: '/users/$id' });
  const { data } = useSuspenseQuery({
    queryKey: ['users', 'one', id],
    queryFn: () => versionedOf(api.GET('/api/v1/users/{id}', { params: { path: { id } } })),
  });
  const { data: user, version } = data;
  const may = useMay();
  const name = user.email ?? user.username ?? id;
  return (
    <Page
      title={name}
      actions={may('users.update') && <Activation user={user} version={version} name={name} />}
    >
      <Profile user={user} />
      {may('roles.read') && <Holds userId={id} />}
      <Factors userId={id} />
      {may('sessions.read') && <Sessions userId={id} />}
    </Page>
  );
}
