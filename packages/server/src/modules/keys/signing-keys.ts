import type { LoadedKey, Ring } from './key-ring.ts';
import type { SigningKey, SigningKeys } from './keys.types.ts';

function toSigningKey({ stored, sign }: LoadedKey): SigningKey | undefined {
  const { id, algorithm, publicJwk, retiredAt } = stored;
  if (algorithm === 'HS256' || !publicJwk) return undefined;
  return {
    ...{ id, algorithm, publicJwk },
    sign(data) {
      if (retiredAt !== null) throw new TypeError('A retired key signs no more');
      return sign(data);
    },
  };
}

const known = new WeakMap<Ring, SigningKeys>();

/** The keys of a ring that have a public part. */
export function signingKeysOf(ring: Ring): SigningKeys {
  let keys = known.get(ring);
  if (!keys) {
    const others = [...ring.byId.values()].filter((key) => key !== ring.active);
    keys = {
      active: ring.active && toSigningKey(ring.active),
      retired: others.map(toSigningKey).filter((key) => key !== undefined),
    };
    known.set(ring, keys);
  }
  return keys;
}
