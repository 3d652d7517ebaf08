import type { FieldError } from '#platform/errors.ts';
import type { Application } from '../applications.types.ts';
import { isForeignHash, isKeyedHash } from '../secrets/client-secret.ts';
import type { ImportedSecret } from './applications.bulk.types.ts';

const maxSecrets = 2;
const maxLength = 1_000;
const maxHintLength = 8;

function problemOf(
  { secret, hash, hint = '' }: ImportedSecret,
  isReadable: (hash: string) => boolean,
): string | undefined {
  if ((secret === undefined) === (hash === undefined)) return 'Give either the secret or its hash.';
  if (secret !== undefined && (secret === '' || secret.length > maxLength))
    return `Use 1 to ${String(maxLength)} characters.`;
  if (hash !== undefined && !isReadable(hash))
    return 'This is no hash of a known format, or one that costs too much to verify.';
  return [...hint].length > maxHintLength ? `Use at most ${String(maxHintLength)} characters.` : undefined;
}

/** One FieldError for each secret that an application cannot have. Pure. */
export function describeSecrets(
  { authentication }: Pick<Application, 'authentication'>,
  secrets: readonly ImportedSecret[],
  isReadable: (hash: string) => boolean,
): FieldError[] {
  if (secrets.length > maxSecrets)
    return [{ path: 'secrets', message: `Give at most ${String(maxSecrets)}.` }];
  if (secrets.length > 0 && authentication !== 'client_secret')
    return [{ path: 'secrets', message: 'This application does not prove itself by a secret.' }];
  return secrets.flatMap((secret, index) => {
    const message = problemOf(secret, isReadable);
    return message === undefined ? [] : [{ path: `secrets.${String(index)}`, message }];
  });
}

/** Ours, or one that `isForeign` can verify. */
export function isReadableSecretHash(hash: string, isForeign: (hash: string) => boolean): boolean {
  return isForeignHash(hash) ? isForeign(hash) : isKeyedHash(hash);
}
