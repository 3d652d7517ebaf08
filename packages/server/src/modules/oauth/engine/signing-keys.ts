import { createPublicKey, type KeyObject } from 'node:crypto';
import { ExternalSigningKey } from 'oidc-provider';
import type { SigningKey, SigningKeys } from '#modules/keys';

/** A key of ours as the engine uses it: it signs with node:crypto, and its private part never leaves `keys`. */
class OurSigningKey extends ExternalSigningKey {
  readonly #key: SigningKey;
  readonly #publicKey: KeyObject;

  constructor(key: SigningKey) {
    super();
    this.#key = key;
    this.#publicKey = createPublicKey({ key: key.publicJwk, format: 'jwk' });
    Object.assign(this, { kid: key.id, alg: key.algorithm });
  }

  override keyObject(): KeyObject {
    return this.#publicKey;
  }

  override sign(data: Uint8Array): Buffer | Promise<Buffer> {
    return this.#key.sign(Buffer.isBuffer(data) ? data : Buffer.from(data));
  }
}

/** The one that signs first; those that only verify after it, for hints that were signed with them. */
export function engineKeys({ active, retired }: SigningKeys): ExternalSigningKey[] {
  return [...(active ? [active] : []), ...retired].map((key) => new OurSigningKey(key));
}
