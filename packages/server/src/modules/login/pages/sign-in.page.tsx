import type { JSX } from 'hono/jsx/jsx-runtime';
import { ErrorSummary, Field, formTokenField, Hidden } from './form.tsx';
import type { FormProblems } from './form-problems.ts';
import { useMessages } from './language/reader.ts';
import { Page } from './layout.tsx';
import { signUpAddress } from './page-addresses.ts';

export const signInFields = ['login', 'password'] as const;

/** Email or username, and password. */
export function CredentialFields({
  login,
  problems,
}: {
  login: string;
  problems: FormProblems;
}): JSX.Element {
  const texts = useMessages().signIn;
  return (
    <>
      <Field
        name="login"
        label={texts.login}
        autocomplete="username"
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

interface SignInPageProps {
  token: string;
  login: string;
  /** Where to go afterwards; checked when it is used. */
  next: string;
  isSignUpOpen: boolean;
  notice?: string | undefined;
  problems: FormProblems;
}

export function SignInPage(props: SignInPageProps): JSX.Element {
  const { token, login, next, problems } = props;
  const texts = useMessages().signIn;
  return (
    <Page title={texts.title} hasErrors={problems.count > 0} notice={props.notice}>
      <ErrorSummary problems={problems} />
      <form method="post" action="/sign-in" class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        {next !== '' && <Hidden name="next" value={next} />}
        <CredentialFields login={login} problems={problems} />
        <div class="actions">
          <button type="submit">{texts.button}</button>
        </div>
      </form>
      {props.isSignUpOpen && <SignUpHint next={next} />}
    </Page>
  );
}
