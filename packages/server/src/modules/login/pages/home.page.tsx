import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Principal } from '../login.types.ts';
import { deviceName } from './device-name.rules.ts';
import { Fact, Time } from './facts.tsx';
import { PostForm } from './form.tsx';
import { useMessages } from './language/reader.ts';
import { Page } from './layout.tsx';
import type { SessionList, ShownSession } from './session-list.rules.ts';
import { SignOutButtons } from './sign-out.page.tsx';

export function SignedOutHome({ isSignUpOpen }: { isSignUpOpen: boolean }): JSX.Element {
  const { home, signIn, signUp } = useMessages();
  return (
    <Page title={home.title} nav={[{ href: '/docs', text: home.reference }]}>
      <p>{home.about}</p>
      <p>{home.signedOutHint}</p>
      <div class="actions">
        <a class="button" href="/sign-in">
          {signIn.title}
        </a>
        {isSignUpOpen && (
          <a class="button quiet" href="/sign-up">
            {signUp.title}
          </a>
        )}
      </div>
    </Page>
  );
}

function AccountFacts({ user, subject }: Principal): JSX.Element {
  const { account, roles } = useMessages();
  const name = `${user.firstName} ${user.lastName}`.trim();
  return (
    <>
      <h2>{account.heading}</h2>
      <dl>
        {name !== '' && <Fact term={account.name}>{name}</Fact>}
        <Fact term={account.email}>{user.email ?? account.none}</Fact>
        <Fact term={account.username}>{user.username ?? account.none}</Fact>
        {subject.isSuperuser && <Fact term={account.kind}>{account.superuser}</Fact>}
        {!subject.isSuperuser && subject.isStaff && <Fact term={account.kind}>{account.staff}</Fact>}
        <Fact term={account.since}>
          <Time at={user.createdAt} isDay />
        </Fact>
        <Fact term={account.id}>
          <code>{user.id}</code>
        </Fact>
      </dl>
      <h2>{roles.heading}</h2>
      {subject.roles.length === 0 && <p>{roles.none}</p>}
      {subject.roles.length > 0 && (
        <ul>
          {subject.roles.map((role) => (
            <li>{role}</li>
          ))}
        </ul>
      )}
      {subject.level !== null && <p class="hint">{roles.level(subject.level)}</p>}
    </>
  );
}

function SessionItem({ session, token }: { session: ShownSession; token: string }): JSX.Element {
  const { sessions } = useMessages();
  const device = deviceName(session.userAgent, sessions.browserOn) ?? sessions.unknownDevice;
  return (
    <li>
      <div>
        <p>
          <strong>{device}</strong> {session.isCurrent && `(${sessions.current})`}
        </p>
        <p class="hint">
          {sessions.signedIn} <Time at={session.createdAt} />
          {session.address !== null && ` ${sessions.from} ${session.address}`}, {sessions.lastSeen}{' '}
          <Time at={session.lastSeenAt} />
        </p>
      </div>
      {!session.isCurrent && (
        <PostForm
          action="/sessions/end"
          token={token}
          fields={{ session: session.id }}
          button={sessions.end}
          about={sessions.endWhat(device)}
          isQuiet
        />
      )}
    </li>
  );
}

/** The ways from here to what applications may do with the account, and to one's own applications. */
function ApplicationLinks(): JSX.Element {
  const { home, applications } = useMessages();
  return (
    <>
      <h2>{home.applications}</h2>
      <ul>
        <li>
          <a href="/o/authorized_tokens/">{applications.granted.title}</a>
        </li>
        <li>
          <a href="/o/applications/">{applications.list.title}</a>
        </li>
      </ul>
    </>
  );
}

export interface SignedInHomeProps {
  token: string;
  principal: Principal;
  list: SessionList;
  notice?: string | undefined;
}

export function SignedInHome({ token, principal, list, notice }: SignedInHomeProps): JSX.Element {
  const { home, sessions, signOut } = useMessages();
  return (
    <Page title={home.signedInTitle} notice={notice} nav={[{ href: '/docs', text: home.reference }]}>
      <AccountFacts {...principal} />
      <ApplicationLinks />
      <h2>{sessions.heading}</h2>
      <p>{sessions.hint}</p>
      <ul class="rows">
        {list.shown.map((session) => (
          <SessionItem session={session} token={token} />
        ))}
      </ul>
      {list.hiddenCount > 0 && <p>{sessions.more(list.hiddenCount)}</p>}
      <h2>{signOut.title}</h2>
      <SignOutButtons token={token} />
    </Page>
  );
}
