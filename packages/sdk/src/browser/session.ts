import { AuthError } from './auth-error.ts';
import type { Credentials, IsSignedIn } from './browser.types.ts';
import { createSignInState } from './sign-in-state.ts';
import { openTabChannel } from './tab-channel.ts';
import type { TabLock } from './tab-lock.ts';
import type { TokenApi } from './token-api.ts';

/** One sign-in, shared by the tabs of a browser. */
export interface Session {
  readonly isSignedIn: IsSignedIn;
  signIn(credentials: Credentials): Promise<void>;
  signOut(): Promise<void>;
  /** `stale`: the one that a service has just refused. */
  accessToken(stale?: string): Promise<string | null>;
  close(): void;
}

export interface SessionDeps {
  api: TokenApi;
  lock: TabLock;
  /** Of the channel to other tabs; undefined where they share no sign-in. */
  channelName: string | undefined;
  marginMs: number;
  onChange(isSignedIn: boolean): void;
}

export function createSession({ api, lock, channelName, marginMs, onChange }: SessionDeps): Session {
  const state = createSignInState(marginMs, onChange);
  const others = openTabChannel(channelName, state, () => {
    api.forget();
    state.end();
  });
  let renewing: Promise<string | null> | undefined;

  async function refresh(stale?: string): Promise<string | null> {
    const began = state.era;
    let access: string | null;
    try {
      access = await api.refresh();
    } catch (error) {
      const usable = error instanceof AuthError ? state.lastResort(stale) : undefined;
      if (usable !== undefined) return usable;
      throw error;
    }
    // Meanwhile somebody signed in or out: that holds, and not what was asked for before.
    if (began !== state.era) return state.known() ?? null;
    if (access === null) {
      state.end();
      others.tellSignedOut();
    } else {
      state.begin(access);
      others.tellToken(access);
    }
    return access;
  }

  /** Whoever had to wait for the lock, or has only been opened, finds that another tab has a token. */
  async function renew(hadToWait: boolean, stale?: string): Promise<string | null> {
    if (state.known(stale) === undefined && (hadToWait || !state.isSignedIn)) await others.ask();
    const already = state.known(stale);
    return already === undefined ? refresh(stale) : already;
  }

  return {
    get isSignedIn() {
      return state.isSignedIn;
    },
    async accessToken(stale) {
      const at = state.known(stale);
      if (at !== undefined) return at;
      renewing ??= lock((hadToWait) => renew(hadToWait, stale)).finally(() => (renewing = undefined));
      return renewing;
    },
    signIn: (credentials) =>
      lock(async () => {
        const access = await api.signIn(credentials);
        state.begin(access);
        others.tellToken(access);
      }),
    async signOut() {
      state.end();
      others.tellSignedOut();
      // After a refresh that is under way, whose answer would put the cookie there again.
      await lock(() => api.signOut());
    },
    close: () => others.close(),
  };
}
