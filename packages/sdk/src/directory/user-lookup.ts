import { OstiaryError } from '../errors.ts';
import type { Now } from '../types.ts';
import type { FeedItem, UserRecord } from '../wire.ts';
import type { KnownUser } from './directory.types.ts';
import type { Overlay } from './overlay.types.ts';

export interface UserLookupDeps {
  /** Null for one that this service may not see. Errors: OstiaryError. */
  find(sub: string): Promise<UserRecord | null>;
  /** Takes the answers and keeps them current; undefined where there is a mirror. */
  overlay: Overlay | undefined;
  now: Now;
}

/** Asks Ostiary about single users: once for all who ask at the same time. */
export interface UserLookup {
  /** Errors: OstiaryError `unavailable`, `key_refused`, `protocol`. */
  find(sub: string): Promise<KnownUser>;
  /** What the feed tells makes answers old. */
  forget(items: readonly FeedItem[]): void;
}

/** Nobody waits behind more than that. */
const maxAtOnce = 64;
/** Where nothing else keeps an answer current. */
const keptMs = 5_000;
const maxKept = 1_000;

export function createUserLookup({ find, overlay, now }: UserLookupDeps): UserLookup {
  const running = new Map<string, Promise<KnownUser>>();
  let atOnce = 0;
  const kept = new Map<string, { known: KnownUser; until: number }>();

  async function ask(sub: string): Promise<KnownUser> {
    if (atOnce >= maxAtOnce) {
      throw new OstiaryError('unavailable', 'Too many users are being asked for at once.');
    }
    const learn = overlay?.beginLookup(sub);
    const changedAt = now();
    atOnce++;
    const user = await find(sub).finally(() => atOnce--);
    learn?.(user, changedAt);
    const known: KnownUser = user ? { user, changedAt } : { user: null, reason: 'no_access', changedAt };
    // What the feed told meanwhile is later.
    return overlay?.findUser(sub) ?? known;
  }

  function keep(sub: string, known: KnownUser): void {
    if (overlay) return;
    if (kept.size >= maxKept) kept.clear();
    kept.set(sub, { known, until: now() + keptMs });
  }

  return {
    find(sub) {
      const known = kept.get(sub);
      if (known && known.until > now()) return Promise.resolve(known.known);
      const underWay = running.get(sub);
      if (underWay) return underWay;
      const asking = ask(sub);
      running.set(sub, asking);
      const stop = (): void => {
        if (running.get(sub) === asking) running.delete(sub);
      };
      asking.then((answer) => {
        // One that the feed has overtaken is for those who asked before.
        if (running.get(sub) === asking) keep(sub, answer);
        stop();
      }, stop);
      return asking;
    },
    forget(items) {
      for (const item of items) {
        if (item.kind === 'reset' || item.kind === 'group' || item.kind === 'role') kept.clear();
        if (item.kind !== 'user') continue;
        kept.delete(item.sub);
        running.delete(item.sub);
      }
    },
  };
}
