import type { JSX } from 'hono/jsx/jsx-runtime';
import { ErrorSummary, formTokenField, Hidden } from './form.tsx';
import { useMessages } from './language/reader.ts';
import { Page } from './layout.tsx';
import { IdentifierFields, NewPasswordFields, type IdentifierFieldsProps } from './sign-up.page.tsx';

export const setUpFields = ['email', 'username', 'password', 'password_again'] as const;

interface SetUpPageProps extends IdentifierFieldsProps {
  token: string;
  setUpToken: string;
  minPasswordLength: number;
}

export function SetUpPage({
  token,
  setUpToken,
  minPasswordLength,
  ...identifiers
}: SetUpPageProps): JSX.Element {
  const { problems } = identifiers;
  const texts = useMessages().setUp;
  return (
    <Page title={texts.title} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      <p>{texts.about}</p>
      <form method="post" action="/setup" class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        <Hidden name="token" value={setUpToken} />
        <IdentifierFields {...identifiers} />
        <NewPasswordFields minLength={minPasswordLength} problems={problems} />
        <div class="actions">
          <button type="submit">{texts.button}</button>
        </div>
      </form>
    </Page>
  );
}
