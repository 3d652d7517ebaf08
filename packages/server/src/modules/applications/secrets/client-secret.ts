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

/** Looks at every secret, whichever it is: the time tells nothing but how many there are. */
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
    const isSame = isSameSecret(Buffer.from(known.hash, 'base64url'), hash);
    const isLive = known.expiresAt === null || known.expiresAt > now;
    isOne = (isSame && isLive) || isOne;
  }
  return isOne;
}
