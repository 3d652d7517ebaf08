import { createHash } from 'node:crypto';
import { currentUnit } from '../storage/unit-of-work.ts';

/** Never the beginning of a token of ours. */
const prefix = 'signed~';

/**
 * The engine refuses to look at signed tokens at introspection and revocation, since it does not store them.
 * We know how each of ours fares, so it is given a handle that stands for the token during this request.
 */
export function handleFor(token: string): string {
  const handle = prefix + createHash('sha256').update(token).digest('base64url');
  currentUnit().seen.set(handle, token);
  return handle;
}

/** The token that a handle stands for; anything else stands for itself. */
export function tokenBehind(text: string): string {
  const token = text.startsWith(prefix) ? currentUnit().seen.get(text) : text;
  return typeof token === 'string' ? token : text;
}
