import type { Act } from '#modules/audit';
import type { Clock } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { encodePart, maxTokenLength, parseCompactJwt, parseJsonObject } from './compact-jwt.rules.ts';
import { createKeyRing, openSecret, type KeyRing, type LoadedKey } from './key-ring.ts';
import { deleteExpiredKeys, listKeys } from './keys.store.ts';
import { isSigningAlgorithm, type StoredKey } from './keys.table.ts';
import type { JwtReading, KeyService, SigningKeyInfo } from './keys.types.ts';
import { isAsConfigured, replaceKey, type RotationDeps } from './rotation.ts';
import { signingKeysOf } from './signing-keys.ts';
import { createVerifiedTokens, type VerifiedTokens } from './verified-tokens.ts';

export type KeyDeps = RotationDeps;

const maxVerifiedTokens = 10_000;
const minSharedSecretBytes = 32;

/** Ids of ours are thumbprints or 32 hex digits; others are not worth a look at the database. */
const keyIdPattern = /^([A-Za-z0-9_-]{43}|[0-9a-f]{32})$/;

const ostiaryItself: Act = {
  actor: { type: 'system', id: null },
  origin: { address: null, userAgent: null, requestId: null },
};

function refuse(reason: Extract<JwtReading, { isAuthentic: false }>['reason']): JwtReading {
  return { isAuthentic: false, reason };
}

function isExpired(key: StoredKey, now: number): boolean {
  return key.expiresAt !== null && key.expiresAt <= now;
}

async function findKey(ring: KeyRing, kid: string | undefined): Promise<LoadedKey | undefined> {
  if (kid === undefined || !keyIdPattern.test(kid)) return undefined;
  const known = (await ring.current()).byId.get(kid);
  return known ?? (await ring.currentWithUnknown()).byId.get(kid);
}

interface Reader {
  clock: Clock;
  ring: KeyRing;
  verified: VerifiedTokens;
}

async function readToken({ clock, ring, verified }: Reader, token: string): Promise<JwtReading> {
  const jwt = parseCompactJwt(token);
  if (!jwt) return refuse('malformed');
  const { header, signingInput, signature } = jwt;
  if (!isSigningAlgorithm(header.alg)) return refuse('algorithm');
  const key = await findKey(ring, header.kid);
  if (!key || isExpired(key.stored, clock.nowMs())) return refuse('unknown_key');
  if (key.stored.algorithm !== header.alg) return refuse('algorithm');
  if (!key.verify(signingInput, signature)) return refuse('signature');
  const claims = parseJsonObject(jwt.payload);
  if (!claims) return refuse('malformed');
  const reading = { isAuthentic: true, header, claims } as const;
  verified.remember(token, reading, { now: clock.nowMs(), keyExpiresAt: key.stored.expiresAt });
  return reading;
}

function toInfo(key: StoredKey): SigningKeyInfo {
  const { id, algorithm, createdAt, retiredAt, expiresAt } = key;
  return { id, algorithm, createdAt, retiredAt, expiresAt };
}

function requireUsableSecret(config: KeyDeps['config']): void {
  const { algorithm, signingKey } = config;
  if (algorithm !== 'HS256' || signingKey === null) return;
  if (Buffer.byteLength(signingKey) < minSharedSecretBytes) {
    throw new TypeError(`A shared secret for HS256 has at least ${minSharedSecretBytes} bytes`);
  }
}

/** Signs and reads Ostiary's own tokens. Throws TypeError for a shared secret that is too short. */
export function createKeyService(deps: KeyDeps): KeyService {
  requireUsableSecret(deps.config);
  const { database, clock, sealer, config } = deps;
  const verified = createVerifiedTokens(maxVerifiedTokens);
  const ring = createKeyRing({ db: database.db, clock, sealer, onChange: () => verified.forgetAll() });
  database.signals.listen((kind) => {
    if (kind === null || kind.startsWith('key.')) ring.distrust();
  });

  const requireActive = async (): Promise<LoadedKey> => {
    const { active } = await ring.current();
    if (!active) throw new Error('There is no signing key yet: ensureKey() comes first.');
    return active;
  };
  return {
    async ensureKey() {
      const { active } = await ring.reload();
      if (active && isAsConfigured(sealer, config, active.stored)) {
        // Now rather than at the first sign-in: under another master key nothing could be signed.
        openSecret(sealer, active.stored);
        return;
      }
      await replaceKey(deps, ostiaryItself, active?.stored);
      await ring.reload();
    },
    async sign(claims, typ) {
      const key = await requireActive();
      const input = `${key.headerFor(typ)}.${encodePart(claims)}`;
      const signature = await key.sign(Buffer.from(input, 'latin1'));
      return `${input}.${signature.toString('base64url')}`;
    },
    signingKeys: async () => signingKeysOf(await ring.current()),
    async read(token) {
      if (token.length > maxTokenLength) return refuse('malformed');
      // Before the cache is asked: a key that went away takes its tokens along.
      await ring.current();
      return verified.find(token, clock.nowMs()) ?? readToken({ clock, ring, verified }, token);
    },
    async jwks() {
      const { byId } = await ring.current();
      const now = clock.nowMs();
      const needed = [...byId.values()].map((key) => key.stored).filter((key) => !isExpired(key, now));
      return {
        keys: needed.flatMap(({ id, algorithm, publicJwk }) =>
          publicJwk ? [{ ...publicJwk, kid: id, use: 'sig', alg: algorithm }] : [],
        ),
      };
    },
    list: async () => (await listKeys(database.db)).map(toInfo),
    async rotate(act) {
      if (config.algorithm === 'HS256' && config.signingKey !== null) {
        throw new AppError('keys.secret_configured');
      }
      const { active } = await ring.reload();
      await replaceKey(deps, act, active?.stored);
      await ring.reload();
      return toInfo((await requireActive()).stored);
    },
    prune: (tx, now) => deleteExpiredKeys(tx, now),
  };
}
