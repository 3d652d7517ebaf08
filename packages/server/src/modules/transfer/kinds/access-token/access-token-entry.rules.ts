import { readFields, text, textOrNull, time } from '../../records/fields.rules.ts';
import type { EntryProblem } from '../../records/records.types.ts';
import type { Reading } from '../kind.types.ts';
import { userReferenceOrNull, type UserReference } from '../user-reference.rules.ts';

export interface AccessTokenEntry {
  kind: 'access_token';
  /** Null for one of the client for itself. */
  user: UserReference | null;
  clientId: string;
  token: string;
  scope: string;
  /** Epoch milliseconds. */
  createdAt: number | undefined;
  expiresAt: number;
}

const fields = {
  ...{ type: text, user: userReferenceOrNull, client_id: text, token: text, scope: textOrNull },
  ...{ created_at: time, expires_at: time },
};

/** Reads a line that is about an opaque access token, as django-oauth-toolkit issues them. */
export function readAccessToken(object: Record<string, unknown>): Reading<AccessTokenEntry> {
  const problems: EntryProblem[] = [];
  const read = readFields(fields, object, problems);
  const { client_id: clientId, token, expires_at: expiresAt } = read;
  for (const [path, value] of Object.entries({ client_id: clientId, token, expires_at: expiresAt })) {
    if (value !== undefined || problems.some((problem) => problem.path === path)) continue;
    problems.push({ code: 'request.invalid', path, message: 'This field is required.' });
  }
  if (clientId === undefined || token === undefined || expiresAt === undefined || problems.length > 0) {
    return { problems };
  }
  const entry: AccessTokenEntry = {
    ...{ kind: 'access_token', user: read.user ?? null, clientId, token, scope: read.scope ?? '' },
    ...{ createdAt: read.created_at, expiresAt },
  };
  return { entry };
}
