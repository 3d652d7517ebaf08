import { OstiaryError } from '../errors.ts';
import { callForJson } from '../http/http-call.ts';
import type { Fetch, Now } from '../types.ts';
import { discover, type ServerAddress, type ServerMetadata } from './discovery.ts';
import type { Native } from './native-crypto.ts';
import { ageOf, minAgeMs, readKeys } from './read-keys.ts';
import type { SignatureCheck } from './signature-check.ts';

export interface KeySetDeps {
  server: ServerAddress;
  fetch: Fetch;
  now: Now;
  native: Native | undefined;
  /** A refresh in the background failed; the keys known before stand. */
  onError(error: unknown): void;
  /** A key is gone: what was verified with it may not be believed any more. */
  onKeyGone(): void;
}

export interface KeySet {
  /** Undefined before the first load. */
  readonly issuer: string | undefined;
  /** The last attempt to read the keys failed: a key that is not known may exist all the same. */
  readonly isUncertain: boolean;
  /** Fetches the keys. Errors: `unavailable`, `protocol`, `issuer_mismatch`. */
  load(): Promise<void>;
  /** To be called while the server can be reached: reads the keys again where the last attempt to failed. */
  retry(): void;
  /** The key of this name, at once where it is known; looks again for others, at most once in a while. */
  find(kid: string): SignatureCheck | undefined | Promise<SignatureCheck | undefined>;
}

/** For unknown names, which anybody can make up. */
const coolDownMs = 30_000;
/** After an attempt that failed. */
const retryMs = 1_000;
const maxBytes = 1024 * 1024;
const timeoutMs = 10_000;

/** What was read last. */
interface Known {
  metadata: ServerMetadata | undefined;
  /** Asked for anew after a failure: the address of the keys may have changed. */
  isMetadataDue: boolean;
  isUncertain: boolean;
  checks: Map<string, SignatureCheck>;
  refreshAt: number;
  triedAt: number;
}

async function read(deps: KeySetDeps, known: Known): Promise<void> {
  const { fetch, now, native, server } = deps;
  known.isUncertain = true;
  known.triedAt = now();
  known.refreshAt = now() + minAgeMs;
  if (known.isMetadataDue || !known.metadata) known.metadata = await discover(fetch, server);
  known.isMetadataDue = true;
  const { jwksUrl: url } = known.metadata;
  const headers = { accept: 'application/json', 'cache-control': 'no-cache' };
  const answer = await callForJson(fetch, { url, headers, timeoutMs, maxBytes });
  if (answer.status !== 200) throw new OstiaryError('unavailable', `${url} answers ${answer.status}.`);
  const checks = await readKeys(answer.body, native);
  const isAnyGone = [...known.checks.keys()].some((kid) => !checks.has(kid));
  Object.assign(known, {
    checks,
    isMetadataDue: false,
    isUncertain: false,
    refreshAt: now() + ageOf(answer.headers),
  });
  if (isAnyGone) deps.onKeyGone();
}

/** Runs one at a time. `again` waits for the one under way and runs another one. */
function oneAtATime(run: () => Promise<void>) {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const once = (): Promise<void> => {
    running ??= run().finally(() => (running = undefined));
    return running;
  };
  return {
    isRunning: () => running !== undefined,
    once,
    again(): Promise<void> {
      if (!running) return once();
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = undefined;
          return once();
        });
      return next;
    },
  };
}

/** The public keys of the server (RFC 7517), found by discovery. */
export function createKeySet(deps: KeySetDeps): KeySet {
  const { now, onError } = deps;
  const known: Known = {
    ...{ metadata: undefined, isMetadataDue: true, isUncertain: true },
    ...{ checks: new Map(), refreshAt: 0, triedAt: -Infinity },
  };
  const reading = oneAtATime(() => read(deps, known));
  let lastGuessAt = -Infinity;

  async function lookAgain(kid: string): Promise<SignatureCheck | undefined> {
    await reading.once().catch(onError);
    return known.checks.get(kid);
  }

  return {
    get issuer() {
      return known.metadata?.issuer;
    },
    get isUncertain() {
      return known.isUncertain;
    },
    // One that is under way may have read the keys before what we were told of happened.
    load: () => reading.again(),
    retry() {
      if (!known.isUncertain || reading.isRunning() || now() - known.triedAt < retryMs) return;
      reading.once().catch(onError);
    },
    find(kid) {
      const check = known.checks.get(kid);
      if (check) {
        if (now() >= known.refreshAt && !reading.isRunning()) reading.once().catch(onError);
        return check;
      }
      if (reading.isRunning()) return lookAgain(kid);
      if (now() - lastGuessAt < coolDownMs) return undefined;
      lastGuessAt = now();
      return lookAgain(kid).then((found) => {
        // It was no guess: another new key may be looked for at once.
        if (found) lastGuessAt = -Infinity;
        return found;
      });
    },
  };
}
