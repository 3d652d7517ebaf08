import { AppError } from '#platform/errors.ts';
import { sayBeside } from '../account/field-error.ts';
import { refuseNullCharacters, type Form } from '../form-body.ts';
import { wordsFor, type Messages } from '../messages/messages.ts';
import { shownPasskeyIn } from '../scripts/passkey-answer.ts';

export const codeField = 'code';
export const trustField = 'trust';
export const trustWithPasskeyField = 'trust_with_passkey';

export type ShownProof = { code: string } | { passkey: ReturnType<typeof shownPasskeyIn> };

/** Of the two forms of a page that asks for a second factor: the end of their path, their fields, what they show. */
export const proofForms = [
  { end: '', what: 'a code', fields: [codeField, trustField], read: readCode },
  {
    end: '/passkey',
    what: 'a passkey',
    fields: ['passkey', trustWithPasskeyField],
    read: (form: Form): ShownProof => ({ passkey: shownPasskeyIn(form) }),
  },
] as const;

/** AppError `request.invalid` for none. */
export function readCode(form: Form, messages: Messages): ShownProof & { code: string } {
  refuseNullCharacters(form, [codeField]);
  const code = form.text(codeField).trim();
  if (code !== '') return { code };
  const message = messages.signInFlow.factor.codeMissing;
  throw new AppError('request.invalid', { fields: [{ path: codeField, message }] });
}

/** Says beside the field for a code that it was wrong. */
export function judgedCode<T>(messages: Messages, work: () => Promise<T>): Promise<T> {
  const words = { 'mfa.invalid_code': wordsFor(messages, new AppError('mfa.invalid_code')) };
  return sayBeside(codeField, words, work);
}

/** Whether the browser is to be trusted from now on. */
export function wantsTrust(form: Form): boolean {
  return form.has(trustField) || form.has(trustWithPasskeyField);
}
