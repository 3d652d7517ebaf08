import { accessOf, type Records } from './effective.rules.ts';
import type { UserRecord } from '../wire.ts';

export interface TokenApiDeps {
  records: Records;
  introspect(token: string): Record<string, unknown>;
}

/** As the token API answers (contracts/simplejwt.md, "Errors"). */
function answer(status: number, body: object): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

/** As the service may see a user; its own data at the top (seeds/004, "Extra Data"). */
function viewOf(user: UserRecord, records: Records): object {
  const { sub, access: _own, role_ids: _roleIds, group_ids: _groupIds, ...seen } = user;
  const access = accessOf(user, records);
  return { id: sub, ...seen, access_level: access?.level ?? null, ...access?.data };
}

/** `POST /auth/token/verify/`, for a service that asks about every token. */
export function answerVerify(token: unknown, { introspect }: TokenApiDeps): Response {
  const isGood = typeof token === 'string' && introspect(token)['active'] === true;
  return isGood ? answer(200, {}) : answer(401, { detail: 'Token is invalid', code: 'token_not_valid' });
}

/** `GET /auth/user/`, with the 403 of contracts/django-easyjwt.md where others answer 401. */
export function answerUser(authorization: string | null, { records, introspect }: TokenApiDeps): Response {
  if (authorization === null) return answer(403, { detail: 'Authentication credentials were not provided.' });
  const [, token = ''] = authorization.split(' ');
  const { active, sub } = introspect(token);
  const user = active === true && typeof sub === 'string' ? records.users.get(sub) : undefined;
  if (user) return answer(200, viewOf(user, records));
  const messages = [{ token_class: 'AccessToken', token_type: 'access', message: 'Token is invalid' }];
  return answer(403, {
    detail: 'Given token not valid for any token type',
    code: 'token_not_valid',
    messages,
  });
}
