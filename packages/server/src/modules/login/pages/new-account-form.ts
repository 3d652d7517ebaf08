import { AppError, type FieldError } from '#platform/errors.ts';
import { refuseNullCharacters, type Form } from './form-body.ts';
import type { Messages } from './messages/messages.ts';

export interface NewAccountForm {
  email: string;
  username: string;
  password: string;
}

/** What is wrong with a new password that was entered twice, or once where the form has no second field. */
function newPasswordProblems(form: Form, { signUp: texts }: Messages): FieldError[] {
  const password = form.text('password');
  const problems: FieldError[] = [];
  if (password === '') problems.push({ path: 'password', message: texts.passwordMissing });
  if (form.has('password_again') && form.text('password_again') !== password) {
    problems.push({ path: 'password_again', message: texts.mismatch });
  }
  return problems;
}

/** A new password for an account that there is. AppError `request.invalid` naming every field that is wrong. */
export function readNewPassword(form: Form, messages: Messages): string {
  refuseNullCharacters(form, ['password', 'password_again']);
  const problems = newPasswordProblems(form, messages);
  if (problems.length > 0) throw new AppError('request.invalid', { fields: problems });
  return form.text('password');
}

/**
 * What a form for a new account must have. The second password guards people against a slip, so it is
 * compared only where the form had it. AppError `request.invalid` naming every field that is wrong.
 */
export function readNewAccount(form: Form, fields: readonly string[], messages: Messages): NewAccountForm {
  refuseNullCharacters(form, fields);
  const email = form.text('email').trim();
  const username = form.text('username').trim();
  const password = form.text('password');
  const { signUp: texts } = messages;
  const problems: FieldError[] = [];
  if (email === '') problems.push({ path: 'email', message: texts.emailMissing });
  if (username === '') problems.push({ path: 'username', message: texts.usernameMissing });
  problems.push(...newPasswordProblems(form, messages));
  if (problems.length > 0) throw new AppError('request.invalid', { fields: problems });
  return { email, username, password };
}
