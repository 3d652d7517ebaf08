import type { Argon2Costs, HashJob, HashResult } from './hash-work.ts';
import { decoyHash, isOutdated, readStoredHash } from './stored-hash.rules.ts';

export interface Verification {
  isCorrect: boolean;
  /** Correct, but stored by another scheme or with other costs than today's. */
  isOutdated: boolean;
}

export interface PasswordHasher {
  /** A PHC string of argon2id. */
  hash(password: string): Promise<string>;
  /**
   * Does one hash's work whatever is stored: null, an unusable password and garbage cost what a wrong
   * password costs. An imported hash takes its own time until it is replaced.
   */
  verify(password: string, encoded: string | null): Promise<Verification>;
}

/** More than any sign-in form should send; Django's limit too. */
export const maxPasswordBytes = 4096;

/** Whether a text can be a password at all: what cannot be written as UTF-8 would equal other texts. */
function isPossiblePassword(password: string): boolean {
  return password !== '' && password.isWellFormed() && Buffer.byteLength(password) <= maxPasswordBytes;
}

/** `run` does a job in a hashing pool. Errors of both methods: those of `run`. */
export function createPasswordHasher(
  run: (job: HashJob) => Promise<HashResult>,
  costs: Argon2Costs,
): PasswordHasher {
  const decoy = decoyHash(costs);
  return {
    async hash(password) {
      if (!isPossiblePassword(password)) throw new TypeError('Check a password before hashing it');
      const encoded = await run({ kind: 'hash', password, costs });
      if (typeof encoded !== 'string') throw new TypeError('A hash job gives a text');
      return encoded;
    },
    async verify(password, encoded) {
      const stored = encoded === null ? undefined : readStoredHash(encoded);
      const isPossible = isPossiblePassword(password);
      const result = await run({
        kind: 'verify',
        password: isPossible ? password : 'impossible',
        stored: isPossible && stored ? stored : decoy,
      });
      const isCorrect = isPossible && stored !== undefined && result === true;
      return { isCorrect, isOutdated: isCorrect && encoded !== null && isOutdated(encoded, costs) };
    },
  };
}
