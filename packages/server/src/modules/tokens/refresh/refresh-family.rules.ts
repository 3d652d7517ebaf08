/** All tokens that descend from one sign-in, of which the newest is good. Times in epoch milliseconds. */
export interface RefreshFamily {
  id: string;
  sessionId: string;
  userId: string;
  clientId: string | null;
  scope: string;
  /** How often it has rotated: the generation of the good token. */
  generation: number;
  secretHash: string;
  /** Of the token before the good one; null before the first rotation. */
  previousHash: string | null;
  rotatedAt: number | null;
  expiresAt: number;
  endedAt: number | null;
  /** Of a client's: the authorization it was issued under, and what the OAuth engine wants back with it. */
  grantId: string | null;
  payload: string | null;
}

/** A token whose tag has been checked: Ostiary issued it at some time. */
export interface PresentedToken {
  generation: number;
  hash: string;
}

/**
 * - `current`: the good token.
 * - `successor`: the one before, again, within the window: another tab was quicker.
 * - `replayed`: one that was used up before. Somebody holds a copy.
 * - `unknown`: not of this history, as after a database was restored from a backup.
 */
export type FamilyVerdict = 'current' | 'successor' | 'replayed' | 'ended' | 'expired' | 'unknown';

/**
 * A clock that was set back must sign nobody out, so a rotation that seems to lie in the future counts as
 * just now; whoever acts on that moves `rotatedAt` back, so that the window does not last as long as the step.
 */
function isWithinWindow(rotatedAt: number | null, now: number, windowMs: number): boolean {
  return rotatedAt !== null && Math.max(0, now - rotatedAt) < windowMs;
}

/**
 * Until when the token after a rotation is good: for its lifetime from now, but not beyond an age that is counted
 * from when its user last proved who they are. A token that was given for longer is replaced until then.
 */
export function expiryAfterRotation(
  { expiresAt, authenticatedAt }: { expiresAt: number; authenticatedAt: number },
  at: { now: number; seconds: number; maxAgeSeconds: number },
): number {
  const latest = authenticatedAt + at.maxAgeSeconds * 1000;
  return Math.min(at.now + at.seconds * 1000, Math.max(expiresAt, latest));
}

/** RFC 9700 section 4.14.2, with a window in which one and the same successor is given again. */
export function judgeRefresh(
  family: RefreshFamily,
  presented: PresentedToken,
  at: { now: number; windowMs: number },
): FamilyVerdict {
  if (family.endedAt !== null) return 'ended';
  if (family.expiresAt <= at.now) return 'expired';
  if (presented.generation > family.generation) return 'unknown';
  if (presented.generation === family.generation) {
    return presented.hash === family.secretHash ? 'current' : 'unknown';
  }
  const isPrevious = presented.generation === family.generation - 1 && presented.hash === family.previousHash;
  return isPrevious && isWithinWindow(family.rotatedAt, at.now, at.windowMs) ? 'successor' : 'replayed';
}
