import { afterEach, describe, expect, it } from 'vitest';
import { testApp, type TestApp } from '../support/test-app.ts';
import { axeViolations } from './axe.ts';

let test: TestApp;
afterEach(() => test.close());

const host = 'localhost:8000';

async function appWithMail(env: Record<string, string> = {}): Promise<string> {
  test = await testApp(env);
  const { database, mail } = test.services;
  await database.write((tx) =>
    mail.enqueue(tx, {
      ...{ template: 'reset-password', to: 'ann@example.com', language: 'en' },
      values: { link: `${test.config.server.url}/reset-password?token=t0ken`, minutes: '30' },
    }),
  );
  const [shown] = await mail.shown(database.db, 1);
  return shown?.id ?? '0199';
}

const get = (url: string, headers: Record<string, string> = { host }, remoteAddress?: string) =>
  test.app.inject({ url, headers, ...(remoteAddress !== undefined && { remoteAddress }) });

describe('/dev/mail', () => {
  it('lists what would have been sent, and shows one mail with links to follow', async () => {
    const id = await appWithMail();
    const list = await get('/dev/mail/');
    expect(list.statusCode).toBe(200);
    expect(list.body).toContain(`<a href="/dev/mail/${id}">Set a new password</a>`);
    expect(list.body).toContain('ann@example.com');
    const one = await get(`/dev/mail/${id}`);
    const link = `${test.config.server.url}/reset-password?token=t0ken`;
    expect(one.body).toContain(`<a href="${link}">${link}</a>`);
    expect(one.body).toContain(`&lt;${id}@localhost&gt;`);
  });

  it('shows the HTML of a mail as a mail program would: it runs and loads nothing', async () => {
    const id = await appWithMail();
    const html = await get(`/dev/mail/${id}/html`);
    expect(html.body).toContain('<a class="button" href="http://localhost:8000/reset-password?token=t0ken"');
    expect(html.headers['content-security-policy']).toMatch(/^default-src 'none'; .*sandbox/);
  });

  it('speaks the language of its reader, and says when there is nothing', async () => {
    test = await testApp();
    const { body } = await get('/dev/mail/', { host, 'accept-language': 'de' });
    expect(body).toContain('Es gibt noch keine.');
    expect((await get('/dev/mail/0199')).statusCode).toBe(404);
  });

  it.each([
    ['from another machine', { host }, '192.0.2.1'],
    ['through a proxy on this one', { host, 'x-forwarded-for': '127.0.0.1' }, '127.0.0.1'],
    ['by the name of another site', { host: 'evil.example' }, '127.0.0.1'],
  ])('is not there %s', async (_how, headers, remoteAddress) => {
    const id = await appWithMail({ OSTIARY_TRUSTED_PROXIES: '127.0.0.1,192.0.2.1' });
    for (const path of ['', id, `${id}/html`]) {
      const answer = await get(`/dev/mail/${path}`, headers, remoteAddress);
      expect([answer.statusCode, answer.body.includes('t0ken')]).toEqual([404, false]);
    }
  });

  it('is not there where mail is sent, or off', async () => {
    for (const env of [{ OSTIARY_SMTP_URL: 'smtp://127.0.0.1:9' }, { OSTIARY_MAIL: 'off' }]) {
      await appWithMail(env);
      expect((await get('/dev/mail/')).statusCode).toBe(404);
      await test.close();
    }
    await appWithMail();
  });

  it('is accessible, and gives no cookie', async () => {
    const id = await appWithMail();
    for (const path of ['', id]) {
      const { body, headers } = await get(`/dev/mail/${path}`);
      expect(await axeViolations(body)).toEqual([]);
      expect(headers['set-cookie']).toBeUndefined();
    }
  });
});
