import type { Now, ServiceShape } from '../types.ts';
import type { UserRecord } from '../wire.ts';
import { accessOf, namesOf } from './effective.rules.ts';
import type { KnownToken } from './introspection.ts';
import type { TestKeys } from './test-keys.ts';
import type { TestRecords } from './test-records.ts';
import type { NewUser, TestIssuer, TokenOptions } from './testing.types.ts';

export interface TestTokensDeps<S extends ServiceShape> {
  issuer: string;
  audience: string;
  accessTokenSeconds: number;
  now: Now;
  keys: TestKeys;
  /** What was issued, for introspection. */
  tokens: Map<string, KnownToken>;
  records: TestRecords<S>;
}

type Claims = Record<string, unknown>;

function textOf(...values: unknown[]): string[] {
  return values.filter((value) => typeof value === 'string');
}

/** Tokens with the claims of the server's own (RFC 9068 section 2.2). */
export function createTestTokens<S extends ServiceShape>(
  deps: TestTokensDeps<S>,
): Pick<TestIssuer<S>, 'tokenFor' | 'clientToken' | 'apiTokenFor'> {
  const { issuer, audience, accessTokenSeconds, now, keys, tokens, records } = deps;

  const fresh = (): Claims => ({ jti: crypto.randomUUID(), iss: issuer, aud: audience });

  async function issue(claims: Claims, sub: string | undefined): Promise<string> {
    // A claim that is undefined is left out.
    const token = await keys.sign(JSON.parse(JSON.stringify(claims)) as Claims);
    const { jti, sid, grant_id: grantId, exp } = claims;
    const expiresAt = typeof exp === 'number' ? exp * 1000 : undefined;
    tokens.set(token, { claims, sub, ids: textOf(jti, sid, grantId), expiresAt, isStatic: false });
    return token;
  }

  function times({ lifetimeSeconds = accessTokenSeconds }: TokenOptions): { exp: number; iat: number } {
    const iat = Math.floor(now() / 1000);
    return { exp: iat + lifetimeSeconds, iat };
  }

  function findUser(user: string | NewUser<S>): UserRecord {
    if (typeof user !== 'string') return records.putUser(user);
    const found = records.users.get(user);
    if (!found) throw new TypeError(`There is no user ${user}`);
    return found;
  }

  return {
    async tokenFor(user, options = {}) {
      const { sessionId = crypto.randomUUID(), client, permissions, claims } = options;
      const record = findUser(user);
      const names = namesOf(record, records);
      const access = accessOf(record, records);
      const { exp, iat } = times(options);
      return issue(
        {
          ...{ ...fresh(), token_type: 'access', exp, iat, auth_time: iat },
          ...{ amr: ['pwd'], acr: 'aal1' },
          ...{ user_id: record.sub, sub: record.sub, sid: sessionId },
          ...{ client_id: client?.id ?? 'ostiary', scope: client?.scope ?? '' },
          ...(client?.grantId !== undefined && { grant_id: client.grantId }),
          ...{ roles: names.roles, permissions: permissions ?? names.permissions },
          ...(access && { service_access: access }),
          ...claims,
        },
        record.sub,
      );
    },
    async clientToken(clientId, options = {}) {
      const { scope = '', permissions = [], claims } = options;
      const owner = { sub: clientId, client_id: clientId, scope, permissions };
      return issue({ ...fresh(), ...times(options), ...owner, ...claims }, undefined);
    },
    apiTokenFor(user) {
      const { sub } = findUser(user);
      const id = crypto.randomUUID();
      const token = `oat_${crypto.randomUUID().replaceAll('-', '')}`;
      const claims = { ...fresh(), jti: id, sub, client_id: 'ostiary' };
      tokens.set(token, { claims, sub, ids: [id], expiresAt: undefined, isStatic: true });
      return { id, token };
    },
  };
}
