import type { Fetch, Now, RefusalCode } from '../types.ts';
import type { AccessTokenClaims } from '../wire.ts';
import { isAccessTokenType, readClaims } from './claims.rules.ts';
import { createHeaderReader, parseCompactJwt, type CompactJwt } from './compact-jwt.ts';
import type { ServerAddress } from './discovery.ts';
import { createKeySet } from './key-set.ts';
import { findNative, type Native } from './native-crypto.ts';
import { algorithms, type SignatureCheck } from './signature-check.ts';
import { createVerifiedTokens, type VerifiedToken } from './verified-tokens.ts';

export interface VerifierDeps {
  server: ServerAddress;
  audience: string;
  fetch: Fetch;
  now: Now;
  leewaySeconds: number;
  maxTokens: number;
  /** What the runtime has of Node; null for Web Cryptography alone. */
  native?: Native | null;
  /** A refresh of the keys failed in the background. */
  onError(error: unknown): void;
}

export type Checked<Memo> = { isValid: true; verified: VerifiedToken<Memo> } | Refused;

interface Refused {
  isValid: false;
  code: RefusalCode;
  reason: string;
  isUnavailable?: boolean;
}

/** Verifies access tokens of Ostiary for one service (RFC 9068 section 4), without asking anybody. */
export interface Verifier<Memo> {
  /** Fetches the keys now. Errors: `unavailable`, `protocol`, `issuer_mismatch`. */
  loadKeys(): Promise<void>;
  /** To be called while the server can be reached: fetches the keys again where the last attempt to failed. */
  retryKeys(): void;
  /** A token that was seen before and has not expired. */
  find(token: string): VerifiedToken<Memo> | undefined;
  /** At once where the key is known and the runtime can. Tokens that are not good are not remembered. */
  check(token: string): Checked<Memo> | Promise<Checked<Memo>>;
  readonly rememberedTokens: number;
}

/** Of all remembered tokens together; about what they take in memory. */
const maxCharacters = 16 * 1024 * 1024;

function invalid(reason: string): Refused {
  return { isValid: false, code: 'token_invalid', reason };
}

/** Nobody can say now. */
const keysUnknown: Refused = {
  isValid: false,
  code: 'feed_stale',
  reason: 'The key that it names is not known, and the keys of Ostiary cannot be read now.',
  isUnavailable: true,
};

export function createVerifier<Memo = undefined>(deps: VerifierDeps): Verifier<Memo> {
  const { server, audience, fetch, now, leewaySeconds, maxTokens, onError } = deps;
  const native = deps.native === undefined ? findNative() : (deps.native ?? undefined);
  const readHeader = createHeaderReader(native);
  const verifiedTokens = createVerifiedTokens<Memo>({ maxTokens, maxCharacters });
  const keys = createKeySet({
    ...{ server, fetch, now, native, onError },
    onKeyGone: () => verifiedTokens.forgetAll(),
  });

  function accept({ token, claims: fields }: CompactJwt): Checked<Memo> {
    const { issuer } = keys;
    if (issuer === undefined) return keysUnknown;
    const at = now();
    const reading = readClaims(fields, { now: at, leewaySeconds, issuer, audience });
    if (!reading.isGood) return { isValid: false, code: reading.code, reason: reading.reason };
    const { claims } = reading;
    const expiresAt = (claims.exp + leewaySeconds) * 1000;
    const verified = { token, claims: frozen(claims), expiresAt, memo: undefined };
    verifiedTokens.remember(verified, at);
    return { isValid: true, verified };
  }

  function checkWith(
    jwt: CompactJwt,
    check: SignatureCheck | undefined,
  ): Checked<Memo> | Promise<Checked<Memo>> {
    if (!check) {
      return keys.isUncertain ? keysUnknown : invalid('It is signed with a key that is not known.');
    }
    if (check.algorithm !== jwt.header.alg) return invalid('It names another algorithm than its key has.');
    const isGood = check.isGood(jwt);
    const settle = (good: boolean): Checked<Memo> =>
      good ? accept(jwt) : invalid('Its signature is not good.');
    return typeof isGood === 'boolean' ? settle(isGood) : isGood.then(settle);
  }

  return {
    loadKeys: () => keys.load(),
    retryKeys: () => keys.retry(),
    find: (token) => verifiedTokens.find(token, now()),
    check(token) {
      const known = verifiedTokens.find(token, now());
      if (known) return { isValid: true, verified: known };
      const jwt = parseCompactJwt(token, native, readHeader);
      if (!jwt) return invalid('It is no signed token.');
      const { alg, typ, kid } = jwt.header;
      if (!algorithms.some((one) => one === alg))
        return invalid('It is signed in a way that is not accepted.');
      if (!isAccessTokenType(typ)) return invalid('It is no access token.');
      if (kid === undefined) return invalid('It does not say which key it is signed with.');
      const check = keys.find(kid);
      return check instanceof Promise ? check.then((found) => checkWith(jwt, found)) : checkWith(jwt, check);
    },
    get rememberedTokens() {
      return verifiedTokens.size;
    },
  };
}

/** Shared by all that ask about the token, so that nobody may change what is decided by. */
function frozen(claims: AccessTokenClaims): AccessTokenClaims {
  const { roles, permissions, aud, service_access: access, act, cnf } = claims;
  for (const part of [roles, permissions, aud, access, act, cnf]) Object.freeze(part);
  return Object.freeze(claims);
}
