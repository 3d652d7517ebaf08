import type { JSX } from 'hono/jsx/jsx-runtime';
import { ErrorSummary, Field, formTokenField, Hidden } from './form.tsx';
import type { FormProblems } from './form-problems.ts';
import { Page } from './layout.tsx';
import { messages } from './messages.ts';

const texts = messages.signIn;

export const signInFields = ['login', 'password'] as const;

interface SignInPageProps {
  token: string;
  login: string;
  /** Where to go afterwards; checked when it is used. */
  next: string;
  isSignUpOpen: boolean;
  notice?: string | undefined;
  problems: FormProblems;
}

export function SignInPage({
  token,
  login,
  next,
  isSignUpOpen,
  notice,
  problems,
}: SignInPageProps): JSX.Element {
  return (
    <Page title={texts.title} hasErrors={problems.count > 0} notice={notice}>
      <ErrorSummary problems={problems} />
      <form method="post" action="/sign-in" class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        {next !== '' && <Hidden name="next" value={next} />}
        <Field
          name="login"
          label={texts.login}
          autocomplete="username"
          value={login}
          isIdentifier
          problems={problems}
        />
        <Field
          name="password"
          label={texts.password}
          type="password"
          autocomplete="current-password"
          problems={problems}
        />
        <div class="actions">
          <button type="submit">{texts.button}</button>
        </div>
      </form>
      {isSignUpOpen && (
        <p>
          {texts.noAccount} <a href="/sign-up">{messages.signUp.title}</a>
        </p>
      )}
    </Page>
  );
}
