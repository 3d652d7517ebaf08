import type { JSX } from 'hono/jsx/jsx-runtime';
import { ErrorSummary, Field, formTokenField, Hidden } from '../../form.tsx';
import type { FormProblems } from '../../form-problems.ts';
import { useMessages } from '../../language/reader.ts';
import { about } from '../account-addresses.ts';
import { AccountPage } from '../account-page.tsx';
import { factorPaths } from './factor-addresses.ts';
import { QrCode } from './qr-code.tsx';
import type { QrModules } from './qr-modules.ts';

interface AddAppPageProps {
  token: string;
  name: string;
  problems: FormProblems;
}

export function AddAppPage({ token, name, problems }: AddAppPageProps): JSX.Element {
  const { apps: texts, cancel } = useMessages().accountPages.factors;
  return (
    <AccountPage current="factors" title={texts.add} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      <form method="post" action={factorPaths.addApp} class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        <Field
          name="name"
          label={texts.name}
          hint={texts.nameHint}
          autocomplete="off"
          value={name}
          problems={problems}
        />
        <div class="actions">
          <button type="submit">{texts.goOn}</button>
          <a href={factorPaths.all}>{cancel}</a>
        </div>
      </form>
    </AccountPage>
  );
}

/** What an app has to be told, and how it shows that it was. */
export interface AppSetUp {
  /** Base32. */
  secret: string;
  /** Of its `otpauth:` address. */
  modules: QrModules;
}

/** In groups of four, as people type it; apps leave blanks out. */
function inGroups(secret: string): string {
  return secret.replace(/.{4}(?=.)/g, '$& ');
}

/** What to scan or type, for a form that asks for the first code. */
export function AppSecret({ secret, modules }: AppSetUp): JSX.Element {
  const texts = useMessages().accountPages.factors.apps;
  return (
    <>
      <p>{texts.scan}</p>
      <QrCode modules={modules} name={texts.qrName} />
      <p>{texts.byHand}</p>
      <p>
        <code class="secret">{inGroups(secret)}</code>
      </p>
    </>
  );
}

interface ConfirmAppPageProps extends AppSetUp {
  token: string;
  id: string;
  problems: FormProblems;
}

export function ConfirmAppPage({ token, id, problems, ...app }: ConfirmAppPageProps): JSX.Element {
  const { apps: texts, cancel } = useMessages().accountPages.factors;
  return (
    <AccountPage current="factors" title={texts.confirmTitle} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      <AppSecret {...app} />
      <form method="post" action={about(factorPaths.confirmApp, id)} class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        <Field
          name="code"
          label={texts.code}
          hint={texts.enterCode}
          autocomplete="one-time-code"
          inputMode="numeric"
          isIdentifier
          problems={problems}
        />
        <div class="actions">
          <button type="submit">{texts.confirm}</button>
          <a href={factorPaths.all}>{cancel}</a>
        </div>
      </form>
    </AccountPage>
  );
}
