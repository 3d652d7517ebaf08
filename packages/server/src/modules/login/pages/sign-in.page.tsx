import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { MailPolicy } from './by-mail/by-mail.types.ts';
import { ConfirmAgain, MailedWays } from './by-mail/mailed-ways.tsx';
import { ErrorSummary, Field, formTokenField, Hidden } from './form.tsx';
import type { FormProblems } from './form-problems.ts';
import { useMessages } from './language/reader.ts';
import { Page } from './layout.tsx';
import { signUpAddress } from './page-addresses.ts';
import type { PagesDeps } from './pages.types.ts';
import { PasskeyForm } from './scripts/passkey-form.tsx';

export const signInFields = ['login', 'password'] as const;

/** Email or username, and password. */
export function CredentialFields({
  login,
  offersPasskeys = false,
  problems,
}: {
  login: string;
  /** Whether browsers may offer passkeys under the first field (Web Authentication Level 3, section 5.1.4). */
  offersPasskeys?: boolean;
  problems: FormProblems;
}): JSX.Element {
  const texts = useMessages().signIn;
  return (
    <>
      <Field
        name="login"
        label={texts.login}
        autocomplete={offersPasskeys ? 'username webauthn' : 'username'}
        value={login}
        isIdentifier
        problems={problems}
      />
      <PasswordField problems={problems} />
    </>
  );
}

/** The password that somebody has already. */
export function PasswordField({ problems }: { problems: FormProblems }): JSX.Element {
  return (
    <Field
      name="password"
      label={useMessages().signIn.password}
      type="password"
      autocomplete="current-password"
      problems={problems}
    />
  );
}

export function SignUpHint({ next }: { next: string }): JSX.Element {
  const messages = useMessages();
  return (
    <p>
      {messages.signIn.noAccount} <a href={signUpAddress(next)}>{messages.signUp.title}</a>
    </p>
  );
}

/** The other ways in: a passkey, and what is mailed. */
export interface SignInWays {
  /** Null where passkeys are off. */
  passkey: PublicKeyCredentialRequestOptionsJSON | null;
  hasMail: boolean;
  mailPolicy: MailPolicy;
}

export async function signInWays({ mfa, hasMail, mailPolicy }: PagesDeps): Promise<SignInWays> {
  const { passkeys } = mfa;
  return { passkey: passkeys.isOn ? await passkeys.authenticationOptions(null) : null, hasMail, mailPolicy };
}

interface OtherWaysProps {
  ways: SignInWays;
  token: string;
  next: string;
  /** Where a passkey goes. */
  action: string;
  /** Hidden fields for a passkey. */
  fields?: Readonly<Record<string, string>>;
}

/** Below the form with the password. */
export function OtherWays({ ways, token, next, action, fields = {} }: OtherWaysProps): JSX.Element {
  return (
    <>
      {ways.passkey !== null && (
        <div class="below">
          <PasskeyForm
            action={action}
            token={token}
            kind="conditional"
            options={ways.passkey}
            label={useMessages().signInFlow.passkey}
            next={next}
            fields={fields}
            isQuiet
          />
        </div>
      )}
      <MailedWays hasMail={ways.hasMail} policy={ways.mailPolicy} next={next} />
    </>
  );
}

interface SignInPageProps {
  token: string;
  login: string;
  /** Where to go afterwards; checked when it is used. */
  next: string;
  ways: SignInWays;
  isSignUpOpen: boolean;
  notice?: string | undefined;
  /** Refused because the address is not confirmed yet. */
  isUnverified: boolean;
  problems: FormProblems;
}

export function SignInPage(props: SignInPageProps): JSX.Element {
  const { token, login, next, ways, problems } = props;
  const texts = useMessages().signIn;
  const offersPasskeys = ways.passkey !== null;
  return (
    <Page
      title={texts.title}
      hasErrors={problems.count > 0}
      notice={props.notice}
      {...(offersPasskeys && { scripts: ['passkeys'] })}
    >
      <ErrorSummary problems={problems} />
      {props.isUnverified && <ConfirmAgain />}
      <form method="post" action="/sign-in" class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        {next !== '' && <Hidden name="next" value={next} />}
        <CredentialFields login={login} offersPasskeys={offersPasskeys} problems={problems} />
        <div class="actions">
          <button type="submit">{texts.button}</button>
        </div>
      </form>
      <OtherWays ways={ways} token={token} next={next} action="/sign-in/passkey" />
      {props.isSignUpOpen && <SignUpHint next={next} />}
    </Page>
  );
}
