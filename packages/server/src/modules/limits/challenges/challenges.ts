import type { Tx } from '#platform/db/schema.ts';
import type { Clock } from '#platform/clock.ts';
import { randomBuffer } from '#platform/random.ts';
import { isSameSecret, type Sealer } from '#platform/sealing.ts';
import { consumeNonce } from './nonces.store.ts';

/** What a challenge is for, and for whom (empty for anybody): it is good for nothing and nobody else. */
export interface ChallengeUse {
  purpose: string;
  of: string;
}

/** A challenge of ours that has not expired. It may have been spent. */
export interface ReadChallenge {
  nonceHash: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/**
 * Questions that are asked once, such as those of WebAuthn, without keeping those that nobody answers: a challenge
 * carries its own expiry and the proof that it is ours, and only one that was answered is remembered until then.
 */
export interface Challenges {
  /** As base64url. */
  create(use: ChallengeUse, lifetimeMs: number): string;
  /** Undefined for one that is not ours, is for something else, or has expired. */
  read(use: ChallengeUse, challenge: string): ReadChallenge | undefined;
  /** Uses it up: true for exactly one of any number at once. */
  spend(tx: Tx, challenge: ReadChallenge): Promise<boolean>;
}

const nonceBytes = 16;
const expiryBytes = 6;
const macBytes = 32;
const headBytes = nonceBytes + expiryBytes;

export function createChallenges({ sealer, clock }: { sealer: Sealer; clock: Clock }): Challenges {
  const macOf = ({ purpose, of }: ChallengeUse, head: Buffer): Buffer =>
    sealer.mac('challenge', Buffer.concat([Buffer.from(JSON.stringify([purpose, of])), head]));
  return {
    create(use, lifetimeMs) {
      const head = Buffer.concat([randomBuffer(nonceBytes), Buffer.alloc(expiryBytes)]);
      head.writeUIntBE(clock.nowMs() + lifetimeMs, nonceBytes, expiryBytes);
      return Buffer.concat([head, macOf(use, head)]).toString('base64url');
    },
    read(use, challenge) {
      const bytes = Buffer.from(challenge, 'base64url');
      // Only as it was written: Node's reader skips what it does not know.
      if (bytes.length !== headBytes + macBytes || bytes.toString('base64url') !== challenge)
        return undefined;
      const head = bytes.subarray(0, headBytes);
      if (!isSameSecret(bytes.subarray(headBytes), macOf(use, head))) return undefined;
      const expiresAt = head.readUIntBE(nonceBytes, expiryBytes);
      if (expiresAt <= clock.nowMs()) return undefined;
      return { nonceHash: sealer.mac('spent-nonce', head).toString('base64url'), expiresAt };
    },
    spend: (tx, { nonceHash, expiresAt }) =>
      consumeNonce(tx, { nonce_hash: nonceHash, expires_at: expiresAt }),
  };
}
