import type { JSX } from 'hono/jsx/jsx-runtime';
import { ErrorSummary, Field, formTokenField, Hidden } from '../../form.tsx';
import type { FormProblems } from '../../form-problems.ts';
import { useMessages } from '../../language/reader.ts';
import { accountPaths } from '../account-addresses.ts';
import { AccountPage } from '../account-page.tsx';

export const passwordFields = ['password', 'new_password', 'new_password_again'] as const;

interface PasswordPageProps {
  token: string;
  /** For password managers, which keep a password beside the name that it goes with. */
  login: string;
  minLength: number;
  hasMail: boolean;
  problems: FormProblems;
  notice?: string | undefined;
}

export function PasswordPage(props: PasswordPageProps): JSX.Element {
  const { token, login, problems } = props;
  const messages = useMessages();
  const texts = messages.accountPages.password;
  return (
    <AccountPage current="password" title={texts.title} hasErrors={problems.count > 0} notice={props.notice}>
      <ErrorSummary problems={problems} />
      <p>{texts.about}</p>
      <form method="post" action={accountPaths.password} class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        <Field
          name="login"
          label={messages.signIn.login}
          autocomplete="username"
          value={login}
          isReadOnly
          problems={problems}
        />
        <Field
          name="password"
          label={texts.present}
          type="password"
          autocomplete="current-password"
          problems={problems}
        />
        <Field
          name="new_password"
          label={texts.next}
          hint={messages.passwordHint(props.minLength)}
          type="password"
          autocomplete="new-password"
          problems={problems}
        />
        <Field
          name="new_password_again"
          label={texts.again}
          type="password"
          autocomplete="new-password"
          problems={problems}
        />
        <div class="actions">
          <button type="submit">{texts.change}</button>
        </div>
      </form>
      {props.hasMail && (
        <p class="below">
          {texts.forgotten} <a href="/forgot-password">{texts.recover}</a>
        </p>
      )}
    </AccountPage>
  );
}
