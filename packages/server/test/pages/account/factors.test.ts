import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../support/http-client.ts';
import { testApp, type TestApp } from '../../support/test-app.ts';
import {
  addApp,
  addPasskey,
  codeOf,
  codesIn,
  errorOf,
  headingOf,
  linkTo,
  locationOf,
  longMs,
  member,
  noticeOf,
  textOf,
  type Member,
} from './account-world.ts';

let test: TestApp;
beforeAll(async () => {
  test = await testApp({ OSTIARY_FACTOR_ROLES: 'owner' });
});
afterAll(() => test.close());

describe('an authenticator app', () => {
  it('is added by its first code, gives recovery codes, and is not asked for at once', async () => {
    const someone = await member(test);
    const { shown } = await addApp(test, someone, 'My phone');
    expect(headingOf(shown)).toBe('Your recovery codes');
    expect(codesIn(shown)).toHaveLength(10);
    expect(new Set(codesIn(shown)).size).toBe(10);
    const list = await someone.visitor.open('/account/factors');
    expect(list.status).toBe(200);
    expect(textOf(list)).toContain('My phone');
    expect(textOf(list)).toContain('10 are left');
    for (const code of codesIn(shown)) expect(list.html).not.toContain(code);
  });

  it('is shown as a drawing of our own, and as text', async () => {
    const { visitor } = await member(test);
    const begin = await visitor.open('/account/factors/apps/new');
    const page = await visitor.browse(locationOf(await visitor.submit(begin)));
    const svg = page.document.querySelector('svg.qr');
    expect(svg?.getAttribute('aria-label')).toBeTruthy();
    expect(svg?.querySelector('path')?.getAttribute('d')).toMatch(/^M\d+ \d+h\d+v1h-\d+z/);
    expect(page.document.querySelector('.secret')?.textContent).toMatch(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/);
    expect(page.document.querySelectorAll('img, image')).toHaveLength(0);
  });

  it.each([
    ['', 'Enter the code'],
    ['000000', 'not right'],
    ['abc', 'not right'],
  ])('is not there after the code %j, which can be tried again', async (code, words) => {
    const { visitor, user } = await member(test);
    const begin = await visitor.open('/account/factors/apps/new');
    const page = await visitor.browse(locationOf(await visitor.submit(begin)));
    const refused = await visitor.submit(page, { fields: { code } });
    expect(refused.status).toBe(400);
    expect(errorOf(refused, 'code')).toContain(words);
    expect(await test.services.mfa.totp.list(test.services.database.db, user.id)).toEqual([]);
    const secret = (refused.document.querySelector('.secret')?.textContent ?? '').replaceAll(' ', '');
    const shown = await visitor.submit(refused, { fields: { code: codeOf(test, secret) } });
    expect(headingOf(shown)).toBe('Your recovery codes');
  });

  it('is removed after a question, with the recovery codes', async () => {
    const someone = await member(test);
    await addApp(test, someone);
    const { visitor, user } = someone;
    const list = await visitor.open('/account/factors');
    const ask = await visitor.open(linkTo(list, 'apps/remove'));
    expect(headingOf(ask)).toBe('Remove Phone?');
    expect(textOf(ask)).toContain('recovery codes');
    const after = await visitor.follow(await visitor.submit(ask, { form: 'main form' }));
    expect(noticeOf(after)).toBe('It is removed.');
    expect(await test.services.mfa.hasFactor(test.services.database.db, user.id)).toBe(false);
    // In another tab it is gone already.
    expect((await visitor.submit(ask, { form: 'main form' })).status).toBe(404);
  });

  it('needs a name, which stays text', async () => {
    const someone = await member(test);
    const begin = await someone.visitor.open('/account/factors/apps/new');
    const refused = await someone.visitor.submit(begin, { fields: { name: ' ' } });
    expect(errorOf(refused, 'name')).toContain('Enter a name');
    await addApp(test, someone, '<b onclick=x>"&');
    const list = await someone.visitor.open('/account/factors');
    expect(textOf(list)).toContain('<b onclick=x>"&');
    expect(list.document.querySelectorAll('b')).toHaveLength(0);
  });

  it('is refused in words when there are as many as one may have', async () => {
    const someone = await member(test);
    for (let i = 0; i < 5; i++) await addApp(test, someone, `Phone ${String(i)}`);
    const begin = await someone.visitor.open('/account/factors/apps/new');
    const refused = await someone.visitor.submit(begin, { fields: { name: 'One more' } });
    expect(refused.status).toBe(409);
    expect(refused.document.querySelector('[role=alert]')?.textContent).toContain('as many of these');
    expect(refused.document.getElementById('name')?.getAttribute('value')).toBe('One more');
  });

  it('is asked for when somebody comes back later, and then the pages are open', async () => {
    const someone = await member(test);
    const { secret } = await addApp(test, someone);
    test.clock.advance(longMs);
    const { visitor } = someone;
    const confirm = await visitor.browse('/account/factors');
    const back = await visitor.submit(confirm, { fields: { code: codeOf(test, secret) } });
    expect(locationOf(back)).toBe('/account/factors');
    expect((await visitor.follow(back)).status).toBe(200);
  });
});

describe('recovery codes', () => {
  it('are made anew after a question; the old ones are void', async () => {
    const someone = await member(test);
    const { shown } = await addApp(test, someone);
    const { visitor, user } = someone;
    const ask = await visitor.open('/account/factors/recovery-codes');
    expect(headingOf(ask)).toBe('Make new recovery codes?');
    const fresh = await visitor.submit(ask, { form: 'main form' });
    expect(codesIn(fresh)).toHaveLength(10);
    const act = {
      actor: { type: 'user', id: user.id },
      origin: { address: null, userAgent: null, requestId: null },
    } as const;
    const [old = ''] = codesIn(shown);
    await expect(test.services.mfa.proveCode(act, user, old)).rejects.toMatchObject({
      code: 'mfa.invalid_code',
    });
    const [good = ''] = codesIn(fresh);
    expect(await test.services.mfa.proveCode(act, user, good)).toContain('otp');
    expect(textOf(await visitor.open('/account/factors'))).toContain('9 are left');
  });

  it('are nothing without a factor', async () => {
    const { visitor } = await member(test);
    expect((await visitor.open('/account/factors/recovery-codes')).status).toBe(404);
    expect(textOf(await visitor.open('/account/factors'))).toContain('when you set up a second factor');
  });
});

describe('a factor that a role asks for', () => {
  async function owner(): Promise<Member> {
    const someone = await member(test);
    await test.services.access.grantRole(operator, { userId: someone.user.id }, 'owner');
    return someone;
  }

  it('is announced with its date, on the overview and here', async () => {
    const { visitor } = await owner();
    expect(textOf(await visitor.open('/account/'))).toContain('Set one up by 22 Jan 2026');
    expect(textOf(await visitor.open('/account/factors'))).toContain('Set one up by 22 Jan 2026');
  });

  it('is not removed when it is the last one, which is explained', async () => {
    const someone = await owner();
    await addApp(test, someone);
    const { visitor, user } = someone;
    const list = await visitor.open('/account/factors');
    const ask = await visitor.open(linkTo(list, 'apps/remove'));
    expect(textOf(ask)).toContain('this is your last one');
    expect(ask.document.querySelector('main form')).toBeNull();
    const forced = await visitor.post(
      linkTo(list, 'apps/remove'),
      new URLSearchParams({
        form_token:
          (await visitor.open('/account/profile')).document
            .querySelector('input[name=form_token]')
            ?.getAttribute('value') ?? '',
      }),
    );
    expect(forced.status).toBe(409);
    expect(await test.services.mfa.hasFactor(test.services.database.db, user.id)).toBe(true);
    await addPasskey(test, someone);
    const again = await visitor.open(linkTo(list, 'apps/remove'));
    expect(again.document.querySelector('main form')).not.toBeNull();
  });
});

describe('a factor of somebody else', () => {
  it('is none', async () => {
    const owner = await member(test);
    await addApp(test, owner);
    await addPasskey(test, owner);
    const list = await owner.visitor.open('/account/factors');
    const { visitor: eve } = await member(test);
    const page = await eve.open('/account/profile');
    const token = page.document.querySelector('input[name=form_token]')?.getAttribute('value') ?? '';
    for (const link of ['apps/remove', 'passkeys/rename', 'passkeys/remove']) {
      const path = linkTo(list, link);
      expect(path, link).not.toBe('');
      expect((await eve.open(path)).status, link).toBe(404);
      const entered = new URLSearchParams({ form_token: token, name: 'mine' });
      expect((await eve.post(path, entered)).status, link).toBe(404);
    }
    const { mfa, database } = test.services;
    expect(await mfa.totp.list(database.db, owner.user.id)).toHaveLength(1);
    expect((await mfa.passkeys.list(database.db, owner.user.id)).map(({ name }) => name)).toEqual(['Laptop']);
  });

  it('that is not confirmed yet is none either', async () => {
    const { visitor } = await member(test);
    const begin = await visitor.open('/account/factors/apps/new');
    const path = locationOf(await visitor.submit(begin));
    const { visitor: eve } = await member(test);
    expect((await eve.open(path)).status).toBe(404);
  });
});

describe('trusted browsers', () => {
  it('are listed and forgotten, one or all', async () => {
    const someone = await member(test);
    await addApp(test, someone);
    const { visitor, user } = someone;
    const { mfa, database } = test.services;
    const origin = { address: '192.0.2.7', requestId: null };
    for (const userAgent of [
      'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      '<b>x</b>',
      null,
    ]) {
      await mfa.trustedDevices.trust(
        { actor: { type: 'user', id: user.id }, origin: { ...origin, userAgent } },
        user,
      );
    }
    const list = await visitor.open('/account/factors');
    expect(textOf(list)).toContain('Firefox on Linux');
    expect(textOf(list)).toContain('192.0.2.7');
    expect(list.document.querySelectorAll('b')).toHaveLength(0);
    const one = 'form[action="/account/factors/browsers/forget"]';
    for (let time = 0; time < 2; time++) {
      expect(locationOf(await visitor.submit(list, { form: one }))).toBe(
        '/account/factors?done=browser-forgotten',
      );
    }
    expect(await mfa.trustedDevices.list(database.db, user.id)).toHaveLength(2);
    await visitor.submit(list, { form: 'form[action="/account/factors/browsers/forget-all"]' });
    expect(await mfa.trustedDevices.list(database.db, user.id)).toEqual([]);
  });
});
