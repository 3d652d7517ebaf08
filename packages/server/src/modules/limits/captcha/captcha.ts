import type { Config } from '#config';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { AppError } from '#platform/errors.ts';
import type { Sealer } from '#platform/sealing.ts';
import { createChallenges } from '../challenges/challenges.ts';
import type { Captcha } from './captcha.types.ts';
import { solvedChallenge } from './proof-of-work.rules.ts';

export interface CaptchaDeps {
  database: Database;
  clock: Clock;
  sealer: Sealer;
  config: Config['captcha'];
}

const lifetimeMs = 10 * 60_000;

function createNoCaptcha(): Captcha {
  return {
    kind: 'off',
    challenge: () => Promise.resolve(null),
    verify: () => Promise.resolve(),
  };
}

/**
 * Whoever wants many accounts has to compute for each; whoever wants one does not notice. Nobody is asked who they
 * are, and nothing is fetched from anybody else.
 */
function createProofOfWork(deps: CaptchaDeps): Captcha {
  const { database, config } = deps;
  const challenges = createChallenges(deps);
  // One that was made for fewer bits is not good for more.
  const use = { purpose: 'captcha', of: String(config.bits) };
  return {
    kind: 'proof-of-work',
    challenge: () =>
      Promise.resolve({
        kind: 'proof-of-work',
        challenge: challenges.create(use, lifetimeMs),
        bits: config.bits,
      }),
    async verify(_act, answer) {
      const solved = solvedChallenge(answer, config.bits);
      const read = solved === undefined ? undefined : challenges.read(use, solved);
      const isFirst = read !== undefined && (await database.write((tx) => challenges.spend(tx, read)));
      if (!isFirst) throw new AppError('request.captcha_failed');
    },
  };
}

export function createCaptcha(deps: CaptchaDeps): Captcha {
  return deps.config.kind === 'off' ? createNoCaptcha() : createProofOfWork(deps);
}
