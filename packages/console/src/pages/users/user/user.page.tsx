import { Stack, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { Facts } from '../../../parts/facts.tsx';
import { PageTabs, type PageTab } from '../../../parts/page-tabs.tsx';
import { Page } from '../../../parts/page.tsx';
import { Time } from '../../../parts/time.tsx';
import { Words } from '../../../parts/words.tsx';
import { useText } from '../../../text/text.tsx';
import { GrantedApplications } from '../user-access/granted-applications.tsx';
import { ServiceAccess } from '../user-access/service-access.tsx';
import { Tokens } from '../user-access/tokens.tsx';
import { UserActivity } from '../user-access/user-activity.tsx';
import { userQuery } from '../users.queries.ts';
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

/** Those parts of the page that whoever looks may see. */
function useTabs(user: Schemas['SparseUser']): readonly PageTab[] {
  const { user: text, users, areas } = useText();
  const may = useMay();
  const { id } = user;
  const all: (PageTab & { permission: string })[] = [
    { value: 'profile', label: text.profile, permission: 'users.read', panel: () => <Profile user={user} /> },
    { value: 'roles', label: text.roles, permission: 'roles.read', panel: () => <Holds userId={id} /> },
    {
      value: 'services',
      label: areas.services,
      permission: 'services.read',
      panel: () => <ServiceAccess userId={id} />,
    },
    {
      value: 'factors',
      label: users.factors,
      permission: 'users.read',
      panel: () => <Factors userId={id} />,
    },
    {
      value: 'sessions',
      label: text.sessions,
      permission: 'sessions.read',
      panel: () => <Sessions userId={id} />,
    },
    { value: 'tokens', label: text.tokens, permission: 'sessions.read', panel: () => <Tokens userId={id} /> },
    {
      value: 'applications',
      label: areas.applications,
      permission: 'sessions.read',
      panel: () => <GrantedApplications userId={id} />,
    },
    {
      value: 'audit',
      label: areas.audit,
      permission: 'audit.read',
      panel: () => <UserActivity userId={id} />,
    },
  ];
  return all.filter(({ permission }) => may(permission));
}

/** One user: who they are, what they hold, with what and where they sign in. */
export function UserPage(): JSX.Element {
  const { id } = useParams({ from: '/users/$id' });
  const { data } = useSuspenseQuery(userQuery(id));
  const { data: user, version } = data;
  const { areas } = useText();
  const may = useMay();
  const name = user.email ?? user.username ?? id;
  return (
    <Page
      title={name}
      actions={may('users.update') && <Activation user={user} version={version} name={name} />}
    >
      <PageTabs label={areas.users} tabs={useTabs(user)} />
    </Page>
  );
}
