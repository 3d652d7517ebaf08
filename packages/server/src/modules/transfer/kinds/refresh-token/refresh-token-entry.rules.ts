import { flag, readFields, text, textOrNull, time } from '../../records/fields.rules.ts';
import type { EntryProblem } from '../../records/records.types.ts';
import type { Reading } from '../kind.types.ts';
import { userReference, type UserReference } from '../user-reference.rules.ts';

export interface RefreshTokenEntry {
  kind: 'refresh_token';
  user: UserReference;
  /** Null for one of the first-party token API. */
  clientId: string | null;
  token: string;
  scope: string;
  /** Epoch milliseconds. */
  createdAt: number | undefined;
  expiresAt: number;
  isRevoked: boolean;
}

const fields = {
  ...{ type: text, user: userReference, client_id: textOrNull, token: text, scope: textOrNull },
  ...{ created_at: time, expires_at: time, is_revoked: flag },
};

/** Reads a line that is about a refresh token: of SimpleJWT, or with a client of django-oauth-toolkit. */
export function readRefreshToken(object: Record<string, unknown>): Reading<RefreshTokenEntry> {
  const problems: EntryProblem[] = [];
  const read = readFields(fields, object, problems);
  const { user, token, expires_at: expiresAt } = read;
  for (const [path, value] of Object.entries({ user, token, expires_at: expiresAt })) {
    if (value !== undefined || problems.some((problem) => problem.path === path)) continue;
    problems.push({ code: 'request.invalid', path, message: 'This field is required.' });
  }
  if (!user || token === undefined || expiresAt === undefined || problems.length > 0) return { problems };
  const entry: RefreshTokenEntry = {
    ...{ kind: 'refresh_token', user, clientId: read.client_id ?? null, token, scope: read.scope ?? '' },
    ...{ createdAt: read.created_at, expiresAt, isRevoked: read.is_revoked ?? false },
  };
  return { entry };
}
