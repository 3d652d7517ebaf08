import { randomBuffer, randomSecret } from '#platform/random.ts';
import { isSameSecret, type Sealer } from '#platform/sealing.ts';
import type { KnownClient } from '../applications.types.ts';

const purpose = 'application-secret';
/** So that scanners of repositories and logs know one when they see it. */
const secretPrefix = 'ocs_';

/** 24 bytes are 32 characters of base64url. The first is a letter or digit: command lines take `-x` for a flag. */
export function newClientId(): string {
  for (;;) {
    const clientId = randomBuffer(24).toString('base64url');
    if (/^[A-Za-z0-9]/.test(clientId)) return clientId;
  }
}

/** 256 bits: a keyed hash suffices to keep it. */
export function newSecret(): string {
  return secretPrefix + randomSecret();
}

export function hashOfSecret(sealer: Sealer, secret: string): string {
  return sealer.mac(purpose, secret).toString('base64url');
}

/** A hash that another system made (django.contrib.auth.hashers): its algorithm comes before a dollar sign. */
export function isForeignHash(hash: string): boolean {
  return hash.includes('$');
}

/** Whether it has the form of our own hashes. */
export function isKeyedHash(hash: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(hash);
}

type KnownSecret = KnownClient['secrets'][number];

const isLive = ({ expiresAt }: KnownSecret, now: number): boolean => expiresAt === null || expiresAt > now;

/** Looks at every secret of our own, whichever it is: the time tells nothing but how many there are. */
export function isSecretOf(
  sealer: Sealer,
  client: KnownClient,
  presented: { secret: string; now: number },
): boolean {
  if (client.application.authentication !== 'client_secret') return false;
  const { secret, now } = presented;
  const hash = sealer.mac(purpose, secret);
  let isOne = false;
  for (const known of client.secrets) {
    const isSame = !isForeignHash(known.hash) && isSameSecret(Buffer.from(known.hash, 'base64url'), hash);
    isOne = (isSame && isLive(known, now)) || isOne;
  }
  return isOne;
}

/** Those that only the slow work of another system's hash can prove. */
export function foreignSecretsOf(client: KnownClient, now: number): KnownSecret[] {
  if (client.application.authentication !== 'client_secret') return [];
  return client.secrets.filter((known) => isForeignHash(known.hash) && isLive(known, now));
}
