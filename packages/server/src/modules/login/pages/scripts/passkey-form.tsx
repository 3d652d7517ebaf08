import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { formTokenField, Hidden } from '../form.tsx';
import { useMessages } from '../language/reader.ts';

/** The field of the browser's answer, as JSON. */
export const passkeyField = 'passkey';

interface PasskeyFormProps {
  action: string;
  token: string;
  /**
   * `create` makes a passkey, `get` shows one. `conditional` shows one as well, and offers those of the device under
   * the login field of the page, whose autocomplete is then `username webauthn`; at most one form of a page.
   */
  kind: 'create' | 'get' | 'conditional';
  /** Of `mfa.passkeys`. */
  options: PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON;
  /** The words of the button. */
  label: string;
  isQuiet?: boolean;
  /** Where to go afterwards; none for the empty one. */
  next?: string;
  /** More hidden fields. */
  fields?: Readonly<Record<string, string>>;
  /** Fields that people fill in, such as the name of a new passkey. */
  children?: Child;
}

/**
 * A form that the browser answers with a passkey. The page has the script `passkeys` and is sent with the need
 * `scripts`; without the script, or without passkeys in the browser, the form stays hidden.
 */
export function PasskeyForm(props: PasskeyFormProps): JSX.Element {
  const { kind, options, next = '', fields = {}, isQuiet = false } = props;
  const texts = useMessages().passkeys;
  return (
    <form
      method="post"
      action={props.action}
      class="stack"
      hidden
      data-passkey={kind}
      data-options={JSON.stringify(options)}
      data-cancelled={texts.cancelled}
      data-present={texts.present}
      data-failed={texts.failed}
    >
      <Hidden name={formTokenField} value={props.token} />
      {next !== '' && <Hidden name="next" value={next} />}
      {Object.entries(fields).map(([name, value]) => (
        <Hidden name={name} value={value} />
      ))}
      <input type="hidden" name={passkeyField} value="" autocomplete="off" />
      {props.children}
      <p class="error" role="alert" hidden></p>
      <div class="actions">
        <button type="submit" {...(isQuiet && { class: 'quiet' })}>
          {props.label}
        </button>
      </div>
    </form>
  );
}

/** Says why there is no form, to who sees none: for pages on which passkeys are the main way. The script hides it. */
export function PasskeyScriptHint(): JSX.Element {
  return (
    <p class="hint" data-without-passkeys="">
      {useMessages().passkeys.scriptNeeded}
    </p>
  );
}
