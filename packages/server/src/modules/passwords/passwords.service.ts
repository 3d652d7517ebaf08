import { systemFetch } from '#platform/http/outbound.ts';
import { noSpans } from '#platform/tracing/spans.ts';
import { tracedFetch } from '#platform/tracing/traced-fetch.ts';
import type { HashJob, HashResult } from './hashing/hash-work.ts';
import { createHashingPool } from './hashing/hashing-pool.ts';
import { createPasswordHasher } from './hashing/password-hasher.ts';
import { changePassword, loginsOf, resetPassword } from './password-changes.service.ts';
import { createPasswordBulk } from './passwords.bulk.ts';
import type { Core, PasswordDeps } from './passwords.deps.ts';
import { findHash, upsertHash } from './passwords.store.ts';
import type { PasswordService, WorkshopFigures } from './passwords.types.ts';
import { createBreachCheck } from './policy/breaches.ts';
import { checkPassword } from './policy/policy.service.ts';
import { wordsAbout, wordsOfService } from './policy/similarity.rules.ts';
import { provePassword } from './proof.service.ts';
import { createThrottle } from './throttle/throttle.ts';

/** Where the slow work is done. */
export interface Workshop {
  hash(job: HashJob): Promise<HashResult>;
  assess(job: HashJob): Promise<HashResult>;
  figures(): WorkshopFigures;
  close(): Promise<void>;
}

function createWorkshop(config: PasswordDeps['config']): Workshop {
  const hashing = createHashingPool(config);
  // One thread keeps the dictionaries, so that the hashing threads stay small and sign-ins do not wait
  // for sign-ups.
  const assessing = createHashingPool({ ...config, workers: 1 });
  return {
    hash: (job) => hashing.run(job),
    assess: (job) => assessing.run(job),
    figures: () => ({ hash: hashing.figures(), assess: assessing.figures() }),
    async close() {
      await Promise.all([hashing.close(), assessing.close()]);
    },
  };
}

function createCore(deps: PasswordDeps, workshop: Workshop): Core {
  const { spans = noSpans } = deps;
  const ofService = wordsOfService(deps.publicUrl);
  const timed = (job: HashJob, work: Workshop['hash']): Promise<HashResult> =>
    spans.part(`password ${job.kind}`, {}, () => work(job));
  return {
    ...deps,
    hasher: createPasswordHasher((job) => timed(job, workshop.hash), deps.config),
    throttle: createThrottle(deps),
    isBreached: createBreachCheck({
      fetch: tracedFetch(spans, systemFetch),
      ...{ url: deps.config.breachUrl, clock: deps.clock, onError: deps.onBackgroundError },
    }),
    async assess(password, about) {
      const words = [...wordsAbout(about), ...ofService];
      const strength = await timed({ kind: 'assess', password, words }, workshop.assess);
      if (typeof strength !== 'object') throw new TypeError('An assessment gives a strength');
      return strength;
    },
  };
}

/** Threads of its own by default; they start at the first use and end with `close`. */
export function createPasswordService(
  deps: PasswordDeps,
  workshop: Workshop = createWorkshop(deps.config),
): PasswordService {
  const core = createCore(deps, workshop);
  return {
    bulk: createPasswordBulk(deps),
    async authenticate(act, { login, password }) {
      const { user } = await provePassword(core, act, { login, password, action: 'session.sign_in' });
      return user;
    },
    countSignUp: (act) => core.throttle.countSignUp(act.origin.address),
    countUserCode: (act) => core.throttle.countUserCode(act.origin.address),
    check: (password, about, field = 'password') => checkPassword(core, password, { about, field }),
    hash: (password) => core.hasher.hash(password),
    verifyHash: async (text, encoded) => (await core.hasher.verify(text, encoded)).isCorrect,
    store: (tx, userId, hash) => upsertHash(tx, { userId, hash, changedAt: deps.clock.nowMs() }),
    has: async (db, userId) => (await findHash(db, userId)) !== null,
    forgetFailures: (tx, user) => core.throttle.forget(tx, loginsOf(user)),
    change: (act, input) => changePassword(core, act, input),
    reset: (caller, userId, newPassword) => resetPassword(core, caller, { userId, newPassword }),
    figures: () => workshop.figures(),
    close: () => workshop.close(),
  };
}
