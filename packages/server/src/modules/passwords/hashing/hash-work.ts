import { createHash, pbkdf2Sync, scryptSync, timingSafeEqual } from 'node:crypto';
import argon2 from '@node-rs/argon2';
import bcrypt from '@node-rs/bcrypt';

// This file and hash-worker.ts run in worker threads by type stripping alone: relative imports with
// their extension and packages only.

/** Costs of argon2id: memory in KiB, passes, lanes. */
export interface Argon2Costs {
  memoryKib: number;
  passes: number;
  lanes: number;
}

/** A stored hash taken apart, its parameters within bounds. Salts and hashes of Django are text. */
export type StoredHash =
  | { scheme: 'argon2'; phc: string }
  | { scheme: 'bcrypt'; encoded: string; isSha256First: boolean }
  | { scheme: 'pbkdf2'; digest: 'sha256' | 'sha1'; iterations: number; salt: string; hash: string }
  | { scheme: 'scrypt'; cost: number; blockSize: number; lanes: number; salt: string; hash: string }
  /** Of salt and password in one round; the hash in hexadecimal. */
  | { scheme: 'digest'; algorithm: 'md5' | 'sha1'; salt: string; hash: string };

/** How easily a password would be guessed. */
export interface Strength {
  /** On a list of common passwords. */
  isCommon: boolean;
  /** zxcvbn's, 0 to 4. */
  score: number;
}

export type HashJob =
  | { kind: 'hash'; password: string; costs: Argon2Costs }
  | { kind: 'verify'; password: string; stored: StoredHash }
  /** `words` are the owner's own, which a guesser would try. */
  | { kind: 'assess'; password: string; words: string[] };

/** A new hash as a PHC string, whether the password is the one, or its strength. */
export type HashResult = string | boolean | Strength;

/** scryptSync refuses to use more; the parser refuses stored parameters that need more. */
export const maxScryptBytes = 256 * 1024 * 1024;

function isSame(computed: Buffer, text: string, encoding: 'base64' | 'hex' = 'base64'): boolean {
  const expected = Buffer.from(text, encoding);
  return computed.length === expected.length && timingSafeEqual(computed, expected);
}

function verifyBcrypt(password: string, stored: StoredHash & { scheme: 'bcrypt' }): boolean {
  // Django hashes first because bcrypt reads only 72 bytes (django.contrib.auth.hashers).
  const input = stored.isSha256First ? createHash('sha256').update(password).digest('hex') : password;
  return bcrypt.verifySync(input, stored.encoded);
}

function verify(password: string, stored: StoredHash): boolean {
  switch (stored.scheme) {
    case 'argon2':
      return argon2.verifySync(stored.phc, password);
    case 'bcrypt':
      return verifyBcrypt(password, stored);
    case 'pbkdf2': {
      const bytes = stored.digest === 'sha256' ? 32 : 20;
      return isSame(pbkdf2Sync(password, stored.salt, stored.iterations, bytes, stored.digest), stored.hash);
    }
    case 'scrypt': {
      const options = { N: stored.cost, r: stored.blockSize, p: stored.lanes, maxmem: 2 * maxScryptBytes };
      return isSame(scryptSync(password, stored.salt, 64, options), stored.hash);
    }
    case 'digest': {
      const { algorithm, salt, hash } = stored;
      return isSame(createHash(algorithm).update(salt).update(password).digest(), hash, 'hex');
    }
  }
}

/** Does the slow work, blocking the thread it runs on. */
export async function performHashJob(job: HashJob): Promise<HashResult> {
  switch (job.kind) {
    case 'verify':
      return verify(job.password, job.stored);
    case 'hash': {
      const { memoryKib, passes, lanes } = job.costs;
      // The package's default algorithm is argon2id.
      return argon2.hashSync(job.password, { memoryCost: memoryKib, timeCost: passes, parallelism: lanes });
    }
    case 'assess': {
      // The dictionaries are large: only a thread that needs them loads them.
      const { assessPassword } = await import('./strength-work.ts');
      return assessPassword(job.password, job.words);
    }
  }
}
