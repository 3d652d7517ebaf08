import { deviceGrant } from '#modules/applications';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  claimsOf,
  oauthWorld,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';

let world: OauthWorld;
let ada: Person;
let tv: TestClient;
beforeAll(async () => {
  world = await oauthWorld();
  ada = await world.person('ada');
  tv = await world.client({
    clientType: 'public',
    kind: 'native',
    grants: [deviceGrant, 'refresh_token'],
    redirectUris: [],
  });
});
afterAll(() => world.close());

async function begin(client = tv) {
  const { status, body } = await world.post('/o/device-authorization', {
    form: { scope: 'openid read' },
    auth: client,
  });
  expect(status).toBe(200);
  return body as Record<
    'device_code' | 'user_code' | 'verification_uri' | 'verification_uri_complete',
    string
  > &
    Record<'expires_in' | 'interval', number>;
}

const poll = (device_code: string, client = tv) =>
  world.token({ grant_type: deviceGrant, device_code }, client);

/** From the page for codes to the page that says what happened. */
async function enter(userCode: string, decision: 'allow' | 'deny', login: Person = ada) {
  const browser = world.browser();
  let page = await browser.open('/o/device');
  page = await browser.submit(page, { user_code: userCode });
  expect(page.html).toContain(userCode);
  page = await browser.submit(page, { confirm: 'yes' });
  if (browser.asksFor(page) === 'sign-in') page = await browser.signIn(login, page);
  if (browser.asksFor(page) === 'continue') page = await browser.goOn(page);
  if (browser.asksFor(page) !== 'consent') return { browser, page };
  return { browser, page: decision === 'allow' ? await browser.consent(page) : await browser.deny(page) };
}

describe('the device grant (RFC 8628)', () => {
  test('gives a code to show and one to poll with', async () => {
    const begun = await begin();
    expect(begun).toEqual({
      device_code: expect.any(String) as string,
      user_code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/) as string,
      verification_uri: `${world.origin}/o/device`,
      verification_uri_complete: `${world.origin}/o/device?user_code=${begun.user_code}`,
      expires_in: 600,
      ...('interval' in begun && { interval: expect.any(Number) as number }),
    });
    expect(await poll(begun.device_code)).toMatchObject({
      status: 400,
      body: { error: 'authorization_pending' },
    });
  });

  test('lets the device in when the user agrees, in a session of its own', async () => {
    const { device_code, user_code } = await begin();
    const { page } = await enter(user_code, 'allow');
    expect(page.status).toBe(200);
    const { status, body } = await poll(device_code);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      scope: 'openid read',
      refresh_token: expect.any(String) as string,
    });
    await world.services.sessions.endOne(
      world.operator,
      claimsOf(body['access_token'] as string)['sid'] as string,
    );
    const next = await world.refresh(tv, body['refresh_token'] as string);
    expect(next.status).toBe(200);
    expect(await poll(device_code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await world.refresh(tv, next.body['refresh_token'] as string)).toMatchObject({ status: 400 });
  });

  test('of ten polls at once at most one gets tokens', async () => {
    const { device_code, user_code } = await begin();
    await enter(user_code, 'allow');
    const answers = await Promise.all(Array.from({ length: 10 }, () => poll(device_code)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });

  test('tells the device that the user refused', async () => {
    const { device_code, user_code } = await begin();
    await enter(user_code, 'deny');
    expect(await poll(device_code)).toMatchObject({ status: 400, body: { error: 'access_denied' } });
  });

  test('tells the device that the user turned back at the first page', async () => {
    const { device_code, user_code } = await begin();
    const browser = world.browser();
    const page = await browser.submit(await browser.open('/o/device'), { user_code });
    await browser.submit(page, { abort: 'yes' });
    expect(await poll(device_code)).toMatchObject({ status: 400, body: { error: 'access_denied' } });
  });

  test('the code in the address is shown for the user to send, and never sent by itself', async () => {
    const { user_code, device_code } = await begin();
    const page = await world.browser().open(`/o/device?user_code=${user_code}`);
    expect(page.document.querySelector<HTMLInputElement>('input[name=user_code]')?.value).toBe(user_code);
    expect(page.document.querySelectorAll('script')).toHaveLength(0);
    expect(await poll(device_code)).toMatchObject({ body: { error: 'authorization_pending' } });
  });

  test.each(['BBBB-BBBB', 'nonsense', '', "' or 1=1 --", '<script>alert(1)</script>'])(
    'the unknown code “%s” is told to the user',
    async (user_code) => {
      const browser = world.browser();
      const page = await browser.submit(await browser.open('/o/device'), { user_code });
      expect(page.status).toBeLessThan(500);
      expect(page.document.querySelector('input[name=user_code]')).not.toBeNull();
      expect(page.html).not.toContain('<script>alert');
    },
  );

  test('a code is read without regard to case and hyphen', async () => {
    const { user_code, device_code } = await begin();
    await enter(user_code, 'allow').catch(() => undefined);
    const second = await begin();
    const browser = world.browser();
    const page = await browser.submit(await browser.open('/o/device'), {
      user_code: second.user_code.toLowerCase().replace('-', ' '),
    });
    expect(page.html).toContain(second.user_code);
    expect((await poll(device_code)).status).toBe(200);
  });

  test('a user code works once', async () => {
    const { user_code } = await begin();
    await enter(user_code, 'allow');
    const browser = world.browser();
    const page = await browser.submit(await browser.open('/o/device'), { user_code });
    expect(page.document.querySelector('button[name=confirm]')).toBeNull();
  });

  test('a form without its token is refused', async () => {
    const { user_code, device_code } = await begin();
    const page = await world.browser().post('/o/device', { user_code, confirm: 'yes', xsrf: 'x' });
    expect(page.document.querySelector('button[name=confirm]')).toBeNull();
    expect(await poll(device_code)).toMatchObject({ body: { error: 'authorization_pending' } });
  });

  test('another client’s device code is refused', async () => {
    const other = await world.client({
      clientType: 'public',
      kind: 'native',
      grants: [deviceGrant],
      redirectUris: [],
    });
    const { device_code, user_code } = await begin();
    await enter(user_code, 'allow');
    expect(await poll(device_code, other)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await poll(device_code)).status).toBe(200);
  });

  test('a client without the grant gets no device code', async () => {
    const web = await world.client();
    const answer = await world.post('/o/device-authorization', { form: { scope: 'openid' }, auth: web });
    expect(answer).toMatchObject({ status: 400, body: { error: 'unauthorized_client' } });
  });

  test('a device code expires', async () => {
    const { device_code, user_code } = await begin();
    world.passTime(601_000);
    expect(await poll(device_code)).toMatchObject({ status: 400, body: { error: 'expired_token' } });
    const browser = world.browser();
    const page = await browser.submit(await browser.open('/o/device'), { user_code });
    expect(page.document.querySelector('button[name=confirm]')).toBeNull();
  });
});

test('guessing codes is limited for each address (RFC 8628 section 5.1)', async () => {
  const limited = await oauthWorld({ OSTIARY_RATE_LIMITS: 'on', OSTIARY_LIMIT_ADDRESS_FAILURES: '5' });
  try {
    const browser = limited.browser();
    const statuses: number[] = [];
    let page = await browser.open('/o/device');
    for (let attempt = 0; attempt < 6; attempt++) {
      const answer = await browser.submit(page, { user_code: `BBBB-BBB${'BCDFGH'.charAt(attempt)}` });
      statuses.push(answer.status);
      if (answer.status === 200) page = answer;
      else expect(answer.response.headers['retry-after']).toBeDefined();
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  } finally {
    await limited.close();
  }
});
