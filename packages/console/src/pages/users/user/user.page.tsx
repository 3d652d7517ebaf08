import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useMay } from '../../../api/me.ts';
import { PageTabs, type PageTab } from '../../../parts/page-tabs.tsx';
import { Page } from '../../../parts/page.tsx';
import { useText } from '../../../text/text.tsx';
import { GrantedApplications } from '../user-access/granted-applications.tsx';
import { ServiceAccess } from '../user-access/service-access.tsx';
import { Tokens } from '../user-access/tokens.tsx';
import { UserActivity } from '../user-access/user-activity.tsx';
import { userQuery } from '../users.queries.ts';
import { DeletionNotice } from './deletion-notice.tsx';
import { UserFactors } from './factors.tsx';
import type { UserProps } from './flags.tsx';
import { Holdings } from './holdings.tsx';
import { Profile } from './profile.tsx';
import { Sessions } from './sessions.tsx';
import { UserActions } from './user-actions.tsx';
import { UserBadges } from './user-badges.tsx';
import { deletionQuery } from './user.queries.ts';

/** Those parts of the page that whoever looks may see. */
function useTabs(props: UserProps): readonly PageTab[] {
  const { user: text, users, areas } = useText();
  const may = useMay();
  const { user, name } = props;
  const { id } = user;
  const all: (PageTab & { permission: string })[] = [
    { value: 'profile', label: text.profile, permission: 'users.read', panel: () => <Profile {...props} /> },
    { value: 'roles', label: text.roles, permission: 'roles.read', panel: () => <Holdings user={user} /> },
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
      panel: () => <UserFactors userId={id} />,
    },
    {
      value: 'sessions',
      label: text.sessions,
      permission: 'sessions.read',
      panel: () => <Sessions userId={id} name={name} />,
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
  const { data: deletion } = useSuspenseQuery(deletionQuery(id));
  const { data: user, version } = data;
  const { areas } = useText();
  const name = user.email ?? user.username ?? id;
  const props: UserProps = { user, version, name };
  const { pending } = deletion;
  return (
    <Page
      title={name}
      badges={<UserBadges user={user} isToBeDeleted={pending !== null} />}
      actions={<UserActions {...props} deletion={deletion} />}
    >
      {pending && <DeletionNotice userId={id} name={name} pending={pending} />}
      <PageTabs label={areas.users} tabs={useTabs(props)} />
    </Page>
  );
}
