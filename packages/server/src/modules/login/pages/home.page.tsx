import type { JSX } from 'hono/jsx/jsx-runtime';
import { isoTime } from '#platform/clock.ts';
import type { Principal } from '../login.types.ts';
import { formTokenField, Hidden } from './form.tsx';
import { Page } from './layout.tsx';
import { messages } from './messages.ts';
import type { SessionList, ShownSession } from './session-list.rules.ts';
import { SignOutButtons } from './sign-out.page.tsx';

const { home, account, roles, sessions } = messages;

export function SignedOutHome({ isSignUpOpen }: { isSignUpOpen: boolean }): JSX.Element {
  return (
    <Page title={home.title} nav={[{ href: '/docs', text: home.reference }]}>
      <p>{home.about}</p>
      <p>{home.signedOutHint}</p>
      <div class="actions">
        <a class="button" href="/sign-in">
          {messages.signIn.title}
        </a>
        {isSignUpOpen && (
          <a class="button quiet" href="/sign-up">
            {messages.signUp.title}
          </a>
        )}
      </div>
    </Page>
  );
}

function Fact({ term, children }: { term: string; children: string | JSX.Element }): JSX.Element {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const minutes = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});

function Time({ at, isDay = false }: { at: number; isDay?: boolean }): JSX.Element {
  return <time datetime={isoTime(at)}>{isDay ? days.format(at) : `${minutes.format(at)} UTC`}</time>;
}

function AccountFacts({ user, subject }: Principal): JSX.Element {
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
  const device = session.device ?? sessions.unknownDevice;
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
        <form method="post" action="/sessions/end">
          <Hidden name={formTokenField} value={token} />
          <Hidden name="session" value={session.id} />
          <button type="submit" class="quiet">
            {sessions.end} <span class="visually-hidden">{sessions.endWhat(device)}</span>
          </button>
        </form>
      )}
    </li>
  );
}

export interface SignedInHomeProps {
  token: string;
  principal: Principal;
  list: SessionList;
  notice?: string | undefined;
}

export function SignedInHome({ token, principal, list, notice }: SignedInHomeProps): JSX.Element {
  return (
    <Page title={home.signedInTitle} notice={notice} nav={[{ href: '/docs', text: home.reference }]}>
      <AccountFacts {...principal} />
      <h2>{sessions.heading}</h2>
      <p>{sessions.hint}</p>
      <ul class="sessions">
        {list.shown.map((session) => (
          <SessionItem session={session} token={token} />
        ))}
      </ul>
      {list.hiddenCount > 0 && <p>{sessions.more(list.hiddenCount)}</p>}
      <h2>{messages.signOut.title}</h2>
      <SignOutButtons token={token} />
    </Page>
  );
}
