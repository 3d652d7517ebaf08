import { expect, it } from 'vitest';
import { codeOf } from '../../e2e/account/authenticator-app.ts';
import { call, claimsIn, objectsIn, writeDown } from './support/services.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({
  document: 'docs/guides/second-factors.md',
  ports: [8001],
  kit: true,
});
const ada = { email: 'ada@example.com', password: 'engine-no-1-difference' };
const json = { 'content-type': 'application/json' };

const own = async (path: string, token: string, body: object): Promise<Record<string, string>> => {
  const init = { method: 'POST', body: JSON.stringify(body), headers: json };
  return (await call(`${story.url()}/api/v1/me${path}`, token, init)).body as Record<string, string>;
};

/** Another pair of tokens, for the service where its key comes along. */
async function signIn(body: object, headers: Record<string, string> = {}): Promise<Record<string, string>> {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { ...json, ...headers } };
  return (await call(`${story.url()}/auth/token/`, undefined, init)).body as Record<string, string>;
}

let secret = '';

it(
  'who has a factor sends a code along, which works once',
  async () => {
    await story.server().stop();
    await story.workplace().addProgram('npm', '[ "$*" = start ] && exec ostiary serve');
    await story.start('OSTIARY_FACTOR_ROLES', { ready: /listening|http:\/\//i });
    await story.addUser({ ...ada, flags: ['--role', 'owner'] });
    // Two weeks in which she is let in without.
    const { access = '' } = await signIn(ada);
    const begun = await own('/factors/totp', access, { name: 'Phone' });
    secret = begun['secret'] ?? '';
    await own(`/factors/totp/${begun['id']}/confirm`, access, { otp: codeOf(secret, -30) });

    const block = story.take('second_factor_required');
    const otp = codeOf(secret);
    const [refusal, tokens] = objectsIn(await story.say(block, { replace: { '123456': otp } }));
    const [, status, shown = ''] = /^# (\d{3}) (\{.*\})$/m.exec(block) ?? [];
    expect(refusal).toEqual(JSON.parse(shown));
    expect(status).toBe('401');
    expect(claimsIn(String(tokens?.['access']))).toMatchObject({
      amr: expect.arrayContaining(['pwd', 'otp', 'mfa']) as string[],
      acr: 'aal2',
    });
    expect(await signIn({ ...ada, otp })).not.toHaveProperty('access');
  },
  storyTimeoutMs,
);

it(
  'a service lets in only who has shown one',
  async () => {
    const create =
      'services create Orders https://orders.example.org --access-level reader --access-level editor';
    await story.say(`npx ostiary ${create}`);
    await story.say('npx ostiary services access grant Orders ada@example.com --level editor');
    await story.addUser({ email: 'eve@example.com', password: ada.password });
    await story.say('npx ostiary services access grant Orders eve@example.com --level editor');
    const created = await story.say('npx ostiary services keys create Orders --json');
    const key = String(objectsIn(created)[0]?.['key']);
    await story.export({ OSTIARY_SERVICE_KEY: key });
    await writeDown(story, 'payouts.ts', story.take("'/payouts'"));
    await story.say('npx node payouts.ts &');
    const payout = async (token?: string) =>
      call(`http://localhost:${story.port(8001)}/payouts`, token, { method: 'POST' });
    await expect
      .poll(async () => (await payout().catch(() => undefined))?.status, { timeout: 15_000 })
      .toBe(401);

    const service = { 'ostiary-service': key };
    const eve = await signIn({ ...ada, email: 'eve@example.com' }, service);
    expect(await payout(eve['access'])).toMatchObject({
      status: 401,
      challenge: expect.stringContaining('error="insufficient_user_authentication"') as string,
    });
    expect((await payout(eve['access'])).challenge).toMatch(/acr_values="aal2".*max_age="300"/);
    const { access } = await signIn({ ...ada, otp: codeOf(secret, 30) }, service);
    expect(await payout(access)).toMatchObject({ status: 200, body: { ok: true } });
  },
  storyTimeoutMs,
);

it(
  'an administrator removes what is lost, and the sessions with it',
  async () => {
    const printed = await story.run('users reset-factors');
    expect(printed).toContain('Phone');
    const factors = await story.say('npx ostiary users factors ada@example.com');
    expect(factors).not.toContain('Phone');
    expect(await story.say('npx ostiary sessions list ada@example.com --json')).not.toContain(
      '"ended_at":null',
    );
  },
  storyTimeoutMs,
);
