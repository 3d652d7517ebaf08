import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captchaField } from '../../src/modules/login/pages/captcha/captcha-field.tsx';
import { PageVisitor } from '../support/page-visitor.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

const bits = 8;

/** As a program does it that has read the guide on protection. */
function solve(challenge: string): string {
  for (let counter = 0; ; counter++) {
    const answer = `${challenge}.${counter}`;
    if (createHash('sha256').update(answer).digest().readUInt32BE() < 2 ** (32 - bits)) return answer;
  }
}

let people = 0;
const somebody = () => {
  people += 1;
  const names = { email: `person${people}@example.com`, username: `person${people}` };
  return { ...names, first_name: 'Ada', last_name: 'L', password: 'tulip-anvil-marsh-42' };
};

describe('with a proof of work', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp({ OSTIARY_CAPTCHA: 'proof-of-work', OSTIARY_CAPTCHA_BITS: String(bits) });
  });
  afterAll(() => test.close());

  const ask = async (): Promise<string> => {
    const answer = await test.app.inject('/api/v1/account/captcha');
    expect(answer.json()).toMatchObject({ kind: 'proof-of-work', bits });
    return answer.json<{ challenge: string }>().challenge;
  };
  const post = (url: string, payload: object) => test.app.inject({ method: 'POST', url, payload });

  it.each([
    ['/auth/create-user/', 201],
    ['/user-signup/', 201],
    ['/api/v1/account/recovery', 202],
  ])('a program does it for %s, each time anew', async (url, done) => {
    const body = () => (url.startsWith('/api/') ? { email: somebody().email } : somebody());
    const without = await post(url, body());
    expect(without.statusCode).toBe(400);
    expect(without.body).toContain('not a robot');
    const captcha = solve(await ask());
    expect((await post(url, { ...body(), captcha })).statusCode).toBe(done);
    expect((await post(url, { ...body(), captcha })).statusCode).toBe(400);
  });

  it.each(['/sign-up', '/forgot-password'])(
    'the page %s asks for it, and keeps what was typed',
    async (path) => {
      const visitor = new PageVisitor(test.app);
      const page = await visitor.open(path);
      expect(page.response.headers['content-security-policy']).toContain("script-src 'self';");
      const person = somebody();
      const fields = { ...person, password_again: person.password };
      const form = `form[action="${path}"]`;
      const refused = await visitor.submit(page, { form, fields });
      expect(refused.status).toBe(400);
      expect(refused.document.querySelector('[role=alert]')?.textContent).toContain('not a robot');
      expect(refused.document.querySelector<HTMLInputElement>('[name=email]')?.value).toBe(person.email);
      const asked = (visited: typeof page): string =>
        visited.document.querySelector('[data-proof-of-work]')?.getAttribute('data-proof-of-work') ?? '';
      expect(asked(refused)).not.toBe(asked(page));
      const solved = { ...fields, [captchaField]: solve(asked(refused)) };
      expect((await visitor.submit(refused, { form, fields: solved })).status).toBe(303);
    },
  );
});

describe('without a captcha', () => {
  it('nothing is asked, and no page runs a script for it', async () => {
    const test = await testApp();
    const nothing = { kind: 'off', challenge: null, bits: null };
    expect((await test.app.inject('/api/v1/account/captcha')).json()).toEqual(nothing);
    const page = await new PageVisitor(test.app).open('/sign-up');
    expect(page.document.querySelector('script, [data-proof-of-work]')).toBeNull();
    expect(page.response.headers['content-security-policy']).not.toContain('script-src');
    await test.close();
  });
});
