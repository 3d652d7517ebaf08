import type { IsSignedIn } from './browser.types.ts';
import { holdToken, isGood, isUsable, type HeldToken } from './held-token.ts';

/** What this tab knows of who is signed in. */
export interface SignInState {
  readonly isSignedIn: IsSignedIn;
  /** Grows with every sign-in and sign-out: what was asked for before means nothing after. */
  readonly era: number;
  /** What needs no request: null for nobody, undefined where one has to be made. */
  known(stale?: string): string | null | undefined;
  /** A token that is about to expire, but good enough where there is no other. */
  lastResort(stale?: string): string | undefined;
  take(access: string): void;
  begin(access: string): void;
  end(): void;
}

export function createSignInState(marginMs: number, onChange: (isSignedIn: boolean) => void): SignInState {
  /** Null: nobody is signed in. Undefined: not known yet. */
  let held: HeldToken | null | undefined;
  let era = 0;

  function become(next: HeldToken | null): void {
    const isNew = Boolean(held) !== Boolean(next) || held === undefined;
    held = next;
    if (isNew) onChange(next !== null);
  }

  return {
    get isSignedIn() {
      return held === undefined ? undefined : held !== null;
    },
    get era() {
      return era;
    },
    known(stale) {
      if (held === null) return null;
      return held && held.access !== stale && isGood(held) ? held.access : undefined;
    },
    lastResort: (stale) => (held && held.access !== stale && isUsable(held) ? held.access : undefined),
    take: (access) => become(holdToken(access, marginMs)),
    begin(access) {
      era += 1;
      become(holdToken(access, marginMs));
    },
    end() {
      era += 1;
      become(null);
    },
  };
}
