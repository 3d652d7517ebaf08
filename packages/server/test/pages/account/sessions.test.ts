import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../support/http-client.ts';
import { testApp, type TestApp } from '../../support/test-app.ts';
import { formToken } from '../people.ts';
import { elsewhere, headingOf, locationOf, member, noticeOf, textOf } from './account-world.ts';

let test: TestApp;
beforeAll(async () => {
  test = await testApp();
});
afterAll(() => test.close());

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const endForm = 'form[action="/account/sessions/end"]';

describe('the devices', () => {
  it('show where, when and how, and which is this one', async () => {
    const someone = await member(test);
    await elsewhere(test, someone, firefox);
    const page = await someone.visitor.open('/account/sessions');
    const rows = [...page.document.querySelectorAll('.rows li')].map(({ textContent }) => textContent);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain('(this session)');
    expect(rows[1]).toContain('Firefox on Linux');
    expect(rows[1]).toContain('from 127.0.0.1');
    for (const row of rows) {
      expect(row).toContain('with password');
      expect(row).toContain('15 Jan 2026, 10:00 UTC');
    }
    expect(page.document.querySelectorAll(endForm)).toHaveLength(1);
  });

  it('are one when there is no other', async () => {
    const { visitor } = await member(test);
    const page = await visitor.open('/account/sessions');
    expect(textOf(page)).toContain('signed in nowhere else');
    expect(page.document.querySelector('form[action="/account/sessions/end-others"]')).toBeNull();
  });

  it('say what is hostile as text', async () => {
    const someone = await member(test);
    await elsewhere(test, someone, '<script>alert(1)</script>');
    const page = await someone.visitor.open('/account/sessions');
    expect(page.document.querySelectorAll('script')).toHaveLength(0);
    expect(textOf(page)).toContain('<script>alert(1)</script>');
  });

  it('come in pages, each once, however many there are', async () => {
    const someone = await member(test);
    for (let i = 0; i < 43; i++) await elsewhere(test, someone, `device-${String(i)}`);
    const seen: string[] = [];
    let path = '/account/sessions';
    let pages = 0;
    for (; path !== '' && pages < 5; pages++) {
      const page = await someone.visitor.open(path);
      for (const item of page.document.querySelectorAll('.rows strong')) seen.push(item.textContent);
      path = page.document.querySelector('a[href*="before="]')?.getAttribute('href') ?? '';
    }
    expect(pages).toBe(3);
    const devices = seen.filter((name) => name.startsWith('device-'));
    expect(devices).toHaveLength(43);
    expect(new Set(devices).size).toBe(43);
    expect(seen).toHaveLength(44);
  });

  it.each(['nonsense', '%00', '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a'])(
    'are shown for the position %s, too',
    async (before) => {
      const { visitor } = await member(test);
      expect((await visitor.open(`/account/sessions?before=${before}`)).status).toBe(200);
    },
  );
});

describe('ending sessions', () => {
  it('ends another one, and twice is no error', async () => {
    const someone = await member(test);
    const other = await elsewhere(test, someone);
    const page = await someone.visitor.open('/account/sessions');
    for (let time = 0; time < 2; time++) {
      const sent = await someone.visitor.submit(page, { form: endForm });
      expect(locationOf(sent)).toBe('/account/sessions?done=session-ended');
    }
    expect(headingOf(await other.open('/'))).toBe('Welcome');
    expect(headingOf(await someone.visitor.open('/'))).toBe('Your account');
  });

  it('never ends one of somebody else', async () => {
    const { visitor: eve } = await member(test);
    const { visitor } = await member(test);
    const found = await test.services.sessions.findBySecret(visitor.cookies.get('ostiary_session') ?? '');
    const page = await eve.open('/account/sessions');
    const entered = { form_token: formToken(page), session: found?.session.id ?? '' };
    await eve.post('/account/sessions/end', new URLSearchParams(entered));
    expect(headingOf(await visitor.open('/'))).toBe('Your account');
    for (const session of ['', 'x', 'a'.repeat(5000)]) {
      const answer = await eve.post(
        '/account/sessions/end',
        new URLSearchParams({ form_token: formToken(page), session }),
      );
      expect(answer.status).toBe(404);
    }
  });

  it('ends nobody else’s here for an administrator either', async () => {
    const { visitor: owner, user } = await member(test);
    await test.services.access.grantRole(operator, { userId: user.id }, 'owner');
    const { visitor } = await member(test);
    const found = await test.services.sessions.findBySecret(visitor.cookies.get('ostiary_session') ?? '');
    const page = await owner.open('/account/sessions');
    const entered = { form_token: formToken(page), session: found?.session.id ?? '' };
    await owner.post('/account/sessions/end', new URLSearchParams(entered));
    expect(headingOf(await visitor.open('/'))).toBe('Your account');
  });

  it('ends all others at once, and keeps this one', async () => {
    const someone = await member(test);
    const others = [await elsewhere(test, someone), await elsewhere(test, someone)];
    const page = await someone.visitor.open('/account/sessions');
    const after = await someone.visitor.follow(
      await someone.visitor.submit(page, { form: 'form[action="/account/sessions/end-others"]' }),
    );
    expect(noticeOf(after)).toBe('Everywhere else you are signed out.');
    for (const other of others) expect(headingOf(await other.open('/'))).toBe('Welcome');
  });

  it('signs out everywhere, here too', async () => {
    const someone = await member(test);
    const other = await elsewhere(test, someone);
    const page = await someone.visitor.open('/account/sessions');
    const sent = await someone.visitor.submit(page, { form: 'form[action="/sign-out"]' });
    expect(locationOf(sent)).toBe('/sign-in?done=signed-out-everywhere');
    expect(headingOf(await other.open('/'))).toBe('Welcome');
  });
});
