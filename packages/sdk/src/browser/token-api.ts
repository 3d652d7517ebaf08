import { AuthError } from './auth-error.ts';
import type { Credentials, TokenStorage } from './browser.types.ts';

/** The calls to the token API, and where the refresh token is kept between them. */
export interface TokenApi {
  signIn(credentials: Credentials): Promise<string>;
  /** Null: nobody is signed in. */
  refresh(): Promise<string | null>;
  signOut(): Promise<void>;
  /** Another tab has signed out. */
  forget(): void;
}

export interface TokenApiOptions {
  baseUrl: URL;
  fetch: typeof fetch;
  isCookieMode: boolean;
  storage: TokenStorage;
  name: string;
}

type Body = Record<string, unknown>;

/** For refresh tokens in memory. */
export function memoryStorage(): TokenStorage {
  const values = new Map<string, string>();
  return {
    getItem: (name) => values.get(name) ?? null,
    setItem: (name, value) => void values.set(name, value),
    removeItem: (name) => void values.delete(name),
  };
}

async function readBody(response: Response): Promise<Body> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

function cookieToken(): string | undefined {
  return typeof document === 'undefined' ? undefined : /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
}

export function createTokenApi({ baseUrl, fetch, isCookieMode, storage, name }: TokenApiOptions): TokenApi {
  const key = `${name}:refresh`;
  const credentials = isCookieMode ? 'include' : 'same-origin';
  let csrf: string | undefined;

  async function call(path: string, init: RequestInit): Promise<{ response: Response; body: Body }> {
    try {
      const response = await fetch(new URL(path, baseUrl), { ...init, credentials });
      return { response, body: await readBody(response) };
    } catch (error) {
      throw new AuthError(0, { detail: String(error), code: 'auth_unavailable' });
    }
  }

  /** The proxy tells it by a header as well, for pages of another origin, which cannot read its cookies. */
  async function csrfToken(isStale: boolean): Promise<string> {
    if (!isStale) csrf = cookieToken() ?? csrf;
    if (csrf === undefined || isStale) {
      const { response } = await call('csrf/', {});
      csrf = response.headers.get('x-csrftoken') ?? cookieToken();
    }
    return csrf ?? '';
  }

  async function post(path: string, sent: object, isRetry = false): Promise<Body> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (isCookieMode) headers['x-csrftoken'] = await csrfToken(isRetry);
    const { response, body } = await call(path, { method: 'POST', headers, body: JSON.stringify(sent) });
    if (response.ok) return body;
    if (response.status === 403 && body['code'] === 'csrf_failed' && !isRetry) return post(path, sent, true);
    throw new AuthError(response.status, body, response.headers.get('retry-after'));
  }

  function keep({ access, refresh }: Body): string {
    if (typeof access !== 'string') throw new AuthError(0, { detail: 'The token API sent no token' });
    if (!isCookieMode && typeof refresh === 'string') storage.setItem(key, refresh);
    return access;
  }

  return {
    signIn: async (who) => keep(await post('token/', who)),
    async refresh() {
      const kept = storage.getItem(key);
      if (!isCookieMode && kept === null) return null;
      try {
        return keep(await post('token/refresh/', isCookieMode ? {} : { refresh: kept }));
      } catch (error) {
        if (!(error instanceof AuthError && error.status === 401)) throw error;
        storage.removeItem(key);
        return null;
      }
    },
    forget: () => storage.removeItem(key),
    async signOut() {
      const kept = storage.getItem(key);
      storage.removeItem(key);
      if (isCookieMode) await post('token/logout/', {});
      else if (kept !== null) await post('token/logout/', { refresh: kept });
    },
  };
}
