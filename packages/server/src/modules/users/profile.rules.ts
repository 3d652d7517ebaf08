import type { FieldError } from '#platform/errors.ts';
import { readEmail } from './identifiers/email.rules.ts';
import { hasHiddenCharacters } from './identifiers/scripts.rules.ts';
import { readUsername } from './identifiers/username.rules.ts';
import type { NewUser } from './users.types.ts';

const maxNameLength = 150;
const maxPhoneLength = 32;
const phonePattern = /^(?=.*\d)[\d ()+./;-]+$/;

/** No controls, invisible characters, lone surrogates or line ends. */
const externalIdPattern = /^(?!\s)[^\p{C}\p{Zl}\p{Zp}]{1,200}(?<!\s)$/u;

const blank = 'This field may not be blank.';

/** Collects the problems of one input while its fields are read. */
class Problems {
  readonly fields: FieldError[] = [];

  add(path: string, message: string): undefined {
    this.fields.push({ path, message });
    return undefined;
  }
}

function tooLong(limit: number): string {
  return `Ensure this field has no more than ${limit} characters.`;
}

function problemOfText(text: string, limit: number): string | undefined {
  if (!text.isWellFormed()) return 'Not a valid string.';
  if (text.includes('\0')) return 'Null characters are not allowed.';
  // Joiners and direction marks belong to some names; what overrides direction or controls does not.
  if (/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text))
    return 'Control characters are not allowed.';
  // Counted by character only where it matters.
  return text.length > limit && [...text].length > limit ? tooLong(limit) : undefined;
}

function checkName(problems: Problems, path: string, typed: string): string | undefined {
  const problem = problemOfText(typed.trim(), maxNameLength);
  return problem === undefined ? typed.trim() : problems.add(path, problem);
}

function checkPhone(problems: Problems, typed: string | null): string | null | undefined {
  const phone = typed?.trim() ?? '';
  if (phone === '') return null;
  if (phone.length > maxPhoneLength) return problems.add('phone', tooLong(maxPhoneLength));
  return phonePattern.test(phone) ? phone : problems.add('phone', 'Enter a valid phone number.');
}

function checkEmail(problems: Problems, typed: string | null): string | null | undefined {
  if (typed === null) return null;
  if (typed.trim() === '') return problems.add('email', blank);
  return readEmail(typed)?.email ?? problems.add('email', 'Enter a valid email address.');
}

function checkUsername(problems: Problems, typed: string | null): string | null | undefined {
  if (typed === null) return null;
  if (typed.trim() === '' && !hasHiddenCharacters(typed)) return problems.add('username', blank);
  const reading = readUsername(typed);
  return 'problem' in reading ? problems.add('username', reading.problem) : reading.username;
}

/** Kept as it is given, since the system that it comes from looks it up so. */
function checkExternalId(problems: Problems, typed: string | null): string | null | undefined {
  if (typed === null || externalIdPattern.test(typed)) return typed;
  return problems.add('external_id', 'Use 1 to 200 printable characters, with no space at either end.');
}

/** Username and email of one account; a username with an @ would else be a way to pose as somebody. */
function checkPair(problems: Problems, user: NewUser): void {
  if (!user.username?.includes('@')) return;
  const own = user.email == null ? undefined : readEmail(user.email)?.key;
  if (own === undefined || readEmail(user.username)?.key !== own) {
    problems.add('username', 'A username that holds an @ must be the same as the email address.');
  }
}

export type ProfileReading = { user: NewUser; problems: FieldError[] };

/** Normalises what is given and leaves the rest out; one FieldError for each problem. */
export function readProfile(input: NewUser): ProfileReading {
  const problems = new Problems();
  const { externalId, email, username, firstName, lastName, phone, ...flags } = input;
  const read = {
    externalId: externalId === undefined ? undefined : checkExternalId(problems, externalId),
    email: email === undefined ? undefined : checkEmail(problems, email),
    username: username === undefined ? undefined : checkUsername(problems, username),
    firstName: firstName === undefined ? undefined : checkName(problems, 'first_name', firstName),
    lastName: lastName === undefined ? undefined : checkName(problems, 'last_name', lastName),
    phone: phone === undefined ? undefined : checkPhone(problems, phone),
  };
  const user: Record<string, unknown> = {};
  for (const fields of [read, flags]) {
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) user[name] = value;
  }
  return { user, problems: problems.fields };
}

/** Problems of a whole account: what it is known by, and whether that fits together. */
export function checkIdentity(user: NewUser): FieldError[] {
  const problems = new Problems();
  if (user.email == null && user.username == null) {
    problems.add('email', 'An email address or a username is required.');
  }
  checkPair(problems, user);
  return problems.fields;
}
