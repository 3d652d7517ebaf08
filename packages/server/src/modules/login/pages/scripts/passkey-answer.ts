import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { AppError } from '#platform/errors.ts';
import type { Form } from '../form-body.ts';
import { passkeyField } from './passkey-form.tsx';

/** An object, of whatever members: `mfa.passkeys` judges them. Errors: `mfa.passkey_refused` for anything else. */
function answerIn<T extends object>(form: Form): T {
  try {
    const answer = JSON.parse(form.text(passkeyField)) as T | null;
    if (typeof answer === 'object' && answer !== null) return answer;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new AppError('mfa.passkey_refused');
}

/** What the browser answered to a form of the kind `create`. Errors: `mfa.passkey_refused`. */
export function madePasskeyIn(form: Form): RegistrationResponseJSON {
  return answerIn<RegistrationResponseJSON>(form);
}

/** What it answered to one of the other kinds. Errors: `mfa.passkey_refused`. */
export function shownPasskeyIn(form: Form): AuthenticationResponseJSON {
  return answerIn<AuthenticationResponseJSON>(form);
}
