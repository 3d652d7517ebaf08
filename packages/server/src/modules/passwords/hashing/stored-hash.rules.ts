import { maxScryptBytes, type Argon2Costs, type StoredHash } from './hash-work.ts';

/**
 * What an imported hash may cost to check. Whoever can write a hash must not be able to buy minutes of
 * our processor with one sign-in; each bound is well above what any release of Django has used.
 */
const limits = {
  textLength: 1024,
  argon2MemoryKib: 256 * 1024,
  /** KiB times passes. */
  argon2Work: 2 * 1024 * 1024,
  argon2Lanes: 64,
  pbkdf2Iterations: 5_000_000,
  scryptWork: 1024 * 1024 * 64,
  bcryptCost: 16,
};

const argon2Pattern =
  /^\$argon2(?:id|i|d)\$v=(?:16|19)\$m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,3})\$[A-Za-z0-9+/]{11,128}\$[A-Za-z0-9+/]{16,172}$/;
const bcryptPattern = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const hexPattern = /^[0-9a-f]+$/;
const base64Pattern = /^[A-Za-z0-9+/]{16,172}={0,2}$/;

/** A plain decimal from 1 to `max`; NaN for anything else, which is within no bounds. */
function readCount(text: string | undefined, max: number): number {
  const count = /^[1-9]\d{0,9}$/.test(String(text)) ? Number(text) : Number.NaN;
  return count <= max ? count : Number.NaN;
}

interface Parts {
  2: [string, string];
  3: [string, string, string];
  5: [string, string, string, string, string];
}

function isOf<N extends keyof Parts>(count: N, parts: string[]): parts is Parts[N] {
  return parts.length === count;
}

/** Lanes first come with the costs of RFC 9106 section 3.1: memory of at least 8 KiB per lane. */
function readArgon2(phc: string): StoredHash | undefined {
  const { memoryKib, passes, lanes } = readArgon2Costs(phc);
  const isBounded = memoryKib >= 8 * lanes && memoryKib * passes <= limits.argon2Work;
  return isBounded ? { scheme: 'argon2', phc } : undefined;
}

/** NaN where there are none. */
function readArgon2Costs(phc: string): Argon2Costs {
  const match = argon2Pattern.exec(phc);
  return {
    memoryKib: readCount(match?.[1], limits.argon2MemoryKib),
    passes: readCount(match?.[2], limits.argon2Work),
    lanes: readCount(match?.[3], limits.argon2Lanes),
  };
}

function readBcrypt(encoded: string, isSha256First: boolean): StoredHash | undefined {
  const cost = Number(bcryptPattern.exec(encoded)?.[1]);
  return cost >= 4 && cost <= limits.bcryptCost ? { scheme: 'bcrypt', encoded, isSha256First } : undefined;
}

function readPbkdf2(digest: 'sha256' | 'sha1', parts: string[]): StoredHash | undefined {
  if (!isOf(3, parts)) return undefined;
  const [count, salt, hash] = parts;
  const iterations = readCount(count, limits.pbkdf2Iterations);
  const isWhole = !Number.isNaN(iterations) && salt !== '' && base64Pattern.test(hash);
  return isWhole ? { scheme: 'pbkdf2', digest, iterations, salt, hash } : undefined;
}

function readScrypt(parts: string[]): StoredHash | undefined {
  if (!isOf(5, parts)) return undefined;
  const [n, salt, r, p, hash] = parts;
  const cost = readCount(n, 2 ** 24);
  const blockSize = readCount(r, 64);
  const lanes = readCount(p, 64);
  if (salt === '' || !base64Pattern.test(hash)) return undefined;
  // RFC 7914 section 2: N is a power of two above 1; memory is 128·N·r.
  const isPowerOfTwo = cost > 1 && (cost & (cost - 1)) === 0;
  const isBounded = 128 * cost * blockSize <= maxScryptBytes && cost * blockSize * lanes <= limits.scryptWork;
  return isPowerOfTwo && isBounded ? { scheme: 'scrypt', cost, blockSize, lanes, salt, hash } : undefined;
}

/** Django's oldest: one round of a digest in hexadecimal, with the salt in front of the password or none. */
function readDigest(algorithm: 'md5' | 'sha1', parts: string[]): StoredHash | undefined {
  if (!isOf(2, parts)) return undefined;
  const [salt, hash] = parts;
  const isWhole = hexPattern.test(hash) && hash.length === (algorithm === 'md5' ? 32 : 40);
  return isWhole ? { scheme: 'digest', algorithm, salt, hash } : undefined;
}

/**
 * Takes apart a stored hash: our own PHC string, or one of Django's (django.contrib.auth.hashers), whose
 * algorithm comes before the first dollar sign. Undefined for an unusable password (`!…`), for anything
 * unknown and for costs out of bounds: none of them ever verifies.
 */
export function readStoredHash(encoded: string): StoredHash | undefined {
  if (encoded.length > limits.textLength) return undefined;
  const separator = encoded.indexOf('$');
  // Its hasher of MD5 without a salt writes nothing but the digest.
  if (separator < 0) return readDigest('md5', ['', encoded]);
  const rest = encoded.slice(separator);
  const parts = rest.slice(1).split('$');
  switch (encoded.slice(0, separator)) {
    case '':
    case 'argon2':
      return readArgon2(rest);
    case 'bcrypt':
      return readBcrypt(rest.slice(1), false);
    case 'bcrypt_sha256':
      return readBcrypt(rest.slice(1), true);
    case 'pbkdf2_sha256':
      return readPbkdf2('sha256', parts);
    case 'pbkdf2_sha1':
      return readPbkdf2('sha1', parts);
    case 'scrypt':
      return readScrypt(parts);
    case 'md5':
      return readDigest('md5', parts);
    case 'sha1':
      return readDigest('sha1', parts);
  }
  return undefined;
}

/** Whether a hash can be verified here at all. */
export function isReadableHash(encoded: string): boolean {
  return readStoredHash(encoded) !== undefined;
}

/** Whether a hash that has just verified should be replaced: another scheme, or other costs than ours. */
export function isOutdated(encoded: string, current: Argon2Costs): boolean {
  if (!encoded.startsWith('$argon2id$v=19$')) return true;
  const costs = readArgon2Costs(encoded);
  return (
    costs.memoryKib !== current.memoryKib || costs.passes !== current.passes || costs.lanes !== current.lanes
  );
}

/** A hash that no password has, and that costs as much to check as one of ours. */
export function decoyHash({ memoryKib, passes, lanes }: Argon2Costs): StoredHash {
  const salt = 'A'.repeat(22);
  const hash = 'A'.repeat(43);
  return { scheme: 'argon2', phc: `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${salt}$${hash}` };
}
