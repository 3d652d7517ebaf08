import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addApp, addPasskey, answerOf } from '../support/second-factor.ts';
import {
  claimsOf,
  oauthWorld,
  type Arrival,
  type Form,
  type OauthBrowser,
  type OauthWorld,
  type Person,
  type Stop,
  type TestClient,
} from '../support/oauth/index.ts';

let world: OauthWorld;
let client: TestClient;

beforeAll(async () => {
  world = await oauthWorld();
  client = await world.client({ isFirstParty: true });
});
afterAll(() => world.close());

const essential = JSON.stringify({ id_token: { acr: { essential: true, values: ['aal2'] } } });

interface Visit {
  person: Person;
  browser: OauthBrowser;
  recoveryCodes: string[];
}

async function signedIn({ hasFactor }: { hasFactor: boolean }): Promise<Visit> {
  const person = await world.person();
  const browser = world.browser();
  await browser.signIn(person);
  world.passTime(2_000);
  const { recoveryCodes } = hasFactor ? await addApp(world, person.userId) : { recoveryCodes: [] };
  return { person, browser, recoveryCodes };
}

const open = (browser: OauthBrowser, parameters: Form): Promise<Stop> =>
  browser.open(world.authorizeUrl(client, parameters));

async function idTokenOf(arrival: Arrival): Promise<Record<string, unknown>> {
  const { body } = await world.exchange(client, arrival);
  return claimsOf(String(body['id_token']));
}

const headingOf = ({ document }: Stop): string | null | undefined =>
  document.querySelector('h1')?.textContent;

test('the levels are in the discovery document', async () => {
  const { body } = await world.get('/.well-known/openid-configuration');
  expect(body['acr_values_supported']).toEqual(['aal1', 'aal2']);
  expect(body['claims_supported']).toEqual(expect.arrayContaining(['acr', 'amr', 'auth_time']));
});

describe('acr_values=aal2', () => {
  test('asks who is signed in for the second factor, and not for the password', async () => {
    const { browser, recoveryCodes } = await signedIn({ hasFactor: true });
    const page = await open(browser, { acr_values: 'aal2' });
    expect(headingOf(page)).toBe('Confirm that it is you');
    expect(page.document.querySelector('input[type=password]')).toBeNull();
    const wrong = await browser.submit(page, { code: '000000' }, '/step-up');
    expect(wrong.status).toBe(400);
    expect(wrong.document.querySelector('#code-error')?.textContent).toContain('not right');
    const stop = await browser.submit(wrong, { code: recoveryCodes[0] ?? '' }, '/step-up');
    expect(await idTokenOf(browser.arrived(stop))).toMatchObject({
      acr: 'aal2',
      amr: ['pwd', 'otp', 'mfa'],
    });
    // The session is as strong from now on: nobody is asked twice.
    expect((await open(browser, { acr_values: 'aal2' })).arrival).toBeDefined();
  });

  test('is a wish: whoever has no second factor goes on without', async () => {
    const { browser } = await signedIn({ hasFactor: false });
    const stop = await open(browser, { acr_values: 'aal2' });
    expect(await idTokenOf(browser.arrived(stop))).toMatchObject({ acr: 'aal1', amr: ['pwd'] });
  });

  test.each(['aal1 aal2', 'urn:other', 'urn:other aal1'])(
    'in another order is none: %s',
    async (acrValues) => {
      const { browser } = await signedIn({ hasFactor: true });
      expect((await open(browser, { acr_values: acrValues })).arrival).toBeDefined();
    },
  );

  test('asks nobody with prompt=none', async () => {
    const { browser } = await signedIn({ hasFactor: true });
    const stop = await open(browser, { acr_values: 'aal2', prompt: 'none' });
    expect(await idTokenOf(browser.arrived(stop))).toMatchObject({ acr: 'aal1' });
  });

  test('does not take a trusted browser for a factor', async () => {
    const { person, recoveryCodes } = await signedIn({ hasFactor: true });
    const browser = world.browser();
    const factor = await browser.signIn(person);
    await browser.submit(factor, { code: recoveryCodes[0] ?? '', trust: 'yes' }, '/factor');
    await browser.signOut();
    expect((await browser.signIn(person)).url).toBe('/');
    await browser.signOut();
    const page = await browser.signIn(person, await open(browser, { acr_values: 'aal2' }));
    expect(page.url).toContain('/sign-in/factor');
    const stop = await browser.submit(page, { code: recoveryCodes[1] ?? '' }, '/factor');
    expect(await idTokenOf(browser.arrived(stop))).toMatchObject({ acr: 'aal2' });
  });

  test('is answered by a passkey as well', async () => {
    const { person, browser } = await signedIn({ hasFactor: false });
    const { key } = await addPasskey(world, person.userId);
    const page = await open(browser, { acr_values: 'aal2' });
    const passkey = answerOf(page.document, key);
    const stop = await browser.submit(page, { passkey }, '/step-up/passkey');
    expect(await idTokenOf(browser.arrived(stop))).toMatchObject({
      acr: 'aal2',
      amr: ['pwd', 'hwk', 'user', 'mfa'],
    });
  });
});

describe('an essential acr', () => {
  test('asks for the second factor alone, and is met by it', async () => {
    const { browser, recoveryCodes } = await signedIn({ hasFactor: true });
    const page = await open(browser, { claims: essential });
    const stop = await browser.submit(page, { code: recoveryCodes[0] ?? '' }, '/step-up');
    expect(await idTokenOf(browser.arrived(stop))).toMatchObject({ acr: 'aal2' });
  });

  test('that somebody without a second factor cannot meet is told to the client', async () => {
    const { person, browser } = await signedIn({ hasFactor: false });
    const page = await open(browser, { claims: essential });
    const { error } = browser.arrived(await browser.signIn(person, page));
    expect(error).toBe('unmet_authentication_requirements');
  });

  test('that nobody may be asked for is refused', async () => {
    const { browser } = await signedIn({ hasFactor: true });
    const stop = await open(browser, { claims: essential, prompt: 'none' });
    expect(browser.arrived(stop).code).toBeUndefined();
  });
});

describe('signing in for an application', () => {
  test('takes the second factor on the way, and ends at the application', async () => {
    const { person, recoveryCodes } = await signedIn({ hasFactor: true });
    const browser = world.browser();
    const factor = await browser.signIn(person, await open(browser, {}));
    expect(headingOf(factor)).toBe('Second factor');
    const policy = String(factor.response.headers['content-security-policy']);
    expect(policy).toContain(`form-action 'self' ${new URL(client.redirectUri).origin}`);
    const wrong = await browser.submit(factor, { code: '000000' }, '/factor');
    expect([wrong.status, headingOf(wrong)]).toEqual([400, 'Second factor']);
    const stop = await browser.submit(wrong, { code: recoveryCodes[0] ?? '' }, '/factor');
    expect(await idTokenOf(browser.arrived(stop))).toMatchObject({ acr: 'aal2' });
  });

  test('by passkey is one step', async () => {
    const { person } = await signedIn({ hasFactor: false });
    const { key } = await addPasskey(world, person.userId);
    const browser = world.browser();
    const page = await open(browser, {});
    const stop = await browser.submit(page, { passkey: answerOf(page.document, key) }, '/passkey');
    const claims = await idTokenOf(browser.arrived(stop));
    expect(claims).toMatchObject({ sub: person.userId, acr: 'aal2', amr: ['hwk', 'user', 'mfa'] });
  });

  test('as somebody else, with a second factor, is over for the one who was signed in', async () => {
    const { browser } = await signedIn({ hasFactor: false });
    const { person, recoveryCodes } = await signedIn({ hasFactor: true });
    const page = await open(browser, { prompt: 'select_account' });
    const other = page.document.querySelector('a[href*="account=other"]')?.getAttribute('href') ?? '';
    const factor = await browser.signIn(person, await browser.open(other));
    const stop = await browser.submit(factor, { code: recoveryCodes[0] ?? '' }, '/factor');
    expect(await idTokenOf(browser.arrived(stop))).toMatchObject({ sub: person.userId, acr: 'aal2' });
  });

  test.each<Form>([{ prompt: 'login' }, { max_age: '60' }])(
    'asks for both factors again with %j, in a trusted browser, too',
    async (parameters) => {
      const { person, recoveryCodes } = await signedIn({ hasFactor: true });
      const browser = world.browser();
      const first = await browser.signIn(person);
      await browser.submit(first, { code: recoveryCodes[0] ?? '', trust: 'yes' }, '/factor');
      world.passTime(120_000);
      const page = await open(browser, parameters);
      const factor = await browser.signIn(person, page);
      expect(headingOf(factor)).toBe('Second factor');
      const stop = await browser.submit(factor, { code: recoveryCodes[1] ?? '' }, '/factor');
      const claims = await idTokenOf(browser.arrived(stop));
      expect(claims).toMatchObject({ acr: 'aal2' });
      expect(Number(claims['iat']) - Number(claims['auth_time'])).toBeLessThan(10);
    },
  );

  // Whoever sends the address of their own request to somebody would get their tokens.
  test('answers nobody’s request in another browser', async () => {
    const { person, recoveryCodes } = await signedIn({ hasFactor: true });
    const attacker = world.browser();
    const page = await open(attacker, {});
    const victim = world.browser();
    const form = await victim.open(`/sign-in?next=${encodeURIComponent(page.url)}`);
    const factor = await victim.signIn(person, form);
    const stop = await victim.submit(factor, { code: recoveryCodes[0] ?? '' }, '/factor');
    expect([stop.status, headingOf(stop)]).toEqual([400, 'This request has expired']);
    expect(attacker.asksFor(await attacker.open(page.url))).toBe('sign-in');
  });
});
