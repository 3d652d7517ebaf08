import { timingSafeEqual } from 'node:crypto';
import type { Actor } from '#modules/audit';

/**
 * How the command line calls the app of its own process: with `Authorization: Operator <key>`. Whoever runs
 * it holds the database and the secrets already. A server that listens is never given a door, and then the
 * scheme means nothing.
 */
export interface OperatorDoor {
  /** A secret of this process alone. */
  key: string;
  /** Who runs the command, for the audit log; null when the system does not say. */
  systemUser: string | null;
  /** Told why something was refused or failed: what the answer must not say to strangers. */
  onFailure?: (error: unknown) => void;
}

const scheme = 'Operator ';

/** Whether this Authorization header opens this door. Takes as long for any wrong key of its length. */
export function opensDoor(door: OperatorDoor | undefined, header: string | undefined): boolean {
  if (!door || header === undefined || !header.startsWith(scheme)) return false;
  const [given, key] = [Buffer.from(header.slice(scheme.length)), Buffer.from(door.key)];
  return key.length > 0 && given.length === key.length && timingSafeEqual(given, key);
}

export function operatorActor(door: OperatorDoor): Actor {
  return { type: 'command', id: door.systemUser };
}
