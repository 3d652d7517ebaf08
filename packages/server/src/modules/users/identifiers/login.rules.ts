import { foldText } from './folding.rules.ts';
import { readEmail } from './email.rules.ts';
import { usernameKey } from './username.rules.ts';

/** Longer texts are nobody's email or username. */
const maxLoginLength = 320;

export interface LoginKey {
  kind: 'email' | 'username';
  key: string;
}

/**
 * What a text that somebody signs in with is looked up by. A username that holds an @ is the account's
 * own email, so the @ decides where to look. Every text has a key, also one that cannot exist.
 */
export function loginKey(login: string): LoginKey {
  const typed = login.slice(0, maxLoginLength).trim();
  if (!typed.normalize('NFKC').includes('@')) return { kind: 'username', key: usernameKey(typed) };
  return { kind: 'email', key: readEmail(typed)?.key ?? foldText(typed) };
}

/** The keys under which an account is found, in the form that `loginKey` gives. */
export function loginKeysOf(user: { email: string | null; username: string | null }): {
  emailKey: string | null;
  usernameKey: string | null;
} {
  return {
    emailKey: user.email === null ? null : (readEmail(user.email)?.key ?? foldText(user.email)),
    usernameKey: user.username === null ? null : usernameKey(user.username),
  };
}

/** The beginning of a key, for a search as one types. */
export function searchKeys(search: string): { email: string; username: string } {
  const typed = search.slice(0, maxLoginLength).trim();
  return { email: foldText(typed), username: usernameKey(typed) };
}
