import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  addClient,
  callApi,
  clientPassword,
  operator,
  type ApiAnswer,
  type ApiClient,
} from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

const email = 'ada@example.com';
const newPassword = 'another-4-difference';

let ostiary: TestApp;
let ada: ApiClient;

async function open(env: Record<string, string> = {}): Promise<void> {
  ostiary = await testApp(env);
  ada = await addClient(ostiary, 'ada', { email });
}

const codeOf = ({ status, body }: ApiAnswer): unknown[] => [status, body['code']];
const post = (path: string, body: object) => callApi(ostiary, { method: 'POST', path, body });

/** The mails to an address, the newest first, once whatever waits was answered. */
async function mailsTo(to: string) {
  const { database, mail, ownAccounts } = ostiary.services;
  await ownAccounts.requests.answer();
  return (await mail.shown(database.db, 100)).filter((one) => one.to === to);
}

async function tokenMailedTo(to: string): Promise<string> {
  const [newest] = await mailsTo(to);
  return /[?&]token=([\w-]+)/.exec(newest?.text ?? '')?.[1] ?? '';
}

const signIn = (password: string) => ostiary.services.tokens.signIn(operator.act, { login: email, password });

describe('with mail', () => {
  beforeEach(() => open());
  afterEach(() => ostiary.close());

  test('a forgotten password is replaced by a link, the same answer for any address', async () => {
    const answers = await Promise.all(
      [email, 'ghost@example.com', 'nonsense'].map((to) => post('/account/recovery', { email: to })),
    );
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]?.status).toBe(202);
    const token = await tokenMailedTo(email);
    expect(await mailsTo('ghost@example.com')).toEqual([]);
    const complete = (password: string) => post('/account/recovery/complete', { token, password });
    expect(codeOf(await complete('password'))).toEqual([400, 'passwords.too_weak']);
    expect((await complete(newPassword)).status).toBe(204);
    expect(codeOf(await complete(newPassword))).toEqual([400, 'login.link_invalid']);
    // Everywhere, unless it is said otherwise.
    expect((await ada.get('/me')).status).toBe(401);
    await expect(signIn(clientPassword)).rejects.toMatchObject({ code: 'passwords.invalid_credentials' });
    expect((await signIn(newPassword)).user).toMatchObject({ id: ada.userId });
  });

  test('a forgotten password can be replaced without signing out elsewhere', async () => {
    await ostiary.services.users.update(operator, ada.userId, { isEmailVerified: true });
    await post('/account/recovery', { email });
    const token = await tokenMailedTo(email);
    const body = { token, password: newPassword, end_sessions: false };
    expect((await post('/account/recovery/complete', body)).status).toBe(204);
    expect((await ada.get('/me')).status).toBe(200);
  });

  test('an address is confirmed, and changed, by links that are mailed to it', async () => {
    expect((await ada.send('POST', '/me/email/verification')).status).toBe(202);
    const token = await tokenMailedTo(email);
    expect((await post('/account/email/verify', { token })).status).toBe(204);
    expect((await ada.get('/me')).body).toMatchObject({ email, email_verified: true });
    await ada.send('POST', '/me/email/verification');
    expect(await mailsTo(email)).toHaveLength(1);
    expect((await ada.send('POST', '/me/email', { email: 'new@example.com' })).status).toBe(202);
    expect((await ada.get('/me')).body).toMatchObject({ email });
    const change = await tokenMailedTo('new@example.com');
    // A link is good for what it was made for.
    expect(codeOf(await post('/account/email/verify', { token: change }))).toEqual([
      ...[400, 'login.link_invalid'],
    ]);
    await ostiary.services.ownAccounts.email.confirmChange(operator.act, change);
    expect((await ada.get('/me')).body).toMatchObject({ email: 'new@example.com', email_verified: true });
  });

  test('an account is made for somebody else, within what one holds, who takes it up', async () => {
    const { access, ownAccounts } = ostiary.services;
    const permissions = ['users.create', 'users.read', 'roles.grant'];
    await access.createRole(operator, { name: 'desk', permissions });
    const desk = await addClient(ostiary, 'desk', { roles: ['desk', 'read-only'] });
    const invite = (body: object) => desk.send('POST', '/invitations', body);
    expect(codeOf(await invite({ email: 'eve@example.com', roles: ['owner'] }))).toEqual([
      ...[403, 'access.cannot_grant'],
    ]);
    const wrong = await invite({ email: 'eve@example.com', services: [{ service: 'none' }] });
    expect(codeOf(wrong)).toEqual([403, 'access.denied']);
    const invited = await invite({ email: 'mia@example.com', last_name: 'Lee', roles: ['desk'] });
    expect([invited.status, invited.headers['location'], invited.headers['etag']]).toEqual([
      ...[201, `/api/v1/users/${String(invited.body['id'])}`, '"1"'],
    ]);
    const path = `/users/${String(invited.body['id'])}`;
    expect((await desk.get(path)).body).toEqual(invited.body);
    const first = await tokenMailedTo('mia@example.com');
    expect((await desk.send('POST', `${path}/invitation`)).status).toBe(202);
    expect(await ownAccounts.invitations.find(first)).toBeUndefined();
    const token = await tokenMailedTo('mia@example.com');
    await ownAccounts.invitations.accept(operator.act, token, { password: newPassword });
    expect((await desk.get(path)).body).toMatchObject({ email_verified: true, last_name: 'Lee' });
    expect(codeOf(await desk.send('POST', `${path}/invitation`))).toEqual([409, 'users.invitation_closed']);
  });

  test('an account is deleted by its owner after a time in which they may change their mind', async () => {
    const other = await signIn(clientPassword);
    const asked = await ada.send('POST', '/me/deletion');
    const due = ostiary.clock.nowMs() + ostiary.config.account.deletionGraceSeconds * 1000;
    expect(asked).toMatchObject({ status: 202, body: { due_at: new Date(due).toISOString() } });
    await expect(ostiary.services.tokens.authenticate(other.pair.access)).rejects.toMatchObject({
      status: 401,
    });
    expect((await ada.get('/me/deletion')).body).toEqual(asked.body);
    expect((await ada.send('DELETE', '/me/deletion')).status).toBe(204);
    expect(codeOf(await ada.get('/me/deletion'))).toEqual([404, 'users.deletion_not_found']);
  });
});

describe('without mail', () => {
  beforeEach(() => open({ OSTIARY_MAIL: 'off', OSTIARY_DELETION_GRACE: '0' }));
  afterEach(() => ostiary.close());

  test('nothing is promised that a mail would have to keep', async () => {
    const root = await addClient(ostiary, 'root', { isSuperuser: true });
    const answers = [
      await post('/account/recovery', { email }),
      await ada.send('POST', '/me/email', { email: 'new@example.com' }),
      await ada.send('POST', '/me/email/verification'),
      await root.send('POST', '/invitations', { email: 'mia@example.com' }),
      await root.send('POST', `/users/${ada.userId}/invitation`),
    ];
    for (const answer of answers) expect(codeOf(answer)).toEqual([409, 'mail.off']);
    expect((await root.get('/users?login=mia@example.com')).body['items']).toEqual([]);
  });

  test('an account is deleted at once where there is no time to take it back', async () => {
    expect((await ada.send('POST', '/me/deletion')).status).toBe(204);
    expect((await ada.get('/me')).status).toBe(401);
    expect(await ostiary.services.users.find(ostiary.services.database.db, ada.userId)).toBeUndefined();
  });
});
