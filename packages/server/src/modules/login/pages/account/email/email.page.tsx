import type { JSX } from 'hono/jsx/jsx-runtime';
import type { User } from '#modules/users';
import { dateText } from '../../dates.ts';
import { Fact } from '../../facts.tsx';
import { ErrorSummary, Field, formTokenField, Hidden, PostForm } from '../../form.tsx';
import type { FormProblems } from '../../form-problems.ts';
import { useMessages } from '../../language/reader.ts';
import { accountPaths } from '../account-addresses.ts';
import { AccountPage } from '../account-page.tsx';

export const verifyPath = `${accountPaths.email}/verify`;
export const changePath = `${accountPaths.email}/change`;

function PresentAddress({ user, verifies }: { user: User; verifies: boolean }): JSX.Element {
  const messages = useMessages();
  const texts = messages.accountPages.email;
  if (user.email === null) return <p>{texts.none}</p>;
  return (
    <dl>
      <Fact term={texts.present}>{user.email}</Fact>
      {user.emailVerifiedAt !== null && (
        <Fact term={texts.state}>{texts.verified(dateText(messages, user.emailVerifiedAt, 'day'))}</Fact>
      )}
      {user.emailVerifiedAt === null && verifies && <Fact term={texts.state}>{texts.unverified}</Fact>}
    </dl>
  );
}

interface EmailPageProps {
  token: string;
  user: User;
  hasMail: boolean;
  /** Whether addresses are to be confirmed at all. */
  verifies: boolean;
  problems: FormProblems;
  notice?: string | undefined;
}

export function EmailPage(props: EmailPageProps): JSX.Element {
  const { token, user, hasMail, verifies, problems } = props;
  const texts = useMessages().accountPages.email;
  const isToVerify = hasMail && verifies && user.email !== null && user.emailVerifiedAt === null;
  return (
    <AccountPage current="email" title={texts.title} hasErrors={problems.count > 0} notice={props.notice}>
      <ErrorSummary problems={problems} />
      <PresentAddress user={user} verifies={verifies} />
      {!hasMail && <p>{texts.noMail}</p>}
      {isToVerify && <p>{texts.verifyAbout}</p>}
      {hasMail && (
        <div class="actions">
          {isToVerify && <PostForm action={verifyPath} token={token} button={texts.send} />}
          <a class="button quiet" href={changePath}>
            {texts.toChange}
          </a>
        </div>
      )}
    </AccountPage>
  );
}

interface ChangeEmailPageProps {
  token: string;
  /** The new address as it was entered. */
  entered: string;
  problems: FormProblems;
}

export function ChangeEmailPage({ token, entered, problems }: ChangeEmailPageProps): JSX.Element {
  const texts = useMessages().accountPages.email;
  return (
    <AccountPage current="email" title={texts.changeTitle} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      <p>{texts.changeAbout}</p>
      <form method="post" action={changePath} class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        <Field
          name="email"
          label={texts.newEmail}
          type="email"
          autocomplete="email"
          value={entered}
          isIdentifier
          problems={problems}
        />
        <div class="actions">
          <button type="submit">{texts.change}</button>
          <a href={accountPaths.email}>{texts.cancel}</a>
        </div>
      </form>
    </AccountPage>
  );
}
