import { describe, expect, it } from 'vitest';
import { AuthError } from '../../src/browser/index.ts';
import { gate, origin, pagesTest, tokenFor } from './tabs.ts';

const pages = pagesTest();
const credentials = { username: 'ada', password: 'pw' };

async function signedIn() {
  const tab = pages.openTab();
  await tab.signIn(credentials);
  pages.received = [];
  return tab;
}

const refresh = '/auth/token/refresh/';

describe('signing in', () => {
  it('fetches the CSRF token first, and then keeps the access token', async () => {
    const tab = pages.openTab();
    expect(tab.isSignedIn).toBeUndefined();
    await tab.signIn(credentials);
    expect(pages.pathsOf()).toEqual(['/auth/csrf/', '/auth/token/']);
    expect(pages.received[1]?.headers.get('x-csrftoken')).toBe('csrf-1');
    expect(JSON.parse(pages.received[1]?.body ?? '')).toEqual(credentials);
    expect(tab.isSignedIn).toBe(true);
    expect(await tab.accessToken()).toBe(tokenFor(300));
    expect(pages.received).toHaveLength(2);
  });

  it('tells by an error why it was refused', async () => {
    const body = { detail: 'Request was throttled.', code: 'throttled' };
    pages.answers.set('/auth/token/', () =>
      Response.json(body, { status: 429, headers: { 'retry-after': '7' } }),
    );
    const failure = await pages
      .openTab()
      .signIn(credentials)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AuthError);
    expect(failure).toMatchObject({
      status: 429,
      ...{ message: body.detail, code: 'throttled', retryAfterSeconds: 7, body },
    });
  });

  it('gets a new CSRF token once when the one that it has is refused', async () => {
    const tab = await signedIn();
    pages.answers.set('/auth/csrf/', () => Response.json({}, { headers: { 'x-csrftoken': 'csrf-2' } }));
    pages.answers.set('/auth/token/', ({ headers }) =>
      headers.get('x-csrftoken') === 'csrf-2'
        ? Response.json({ access: tokenFor(300) })
        : Response.json({ code: 'csrf_failed' }, { status: 403 }),
    );
    await tab.signIn(credentials);
    expect(pages.pathsOf()).toEqual(['/auth/token/', '/auth/csrf/', '/auth/token/']);
    pages.answers.set('/auth/token/', () => Response.json({ code: 'csrf_failed' }, { status: 403 }));
    await expect(tab.signIn(credentials)).rejects.toMatchObject({ status: 403 });
    expect(pages.received).toHaveLength(6);
  });
});

describe('the access token', () => {
  it('is got by the cookie when a page has just been opened', async () => {
    const tab = pages.openTab();
    expect(await tab.accessToken()).toBe(tokenFor(300, 'refreshed'));
    expect(pages.pathsOf()).toEqual(['/auth/csrf/', refresh]);
    expect(tab.isSignedIn).toBe(true);
  });

  it('is null, without asking again, once it is known that nobody is signed in', async () => {
    pages.answers.set(refresh, () =>
      Response.json({ detail: 'No refresh token provided.' }, { status: 401 }),
    );
    const tab = pages.openTab();
    expect([await tab.accessToken(), await tab.accessToken()]).toEqual([null, null]);
    expect(pages.pathsOf()).toEqual(['/auth/csrf/', refresh]);
    expect(tab.isSignedIn).toBe(false);
  });

  it('is renewed once for all who ask, before it expires', async () => {
    const tab = pages.openTab({ refreshBeforeSeconds: 30 });
    pages.answers.set('/auth/token/', () => Response.json({ access: expiringToken() }));
    await tab.signIn(credentials);
    pages.received = [];
    const tokens = await Promise.all([tab.accessToken(), tab.accessToken(), tab.accessToken()]);
    expect(new Set(tokens)).toEqual(new Set([tokenFor(300, 'refreshed')]));
    expect(pages.pathsOf()).toEqual([refresh]);
  });

  it('is used up to its end while it cannot be renewed', async () => {
    const tab = pages.openTab();
    const expiring = expiringToken();
    pages.answers.set('/auth/token/', () => Response.json({ access: expiring }));
    pages.answers.set(refresh, () => Response.json({ code: 'auth_unavailable' }, { status: 503 }));
    await tab.signIn(credentials);
    expect(await tab.accessToken()).toBe(expiring);
    expect(tab.isSignedIn).toBe(true);
  });

  it('cannot be had while the service is away, which does not sign anybody out', async () => {
    const tab = pages.openTab();
    pages.answers.set(refresh, () => Response.json({ code: 'auth_unavailable' }, { status: 503 }));
    await expect(tab.accessToken()).rejects.toMatchObject({ status: 503, code: 'auth_unavailable' });
    pages.answers.set(refresh, () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(tab.accessToken()).rejects.toMatchObject({ status: 0, code: 'auth_unavailable' });
    expect(tab.isSignedIn).toBeUndefined();
    pages.answers.set(refresh, () => Response.json({ access: 'opaque' }));
    expect(await tab.accessToken()).toBe('opaque');
  });

  it('counts as good where this machine’s clock is far ahead', async () => {
    const tab = pages.openTab();
    pages.answers.set('/auth/token/', () => Response.json({ access: tokenFor(-3600) }));
    await tab.signIn(credentials);
    expect(await tab.accessToken()).toBe(tokenFor(-3600));
  });
});

/** Half through its last 30 seconds. */
function expiringToken(): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = Buffer.from(JSON.stringify({ iat: now - 600, exp: now + 15 })).toString('base64url');
  return `h.${payload}.s`;
}

describe('fetching', () => {
  it('shows the token to the own origin and to those that are named, and to nobody else', async () => {
    const tab = pages.openTab({ origins: ['https://api.example'] });
    await tab.signIn(credentials);
    for (const url of ['/api/', 'https://api.example/api/', 'https://evil.example/api/']) {
      await tab.fetch(new URL(url, origin));
    }
    expect(
      pages.received.slice(2).map(({ origin: to, headers }) => [to, headers.get('authorization')]),
    ).toEqual([
      [origin, `Bearer ${tokenFor(300)}`],
      ['https://api.example', `Bearer ${tokenFor(300)}`],
      ['https://evil.example', null],
    ]);
  });

  it('leaves an Authorization of the caller’s own alone', async () => {
    const tab = await signedIn();
    const answer = await tab.fetch(`${origin}/api/`, { headers: { authorization: 'Basic x' } });
    expect(await answer.json()).toEqual({ authorization: 'Basic x' });
  });

  it('sends again, body and all, after it has renewed a token that was refused', async () => {
    const tab = await signedIn();
    pages.answers.set('/api/', ({ headers, body }) =>
      headers.get('authorization') === `Bearer ${tokenFor(300, 'refreshed')}`
        ? Response.json({ body })
        : Response.json({}, { status: 401 }),
    );
    const answer = await tab.fetch(`${origin}/api/`, { method: 'POST', body: 'order 7' });
    expect(await answer.json()).toEqual({ body: 'order 7' });
    expect(pages.pathsOf()).toEqual(['/api/', refresh, '/api/']);
  });

  it('sends again once, not for ever', async () => {
    const tab = await signedIn();
    pages.answers.set('/api/', () => Response.json({}, { status: 401 }));
    expect((await tab.fetch(`${origin}/api/`)).status).toBe(401);
    expect(pages.pathsOf()).toEqual(['/api/', refresh, '/api/']);
  });

  it('gives the refusal back where there is nothing to renew with', async () => {
    const tab = await signedIn();
    pages.answers.set('/api/', () => Response.json({}, { status: 401 }));
    pages.answers.set(refresh, () => Response.json({}, { status: 401 }));
    expect((await tab.fetch(`${origin}/api/`)).status).toBe(401);
    expect(tab.isSignedIn).toBe(false);
    pages.received = [];
    await tab.fetch(`${origin}/api/`);
    expect(pages.received.map(({ headers }) => headers.get('authorization'))).toEqual([null]);
  });
});

describe('signing out', () => {
  it('is told to the server, and known at once', async () => {
    const tab = await signedIn();
    const changes: boolean[] = [];
    tab.onChange((isSignedIn) => changes.push(isSignedIn));
    const done = tab.signOut();
    expect(await tab.accessToken()).toBeNull();
    await done;
    expect(pages.pathsOf()).toEqual(['/auth/token/logout/']);
    expect(changes).toEqual([false]);
  });

  it('holds against a refresh that was under way', async () => {
    const tab = pages.openTab();
    const answered = gate<Response>();
    pages.answers.set(refresh, () => answered.promise);
    const asked = tab.accessToken();
    await expect.poll(() => pages.pathsOf()).toContain(refresh);
    const done = tab.signOut();
    answered.open(Response.json({ access: 'too late' }));
    expect(await asked).toBeNull();
    await done;
    expect(pages.pathsOf().slice(-2)).toEqual([refresh, '/auth/token/logout/']);
    expect(tab.isSignedIn).toBe(false);
  });

  it('rejects when the server could not be told, signed out all the same', async () => {
    const tab = await signedIn();
    pages.answers.set('/auth/token/logout/', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(tab.signOut()).rejects.toMatchObject({ status: 0 });
    expect(await tab.accessToken()).toBeNull();
  });
});
