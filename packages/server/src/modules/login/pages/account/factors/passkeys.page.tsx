import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Passkey } from '#modules/mfa';
import { ErrorSummary, Field, formTokenField, Hidden } from '../../form.tsx';
import type { FormProblems } from '../../form-problems.ts';
import { useMessages } from '../../language/reader.ts';
import { PasskeyForm, PasskeyScriptHint } from '../../scripts/passkey-form.tsx';
import { about } from '../account-addresses.ts';
import { AccountPage } from '../account-page.tsx';
import { factorPaths } from './factor-addresses.ts';

function NameField({ name, problems }: { name: string; problems: FormProblems }): JSX.Element {
  const texts = useMessages().accountPages.factors.passkeys;
  return (
    <Field
      name="name"
      label={texts.name}
      hint={texts.nameHint}
      autocomplete="off"
      value={name}
      problems={problems}
    />
  );
}

interface AddPasskeyPageProps {
  token: string;
  options: PublicKeyCredentialCreationOptionsJSON;
  name: string;
  problems: FormProblems;
}

export function AddPasskeyPage({ token, options, name, problems }: AddPasskeyPageProps): JSX.Element {
  const { passkeys: texts, cancel } = useMessages().accountPages.factors;
  return (
    <AccountPage
      current="factors"
      title={texts.addTitle}
      hasErrors={problems.count > 0}
      scripts={['passkeys']}
    >
      <ErrorSummary problems={problems} />
      <p>{texts.addAbout}</p>
      <PasskeyScriptHint />
      <PasskeyForm
        action={factorPaths.addPasskey}
        token={token}
        kind="create"
        options={options}
        label={texts.add}
      >
        <NameField name={name} problems={problems} />
      </PasskeyForm>
      <p class="below">
        <a href={factorPaths.all}>{cancel}</a>
      </p>
    </AccountPage>
  );
}

interface RenamePasskeyPageProps {
  token: string;
  passkey: Passkey;
  name: string;
  problems: FormProblems;
}

export function RenamePasskeyPage({ token, passkey, name, problems }: RenamePasskeyPageProps): JSX.Element {
  const { passkeys: texts, cancel } = useMessages().accountPages.factors;
  return (
    <AccountPage current="factors" title={texts.renameTitle} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      <form method="post" action={about(factorPaths.renamePasskey, passkey.id)} class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        <NameField name={name} problems={problems} />
        <div class="actions">
          <button type="submit">{texts.save}</button>
          <a href={factorPaths.all}>{cancel}</a>
        </div>
      </form>
    </AccountPage>
  );
}
