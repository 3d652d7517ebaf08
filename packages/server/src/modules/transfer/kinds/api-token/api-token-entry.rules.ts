import { readFields, text, textOrNull, time } from '../../records/fields.rules.ts';
import type { EntryProblem } from '../../records/records.types.ts';
import { keyedHash } from '../keyed-hash.rules.ts';
import type { Reading } from '../kind.types.ts';
import { userReference, type UserReference } from '../user-reference.rules.ts';

export interface ApiTokenEntry {
  kind: 'api_token';
  user: UserReference;
  clientId: null;
  name: string;
  token: { text: string } | { hash: string };
  /** Under which server secret the hash was made; null of a token in clear. */
  keyId: string | null;
  scope: string;
  /** Epoch milliseconds. */
  createdAt: number | undefined;
  lastUsedAt: number | null;
  expiresAt: number | null;
}

const fields = {
  ...{ type: text, user: userReference, name: text, token: text, token_hash: keyedHash, scope: textOrNull },
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
  const { user, token, token_hash: keyed } = read;
  if (!user && problems.length === 0) require('user', 'An account is required.');
  const isOne = (token === undefined) !== (keyed === undefined);
  if (!isOne && problems.length === 0) require('token', 'Give the token or its hash.');
  if (!user || problems.length > 0) return { problems };
  const entry: ApiTokenEntry = {
    ...{ kind: 'api_token', user, clientId: null, name: read.name?.trim() ?? defaultName },
    ...{
      token: token === undefined ? { hash: keyed?.hash ?? '' } : { text: token },
      scope: read.scope ?? '',
    },
    keyId: keyed?.keyId ?? null,
    ...{ createdAt: read.created_at, lastUsedAt: read.last_used_at ?? null },
    expiresAt: read.expires_at ?? null,
  };
  return { entry };
}
