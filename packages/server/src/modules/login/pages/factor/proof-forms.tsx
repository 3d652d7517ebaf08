import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { FactorKind, MfaService } from '#modules/mfa';
import type { User } from '#modules/users';
import { Checkbox, Field, formTokenField, Hidden } from '../form.tsx';
import type { FormProblems } from '../form-problems.ts';
import { useMessages } from '../language/reader.ts';
import { PasskeyForm, PasskeyScriptHint } from '../scripts/passkey-form.tsx';
import { codeField, trustField, trustWithPasskeyField } from './proof-fields.ts';

/** What somebody is asked to show, and how. */
export interface WantedProof {
  methods: readonly FactorKind[];
  /** Null where a passkey is not among them. */
  passkey: PublicKeyCredentialRequestOptionsJSON | null;
}

export async function wantedProof(
  { passkeys }: MfaService,
  user: User,
  methods: readonly FactorKind[],
): Promise<WantedProof> {
  const isShown = passkeys.isOn && methods.includes('passkey');
  return { methods, passkey: isShown ? await passkeys.authenticationOptions(user) : null };
}

export interface ProofFormsProps {
  proof: WantedProof;
  token: string;
  /** Where a code goes. A passkey goes to `/passkey` below it. */
  action: string;
  /** Where people go afterwards; none for the empty one. */
  next: string;
  /** For how many days a browser may be trusted; 0 for not at all. */
  trustDays: number;
  button: string;
  problems: FormProblems;
}

function TrustBox({ name, days }: { name: string; days: number }): JSX.Element | null {
  const texts = useMessages().signInFlow.factor;
  if (days === 0) return null;
  return <Checkbox name={name} label={texts.trust(days)} hint={texts.trustHint} isChecked={false} />;
}

function CodeForm(props: ProofFormsProps): JSX.Element {
  const { token, action, next, trustDays, problems } = props;
  const { methods } = props.proof;
  const texts = useMessages().signInFlow.factor;
  const hasRecoveryCodes = methods.includes('recovery_code');
  const isOfApp = methods.includes('totp');
  return (
    <form method="post" action={action} class="stack" novalidate>
      <Hidden name={formTokenField} value={token} />
      {next !== '' && <Hidden name="next" value={next} />}
      <Field
        name={codeField}
        label={texts.code}
        hint={isOfApp ? texts.codeHint : texts.recoveryHint}
        autocomplete="one-time-code"
        isIdentifier
        // Recovery codes have letters, too.
        {...(!hasRecoveryCodes && { inputMode: 'numeric' })}
        problems={problems}
      />
      <TrustBox name={trustField} days={trustDays} />
      <div class="actions">
        <button type="submit">{props.button}</button>
      </div>
    </form>
  );
}

/** The ways to show a second factor: a passkey first, where there is one, and a code. */
export function ProofForms(props: ProofFormsProps): JSX.Element {
  const { proof, token, action, next, trustDays } = props;
  const texts = useMessages().signInFlow.factor;
  const takesCodes = proof.methods.some((kind) => kind !== 'passkey');
  return (
    <>
      {proof.passkey !== null && (
        <PasskeyForm
          action={`${action}/passkey`}
          token={token}
          kind="get"
          options={proof.passkey}
          label={texts.passkey}
          next={next}
        >
          <TrustBox name={trustWithPasskeyField} days={trustDays} />
        </PasskeyForm>
      )}
      {proof.passkey !== null && !takesCodes && <PasskeyScriptHint />}
      {proof.passkey !== null && takesCodes && <h2>{texts.otherWay}</h2>}
      {takesCodes && <CodeForm {...props} />}
    </>
  );
}
