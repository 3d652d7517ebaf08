import { AppError } from '#platform/errors.ts';
import { refuseNullCharacters, type Form } from '../form-body.ts';
import type { Messages } from '../messages/messages.ts';

/** RFC 5321 section 4.5.3.1.3: with its brackets a path has at most 256 octets. */
const maxAddressLength = 254;

/** The address that a mail is asked for. AppError `request.invalid`; says nothing of whose it is. */
export function readAddress(form: Form, { byMail }: Messages): string {
  refuseNullCharacters(form, ['email']);
  const email = form.text('email').trim();
  if (email.length > maxAddressLength || !/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new AppError('request.invalid', { fields: [{ path: 'email', message: byMail.emailInvalid }] });
  }
  return email;
}
