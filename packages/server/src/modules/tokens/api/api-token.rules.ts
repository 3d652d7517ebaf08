import type { FieldError } from '#platform/errors.ts';
import type { Sealer } from '#platform/sealing.ts';

/** `ost_` and 32 (named) or 48 (login) bytes of base64url. */
export const apiTokenPrefix = 'ost_';
const apiTokenPattern = /^ost_([A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{64})$/;

/** The static tokens of Django REST framework (rest_framework.authtoken): 20 random bytes in hexadecimal. */
const drfTokenPattern = /^[0-9a-f]{40}$/;

/** Whether a text looks like an imported static token. It may be something else, such as an opaque OAuth token. */
export function isDrfTokenText(text: string): boolean {
  return drfTokenPattern.test(text);
}

/** Whether a text can be a static token: one of ours, or an imported one. */
export function isApiTokenText(text: string): boolean {
  return apiTokenPattern.test(text) || isDrfTokenText(text);
}

/** What the database keeps of a token: 256 bits in base64url. */
export function apiTokenHashOf(sealer: Sealer, token: string): string {
  return sealer.mac('api-token', token).toString('base64url');
}

const maxNameLength = 100;
const maxScopeLength = 1_000;
/** RFC 6749 section 3.3. */
const scopePattern = /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/;

export interface ApiTokenInput {
  name: string;
  scope: string;
  /** Epoch milliseconds; null never expires. */
  expiresAt: number | null;
}

/** One sentence for each field that is not acceptable. */
export function findApiTokenProblems(input: ApiTokenInput, now: number): FieldError[] {
  const problems: FieldError[] = [];
  const { name, scope, expiresAt } = input;
  if (name === '') problems.push({ path: 'name', message: 'This field may not be blank.' });
  if (name.length > maxNameLength) {
    problems.push({
      path: 'name',
      message: `Ensure this field has no more than ${maxNameLength} characters.`,
    });
  }
  if (/\p{C}/u.test(name)) {
    problems.push({ path: 'name', message: 'Control and other invisible characters are not allowed.' });
  }
  if (scope !== '' && (scope.length > maxScopeLength || !scopePattern.test(scope))) {
    problems.push({ path: 'scope', message: 'A scope is a list of words separated by single spaces.' });
  }
  if (expiresAt !== null && (!Number.isSafeInteger(expiresAt) || expiresAt <= now)) {
    problems.push({ path: 'expires_at', message: 'The expiry must be in the future.' });
  }
  return problems;
}
