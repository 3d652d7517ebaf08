import { expect, it } from 'vitest';
import { RemoteBrowser, type RemotePage } from '../../packages/server/test/support/remote-browser.ts';
import { call, writeDown } from './support/services.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/sign-in-a-web-app.md', ports: [3000] });
const ada = { email: 'ada@example.com', password: 'engine-no-1-difference' };
const shop = (): string => `http://localhost:${story.port(3000)}`;

/** A browser with the cookies of both: the shop's and Ostiary's. */
class Shopper {
  readonly atShop = new RemoteBrowser(shop(), () => undefined);
  readonly atOstiary = new RemoteBrowser(story.url(), () => undefined);

  async home(): Promise<string> {
    return (await this.atShop.open('/')).html;
  }

  /** To the shop's address behind the sign-in. */
  async authorized(): Promise<URL> {
    const { url } = await this.atShop.open('/sign-in');
    expect(url.origin).toBe(story.url());
    let page = await this.atOstiary.open(url.href);
    while (page.url.origin === story.url()) page = await this.#next(page);
    return page.url;
  }

  #next(page: RemotePage): Promise<RemotePage> {
    if (page.html.includes('/consent"')) return this.atOstiary.submit(page, {}, '/consent');
    return this.atOstiary.submit(page, { login: ada.email, password: ada.password }, '/sign-in');
  }

  async signIn(): Promise<void> {
    await this.atShop.open((await this.authorized()).href);
  }
}

const isSignedIn = async (shopper: Shopper): Promise<boolean> => (await shopper.home()).includes('Sign out');

it(
  'the shop signs people in, and out on both sides',
  async () => {
    await story.addUser({ ...ada, flags: ['--first-name', 'Ada', '--last-name', 'Lovelace'] });
    await story.run('create Shop');
    const program = story.take("import express from 'express'");
    const signOut = story.take("app.post('/sign-out'");
    const place = '// --- sign out: see below ---\n';
    expect(program).toContain(place);
    await writeDown(story, 'shop.mjs', program.replace(place, signOut));
    await story.run('node shop.mjs &');
    await expect
      .poll(
        () =>
          call(shop()).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 15_000 },
      )
      .toBe(200);

    const shopper = new Shopper();
    expect(await shopper.home()).toBe('<a href="/sign-in">Sign in</a>');
    await shopper.signIn();
    const shown = /<pre>(\{.*\})<\/pre>/.exec(await shopper.home())?.[1] ?? '';
    const user = JSON.parse(shown) as Record<string, string>;
    expect(user).toMatchObject({ name: 'Ada Lovelace', email: ada.email });
    expect(Object.keys(user)).toEqual(['sub', 'sid', 'name', 'email']);

    const leaving = await shopper.atShop.submit(await shopper.atShop.open('/'), {}, '/sign-out');
    expect(leaving.url.origin).toBe(story.url());
    const asked = await shopper.atOstiary.open(leaving.url.href);
    const back = await shopper.atOstiary.submit(asked, {}, '/logout/confirm');
    expect(back.url.href).toBe(`${shop()}/`);
    expect(await isSignedIn(shopper)).toBe(false);
  },
  storyTimeoutMs,
);

it(
  'an answer that this browser did not ask for signs nobody in',
  async () => {
    const stranger = new Shopper();
    const answer = await new Shopper().authorized();
    expect((await stranger.atShop.open(answer.href)).url.pathname).toBe('/o/authorize');
    const own = await stranger.authorized();
    own.searchParams.set('state', 'other');
    expect((await stranger.atShop.open(own.href)).status).toBe(500);
    expect(await isSignedIn(stranger)).toBe(false);
  },
  storyTimeoutMs,
);

it(
  'a session that ends from outside ends in the shop, and no other does',
  async () => {
    const [shopper, forged] = [new Shopper(), new URLSearchParams({ logout_token: 'e30.e30.e30' })];
    await shopper.signIn();
    expect(await isSignedIn(shopper)).toBe(true);
    const told = `${shop()}/back-channel-logout`;
    expect(await call(told, undefined, { method: 'POST', body: forged })).toMatchObject({ status: 400 });
    expect(await isSignedIn(shopper)).toBe(true);
    await story.run('sessions end-all');
    await expect.poll(() => isSignedIn(shopper), { timeout: 15_000 }).toBe(false);
  },
  storyTimeoutMs,
);
