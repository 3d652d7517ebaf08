import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#platform/clock.ts';
import type { Db } from '#platform/db/schema.ts';
import type { Sealer } from '#platform/sealing.ts';
import { encodePart } from './compact-jwt.rules.ts';
import { listKeys } from './keys.store.ts';
import type { StoredKey } from './keys.table.ts';
import { createSharedVerifier, createSigner, createVerifier, type Sign, type Verify } from './signatures.ts';

/** How long another process may go on with what it knows before it looks for a rotation. */
const maxAgeMs = 1_000;
/** Unknown key ids cause one look at the database in this time, however many come: who comes meanwhile waits for it. */
const unknownCooldownMs = 50;

export const sealPurpose = 'signing-key';

/** A key ready for use; the private part is opened when it is first needed. */
export interface LoadedKey {
  stored: StoredKey;
  sign: Sign;
  verify: Verify;
  /** The encoded JOSE header for a `typ`: the same for every token of the key. */
  headerFor(typ: string): string;
}

export interface Ring {
  active: LoadedKey | undefined;
  byId: ReadonlyMap<string, LoadedKey>;
}

export interface KeyRing {
  /** What is known, read again when it is older than a second. */
  current(): Ring | Promise<Ring>;
  /** What there is now, for a key that is not in the ring: another process may have made it a moment ago. */
  currentWithUnknown(): Promise<Ring>;
  /** Call when another process has changed something: the next to ask looks again. */
  distrust(): void;
  reload(): Promise<Ring>;
}

export interface KeyRingDeps {
  db: Db;
  clock: Clock;
  sealer: Sealer;
  /** Told when the keys are not the same as before. */
  onChange(): void;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

export function openSecret(sealer: Sealer, key: StoredKey): string {
  try {
    return sealer.open(sealPurpose, key.secretSealed);
  } catch (cause) {
    throw new Error(
      `Signing key ${key.id} cannot be opened. It was sealed under another OSTIARY_SECRET: restore that one, or delete the rows of signing_keys to start with a new key.`,
      { cause },
    );
  }
}

function load(sealer: Sealer, stored: StoredKey): LoadedKey {
  const { algorithm, publicJwk } = stored;
  const secret = once(() => openSecret(sealer, stored));
  const signer = once(() => createSigner(algorithm, secret()));
  const verifier = once(() => {
    if (algorithm === 'HS256') return createSharedVerifier(secret());
    if (!publicJwk) throw new Error(`Signing key ${stored.id} has lost its public part.`);
    return createVerifier(algorithm, publicJwk);
  });
  const headers = new Map<string, string>();
  return {
    stored,
    sign: (data) => signer()(data),
    verify: (data, signature) => verifier()(data, signature),
    headerFor(typ) {
      let header = headers.get(typ);
      if (header === undefined) {
        header = encodePart({ alg: algorithm, typ, kid: stored.id });
        headers.set(typ, header);
      }
      return header;
    },
  };
}

function fingerprintOf(keys: StoredKey[]): string {
  return JSON.stringify(keys.map((key) => [key.id, key.retiredAt, key.expiresAt]));
}

/** Whether so little time has passed since then; a clock that was set back counts as time passing. */
function isWithin(sinceMs: number, nowMs: number, limitMs: number): boolean {
  return nowMs >= sinceMs && nowMs - sinceMs < limitMs;
}

/** The keys of the database, opened and kept, since other processes may rotate them at any time. */
export function createKeyRing(deps: KeyRingDeps): KeyRing {
  let ring: Ring = { active: undefined, byId: new Map() };
  let fingerprint = '';
  let loadedAt = -Infinity;
  let loading: Promise<Ring> | undefined;

  const readAgain = async (): Promise<Ring> => {
    const startedAt = deps.clock.nowMs();
    const stored = await listKeys(deps.db);
    const next = fingerprintOf(stored);
    loadedAt = startedAt;
    if (next === fingerprint) return ring;
    const loaded = stored.map((key) => load(deps.sealer, key));
    ring = {
      active: loaded.find((key) => key.stored.retiredAt === null),
      byId: new Map(loaded.map((key) => [key.stored.id, key])),
    };
    fingerprint = next;
    deps.onChange();
    return ring;
  };
  const reloadOnce = (): Promise<Ring> =>
    (loading ??= readAgain().finally(() => {
      loading = undefined;
    }));
  let lookedAtMs = -Infinity;
  let nextLook: Promise<Ring> | undefined;
  const lookSoon = async (): Promise<Ring> => {
    await sleep(Math.max(0, lookedAtMs + unknownCooldownMs - performance.now()));
    // Whoever comes from now on may know of a key that this look is too early for.
    nextLook = undefined;
    lookedAtMs = performance.now();
    return reload();
  };
  const reload = async (): Promise<Ring> => {
    // One that is under way may have read before the change that the caller made.
    if (loading) await loading.catch(() => undefined);
    return reloadOnce();
  };
  return {
    current: () => (isWithin(loadedAt, deps.clock.nowMs(), maxAgeMs) ? ring : reloadOnce()),
    currentWithUnknown: () => (nextLook ??= lookSoon()),
    distrust() {
      loadedAt = -Infinity;
    },
    reload,
  };
}
