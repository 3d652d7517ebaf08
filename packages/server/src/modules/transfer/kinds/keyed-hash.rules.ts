import { AppError } from '#platform/errors.ts';
import type { FieldReader } from '../records/fields.rules.ts';

/** A keyed hash as it leaves an installation: with which server secret it was made under. */
export interface KeyedHash {
  keyId: string;
  hash: string;
}

const pattern = /^ostiary\$([\w-]{11})\$([\w-]{43})$/;

export function readKeyedHash(text: string): KeyedHash | undefined {
  const [, keyId, hash] = pattern.exec(text) ?? [];
  return keyId !== undefined && hash !== undefined ? { keyId, hash } : undefined;
}

export function writeKeyedHash({ keyId, hash }: KeyedHash): string {
  return `ostiary$${keyId}$${hash}`;
}

export const keyedHash: FieldReader<KeyedHash> = (value) => {
  const read = typeof value === 'string' ? readKeyedHash(value) : undefined;
  return read ? { value: read } : { message: 'Must be a keyed hash as an export writes it.' };
};

/** What is said of hashes that nothing can be verified by here, by their paths. */
export function madeElsewhere(paths: readonly string[]): AppError {
  const message = 'This hash was made under another OSTIARY_SECRET: nothing can be verified by it here.';
  return new AppError('request.invalid', { fields: paths.map((path) => ({ path, message })) });
}
