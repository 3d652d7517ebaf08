import { readFields, text, textOrNull, time } from '../../records/fields.rules.ts';
import type { EntryProblem } from '../../records/records.types.ts';
import type { Reading } from '../kind.types.ts';
import { userReference, type UserReference } from '../user-reference.rules.ts';

export interface ApiTokenEntry {
  kind: 'api_token';
  user: UserReference;
  clientId: null;
  name: string;
  token: { text: string } | { hash: string };
  scope: string;
  /** Epoch milliseconds. */
  createdAt: number | undefined;
  lastUsedAt: number | null;
  expiresAt: number | null;
}

const fields = {
  ...{ type: text, user: userReference, name: text, token: text, token_hash: text, scope: textOrNull },
  ...{ created_at: time, last_used_at: time, expires_at: time },
};

/** What a token is called whose line gives it no name: those of Django REST framework have none. */
const defaultName = 'Django REST framework';

/** Reads a line that is about a static token. */
export function readApiToken(object: Record<string, unknown>): Reading<ApiTokenEntry> {
  const problems: EntryProblem[] = [];
  const read = readFields(fields, object, problems);
  const require = (path: string, message: string): void => {
    problems.push({ code: 'request.invalid', path, message });
  };
  const { user, token, token_hash: hash } = read;
  if (!user && problems.length === 0) require('user', 'An account is required.');
  const isOne = (token === undefined) !== (hash === undefined);
  if (!isOne && problems.length === 0) require('token', 'Give the token or its hash.');
  if (!user || problems.length > 0) return { problems };
  const entry: ApiTokenEntry = {
    ...{ kind: 'api_token', user, clientId: null, name: read.name?.trim() ?? defaultName },
    ...{ token: token === undefined ? { hash: hash ?? '' } : { text: token }, scope: read.scope ?? '' },
    ...{ createdAt: read.created_at, lastUsedAt: read.last_used_at ?? null },
    expiresAt: read.expires_at ?? null,
  };
  return { entry };
}
