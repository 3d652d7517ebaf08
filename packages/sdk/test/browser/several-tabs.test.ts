import { describe, expect, it } from 'vitest';
import { gate, origin, pagesTest, sharedStorage, tokenFor } from './tabs.ts';

const pages = pagesTest();
const credentials = { username: 'ada', password: 'pw' };
const refresh = '/auth/token/refresh/';

describe('tabs of one browser', () => {
  it('that refresh at once send one request', async () => {
    const tabs = [pages.openTab(), pages.openTab(), pages.openTab()];
    const tokens = await Promise.all(tabs.map((tab) => tab.accessToken()));
    expect(new Set(tokens)).toEqual(new Set([tokenFor(300, 'refreshed')]));
    expect(pages.pathsOf().filter((path) => path === refresh)).toHaveLength(1);
  });

  it('get the token of another one when they are opened', async () => {
    await pages.openTab().signIn(credentials);
    pages.received = [];
    const tab = pages.openTab();
    expect(await tab.accessToken()).toBe(tokenFor(300));
    expect(pages.received).toEqual([]);
  });

  it('are signed in and out together', async () => {
    const [here, there] = [pages.openTab(), pages.openTab()];
    const changes: boolean[] = [];
    there.onChange((isSignedIn) => changes.push(isSignedIn));
    await here.signIn(credentials);
    await expect.poll(() => there.isSignedIn).toBe(true);
    await here.signOut();
    await expect.poll(() => there.isSignedIn).toBe(false);
    expect(changes).toEqual([true, false]);
    pages.received = [];
    expect(await there.accessToken()).toBeNull();
    expect(pages.received).toEqual([]);
  });

  it('do not take a token for good that a service has refused, wherever it comes from', async () => {
    const [here, there] = [pages.openTab(), pages.openTab()];
    await here.signIn(credentials);
    await expect.poll(() => there.isSignedIn).toBe(true);
    pages.answers.set('/api/', ({ headers }) =>
      Response.json({}, { status: headers.get('authorization') === `Bearer ${tokenFor(300)}` ? 401 : 200 }),
    );
    const answers = await Promise.all([here, there].map((tab) => tab.fetch(`${origin}/api/`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(pages.pathsOf().filter((path) => path === refresh)).toHaveLength(1);
  });

  it('wait with signing out for a refresh of another one, whose answer would set the cookie again', async () => {
    const [here, there] = [pages.openTab(), pages.openTab()];
    const answered = gate<Response>();
    pages.answers.set(refresh, () => answered.promise);
    const asked = there.accessToken();
    await expect.poll(() => pages.pathsOf()).toContain(refresh);
    const done = here.signOut();
    await expect.poll(() => there.isSignedIn).toBe(false);
    expect(pages.pathsOf()).not.toContain('/auth/token/logout/');
    answered.open(Response.json({ access: 'too late' }));
    await done;
    expect(await asked).toBeNull();
    expect(pages.pathsOf().at(-1)).toBe('/auth/token/logout/');
    expect(there.isSignedIn).toBe(false);
  });
});

describe('without cookies', () => {
  const pair = (refreshToken: string) =>
    Response.json({ access: tokenFor(300, refreshToken), refresh: refreshToken });

  it('the refresh token is in the storage that was given, for all tabs and after a reload', async () => {
    const storage = sharedStorage();
    pages.answers.set('/auth/token/', () => pair('ort_1'));
    pages.answers.set(refresh, ({ body }) => pair(`${(JSON.parse(body) as { refresh: string }).refresh}+`));
    const first = pages.openTab({ mode: 'body', storage });
    await first.signIn(credentials);
    first.close();
    const reloaded = pages.openTab({ mode: 'body', storage });
    expect(await reloaded.accessToken()).toBe(tokenFor(300, 'ort_1+'));
    expect(pages.pathsOf()).toEqual(['/auth/token/', refresh]);
    await reloaded.signOut();
    expect(JSON.parse(pages.received.at(-1)?.body ?? '')).toEqual({ refresh: 'ort_1+' });
    expect(storage.length).toBe(0);
  });

  it('tabs that keep it in memory have nothing to do with each other', async () => {
    pages.answers.set('/auth/token/', () => pair('ort_1'));
    const [here, there] = [pages.openTab({ mode: 'body' }), pages.openTab({ mode: 'body' })];
    await here.signIn(credentials);
    expect(await there.accessToken()).toBeNull();
    expect(here.isSignedIn).toBe(true);
    await there.signOut();
    expect(here.isSignedIn).toBe(true);
    expect(pages.pathsOf()).toEqual(['/auth/token/']);
  });

  it('asks for no CSRF token', async () => {
    pages.answers.set('/auth/token/', () => pair('ort_1'));
    await pages.openTab({ mode: 'body' }).signIn(credentials);
    expect(pages.received[0]?.headers.has('x-csrftoken')).toBe(false);
  });
});
