import { sqliteDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import {
  actFrom,
  codeOf,
  createOwnAccountsFixture,
  password,
  type OwnAccountsFixture,
} from '../own-accounts.fixture.ts';

const email = 'ann@example.com';
let fixture: OwnAccountsFixture;
let ann: User;

beforeEach(async () => {
  fixture = await createOwnAccountsFixture(await sqliteDatabase());
  ann = await fixture.add({ email }, password);
});
afterEach(() => fixture.close());

async function linkToken(next = '/account/'): Promise<string> {
  await fixture.ownAccounts.mailedSignIn.requestLink(actFrom(), email, next);
  await fixture.ownAccounts.requests.answer();
  return fixture.tokenOf('sign-in-link');
}

async function requestedCode(typed = email): Promise<{ request: string; code: string }> {
  const { request } = await fixture.ownAccounts.mailedSignIn.requestCode(actFrom(), typed);
  await fixture.ownAccounts.requests.answer();
  const [mail] = await fixture.newMails();
  return { request, code: /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? 'none' };
}

describe('a mailed link', () => {
  test('is a first factor, once, and leads on; it shows whose the address is', async () => {
    const { mailedSignIn } = fixture.ownAccounts;
    const token = await linkToken();
    for (let n = 0; n < 5; n++) {
      expect(await mailedSignIn.findLink(token)).toEqual({ userId: ann.id, email, next: '/account/' });
    }
    const { user, amr, next } = await mailedSignIn.redeemLink(actFrom(), token);
    expect({ user, amr, next }).toEqual({
      user: await fixture.again(ann),
      amr: ['email'],
      next: '/account/',
    });
    expect(user.emailVerifiedAt).toBe(fixture.clock.nowMs());
    expect(await codeOf(mailedSignIn.redeemLink(actFrom(), token))).toBe('login.link_invalid');
  });

  test('without somewhere to go leads nowhere', async () => {
    const token = await linkToken('');
    expect(await fixture.ownAccounts.mailedSignIn.findLink(token)).toMatchObject({ next: '' });
    expect(await fixture.ownAccounts.mailedSignIn.redeemLink(actFrom(), token)).toMatchObject({ next: '' });
  });

  test('is good for ten minutes, to the millisecond', async () => {
    const token = await linkToken();
    fixture.clock.advance(10 * 60_000 - 1);
    expect(await fixture.ownAccounts.mailedSignIn.findLink(token)).toBeDefined();
    fixture.clock.advance(1);
    expect(await fixture.ownAccounts.mailedSignIn.findLink(token)).toBeUndefined();
    const late = fixture.ownAccounts.mailedSignIn.redeemLink(actFrom(), token);
    expect(await codeOf(late)).toBe('login.link_invalid');
  });
});

describe('a mailed code', () => {
  test('is a first factor with what the browser kept, once, as people type it', async () => {
    const { mailedSignIn } = fixture.ownAccounts;
    const { request, code } = await requestedCode();
    const typed = ` ${code.slice(0, 3)}-${code.slice(3)} `;
    const redeemed = await mailedSignIn.redeemCode(actFrom(), { request, code: typed });
    expect(redeemed).toEqual({ user: await fixture.again(ann), amr: ['email'] });
    expect(redeemed.user.emailVerifiedAt).not.toBeNull();
    expect(await codeOf(mailedSignIn.redeemCode(actFrom(), { request, code }))).toBe('login.code_invalid');
  });

  test('is nothing without what the browser kept, nor with that of another request', async () => {
    const { mailedSignIn } = fixture.ownAccounts;
    const other = await mailedSignIn.requestCode(actFrom(), 'nobody@example.com');
    const { request, code } = await requestedCode();
    for (const wrong of ['', other.request, request.slice(1), `${request}.`]) {
      const refused = mailedSignIn.redeemCode(actFrom(), { request: wrong, code });
      expect(await codeOf(refused)).toBe('login.code_invalid');
    }
    // The hash is over both: moved from one to the other they are not the same.
    const moved = { request: `${request}.${code.slice(0, 1)}`, code: code.slice(1) };
    expect(await codeOf(mailedSignIn.redeemCode(actFrom(), moved))).toBe('login.code_invalid');
    expect(await codeOf(mailedSignIn.redeemCode(actFrom(), { request, code }))).toBeUndefined();
  });

  test('is good for ten minutes, to the millisecond', async () => {
    const { mailedSignIn } = fixture.ownAccounts;
    const first = await requestedCode();
    fixture.clock.advance(10 * 60_000 - 1);
    expect(await codeOf(mailedSignIn.redeemCode(actFrom(), first))).toBeUndefined();
    const second = await requestedCode();
    fixture.clock.advance(10 * 60_000);
    expect(await codeOf(mailedSignIn.redeemCode(actFrom(), second))).toBe('login.code_invalid');
  });

  test('makes the one before void', async () => {
    const { mailedSignIn } = fixture.ownAccounts;
    const first = await requestedCode();
    const second = await requestedCode();
    expect(await codeOf(mailedSignIn.redeemCode(actFrom(), first))).toBe('login.code_invalid');
    expect(await codeOf(mailedSignIn.redeemCode(actFrom(), second))).toBeUndefined();
  });

  test('is guessed a few times only, whether or not there is an account', async () => {
    const { mailedSignIn } = fixture.ownAccounts;
    const nobody = await mailedSignIn.requestCode(actFrom(), 'nobody@example.com');
    const { request, code } = await requestedCode();
    const wrong = code === '000000' ? '000001' : '000000';
    const guess = (tried: string) =>
      codeOf(mailedSignIn.redeemCode(actFrom(), { request: tried, code: wrong }));
    const answers: (string | undefined)[][] = [];
    for (const tried of [request, nobody.request]) {
      const answered = [];
      for (let n = 0; n < 30; n++) answered.push(await guess(tried));
      answers.push(answered);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(new Set(answers[0])).toEqual(new Set(['login.code_invalid', 'request.throttled']));
    expect(answers[0]?.filter((one) => one === 'login.code_invalid')).toHaveLength(5);
    // The right one waits with the others.
    expect(await codeOf(mailedSignIn.redeemCode(actFrom(), { request, code }))).toBe('request.throttled');
  });

  test('is guessed a few times only, however long and by however many requests', async () => {
    const { mailedSignIn } = fixture.ownAccounts;
    let guesses = 0;
    for (let n = 0; n < 4; n++) {
      const { request } = await requestedCode();
      for (let second = 0; second < 60; second++) {
        const refused = mailedSignIn.redeemCode(actFrom(), { request, code: 'wrong' });
        if ((await codeOf(refused)) === 'login.code_invalid') guesses++;
        fixture.clock.advance(1_000);
      }
    }
    // Ten, and after them 1, 2, 4 … seconds apart.
    expect(guesses).toBeLessThanOrEqual(18);
    // Counted elsewhere they are nothing that could be right.
    const { request, code } = await requestedCode();
    const altered = { request: `${request.split('.')[0] ?? ''}.${'A'.repeat(43)}`, code };
    expect(await codeOf(mailedSignIn.redeemCode(actFrom(), altered))).toBe('login.code_invalid');
  });

  test('typed right forgets that it was typed wrong', async () => {
    const { mailedSignIn } = fixture.ownAccounts;
    const { request, code } = await requestedCode();
    const wrong = code === '000000' ? '000001' : '000000';
    for (let n = 0; n < 3; n++) await codeOf(mailedSignIn.redeemCode(actFrom(), { request, code: wrong }));
    await mailedSignIn.redeemCode(actFrom(), { request, code });
    // What is left counts the mails: by address, and by where they were asked for.
    const counts = await fixture.database.db.selectFrom('sign_in_throttles').select('failures').execute();
    expect(counts.map(({ failures }) => failures)).toEqual([1, 1]);
  });

  test('asked for by somebody unknown looks the same', async () => {
    const { mailedSignIn, requests } = fixture.ownAccounts;
    const { request } = await mailedSignIn.requestCode(actFrom(), 'nobody@example.com');
    expect(request).toMatch(/^[\w-]{43}\.[\w-]{43}$/);
    await requests.answer();
    expect(await fixture.newMails()).toEqual([]);
  });
});

describe('where it is not allowed', () => {
  test('nothing is mailed, and what was mailed before is good for nothing', async () => {
    const token = await linkToken();
    const code = await requestedCode();
    const { store } = fixture;
    const closed = await createOwnAccountsFixture(store, {
      OSTIARY_SIGN_IN_LINK: 'off',
      OSTIARY_SIGN_IN_CODE: 'off',
    });
    const { mailedSignIn } = closed.ownAccounts;
    expect(await codeOf(mailedSignIn.requestLink(actFrom(), email, ''))).toBe('request.not_found');
    expect(await codeOf(mailedSignIn.requestCode(actFrom(), email))).toBe('request.not_found');
    expect(await mailedSignIn.findLink(token)).toBeUndefined();
    expect(await codeOf(mailedSignIn.redeemLink(actFrom(), token))).toBe('login.link_invalid');
    expect(await codeOf(mailedSignIn.redeemCode(actFrom(), code))).toBe('login.code_invalid');
    await closed.passwords.close();
  });
});
