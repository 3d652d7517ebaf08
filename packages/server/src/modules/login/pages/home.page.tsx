import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Principal } from '../login.types.ts';
import { accountPaths } from './account/account-addresses.ts';
import { Fact, Time } from './facts.tsx';
import { useMessages } from './language/reader.ts';
import { Page } from './layout.tsx';
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

/** The ways from here: to looking after the account, and to what applications may do with it. */
function Ways(): JSX.Element {
  const { home, applications } = useMessages();
  return (
    <>
      <h2>{home.ways}</h2>
      <p>
        <a class="button" href={accountPaths.overview}>
          {home.manage}
        </a>
      </p>
      <ul>
        <li>
          <a href={accountPaths.sessions}>{home.sessions}</a>
        </li>
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
  notice?: string | undefined;
}

export function SignedInHome({ token, principal, notice }: SignedInHomeProps): JSX.Element {
  const { home, signOut } = useMessages();
  return (
    <Page title={home.signedInTitle} notice={notice} nav={[{ href: '/docs', text: home.reference }]}>
      <AccountFacts {...principal} />
      <Ways />
      <h2>{signOut.title}</h2>
      <SignOutButtons token={token} />
    </Page>
  );
}
