import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { AppSecret, type AppSetUp } from '../account/factors/apps.page.tsx';
import { RecoveryCodeList } from '../account/factors/recovery-codes.page.tsx';
import { ErrorSummary, Field, formTokenField, Hidden, PostForm } from '../form.tsx';
import type { FormProblems } from '../form-problems.ts';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { setUpFactorAddress } from '../page-addresses.ts';
import { PasskeyForm } from '../scripts/passkey-form.tsx';
import { codeField } from './proof-fields.ts';
import { setUpPaths } from './set-up-paths.ts';

interface SetUpProps {
  token: string;
  next: string;
  problems: FormProblems;
}

/** The choice of a factor, when a sign-in can only go on with one. */
export function ChooseFactorPage({
  token,
  next,
  problems,
  options,
}: SetUpProps & { options: PublicKeyCredentialCreationOptionsJSON | null }): JSX.Element {
  const texts = useMessages().signInFlow.setUp;
  return (
    <Page
      title={texts.title}
      hasErrors={problems.count > 0}
      {...(options !== null && { scripts: ['passkeys'] })}
    >
      <ErrorSummary problems={problems} />
      <p>{texts.about}</p>
      <div class="stack">
        <PostForm action={setUpPaths.app} token={token} button={texts.app} fields={{ next }} />
        {options !== null && (
          <PasskeyForm
            action={setUpPaths.passkey}
            token={token}
            kind="create"
            options={options}
            label={texts.passkey}
            next={next}
            isQuiet
          />
        )}
      </div>
    </Page>
  );
}

/** The secret for an authenticator app, and the form for its first code. */
export function ConnectAppPage({
  token,
  next,
  problems,
  id,
  ...app
}: SetUpProps & AppSetUp & { id: string }): JSX.Element {
  const messages = useMessages();
  const texts = messages.accountPages.factors.apps;
  return (
    <Page title={texts.confirmTitle} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      <AppSecret {...app} />
      <form method="post" action={setUpPaths.confirm} class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        <Hidden name="app" value={id} />
        {next !== '' && <Hidden name="next" value={next} />}
        <Field
          name={codeField}
          label={texts.code}
          hint={texts.enterCode}
          autocomplete="one-time-code"
          inputMode="numeric"
          isIdentifier
          problems={problems}
        />
        <div class="actions">
          <button type="submit">{texts.confirm}</button>
          <a href={setUpFactorAddress(next)}>{messages.signInFlow.setUp.back}</a>
        </div>
      </form>
    </Page>
  );
}

/** The one time that recovery codes are shown; whoever has them goes on to `address`. */
export function FirstCodesPage({
  codes,
  address,
}: {
  codes: readonly string[];
  address: string;
}): JSX.Element {
  const messages = useMessages();
  const texts = messages.signInFlow.setUp;
  return (
    <Page title={texts.codes} notice={messages.accountPages.factors.codes.shownOnce}>
      <RecoveryCodeList codes={codes} />
      <p>
        <a class="button" href={address}>
          {texts.goOn}
        </a>
      </p>
    </Page>
  );
}
