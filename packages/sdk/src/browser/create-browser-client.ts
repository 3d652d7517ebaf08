import { AuthError } from './auth-error.ts';
import type { BrowserClient, BrowserClientOptions } from './browser.types.ts';
import { createSession } from './session.ts';
import { tabLock, type TabLock } from './tab-lock.ts';
import { createTokenApi, memoryStorage } from './token-api.ts';

/** Tabs that share nothing need not wait for each other. */
const noLock: TabLock = (run) => run(false);

function withToken(request: Request, access: string): Request {
  request.headers.set('authorization', `Bearer ${access}`);
  return request;
}

/**
 * Keeps a page signed in. The access token is in memory alone; tabs renew it once for all of them, and are signed
 * out together.
 */
export function createBrowserClient(options: BrowserClientOptions = {}): BrowserClient {
  const { baseUrl = '/auth/', mode = 'cookie', storage, origins = [], refreshBeforeSeconds = 30 } = options;
  const { name = 'ostiary', fetch: send = (input, init) => globalThis.fetch(input, init) } = options;
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`, location.href);
  const isCookieMode = mode === 'cookie';
  const isShared = isCookieMode || storage !== undefined;
  const trusted = new Set([location.origin, ...origins]);
  const listeners = new Set<(isSignedIn: boolean) => void>();
  const session = createSession({
    api: createTokenApi({
      ...{ baseUrl: base, fetch: send, isCookieMode, name },
      storage: storage ?? memoryStorage(),
    }),
    lock: isShared ? tabLock(`${name}:refresh`) : noLock,
    channelName: isShared ? name : undefined,
    marginMs: refreshBeforeSeconds * 1000,
    onChange(isSignedIn) {
      for (const listener of listeners) listener(isSignedIn);
    },
  });

  /** Null also where it cannot be found out now: the answer that there is stands. */
  async function renewed(stale: string): Promise<string | null> {
    try {
      return await session.accessToken(stale);
    } catch (error) {
      if (error instanceof AuthError) return null;
      throw error;
    }
  }

  return {
    get isSignedIn() {
      return session.isSignedIn;
    },
    signIn: (credentials) => session.signIn(credentials),
    signOut: () => session.signOut(),
    accessToken: () => session.accessToken(),
    async fetch(input, init) {
      const request = new Request(input, init);
      const isOurs = trusted.has(new URL(request.url).origin) && !request.headers.has('authorization');
      const access = isOurs ? await session.accessToken() : null;
      if (access === null) return send(request);
      const again = request.clone();
      const answer = await send(withToken(request, access));
      if (answer.status !== 401) return answer;
      const next = await renewed(access);
      return next === null ? answer : send(withToken(again, next));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => session.close(),
  };
}
