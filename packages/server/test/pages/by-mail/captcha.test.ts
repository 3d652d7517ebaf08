import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor, type Visited } from '../../support/page-visitor.ts';
import type { TestApp } from '../../support/test-app.ts';
import { somebody } from '../people.ts';
import { mailApp } from './mailbox.ts';

const bits = 8;

let test: TestApp;
beforeAll(async () => {
  test = await mailApp({
    ...{ OSTIARY_CAPTCHA: 'proof-of-work', OSTIARY_CAPTCHA_BITS: String(bits) },
    ...{ OSTIARY_SIGN_IN_LINK: 'on', OSTIARY_SIGN_IN_CODE: 'on' },
  });
});
afterAll(() => test.close());

/** As the script of the page does it. */
function solve({ document }: Visited): string {
  const challenge = document.querySelector('[data-proof-of-work]')?.getAttribute('data-proof-of-work') ?? '';
  for (let counter = 0; ; counter++) {
    const answer = `${challenge}.${String(counter)}`;
    // The first eight bits are the first byte.
    if (createHash('sha256').update(answer).digest()[0] === 0) return answer;
  }
}

describe.each(['/sign-up', '/forgot-password', '/verify-email/again', '/sign-in/link', '/sign-in/code'])(
  '%s, where browsers have to work for it',
  (path) => {
    const fields = (): Record<string, string> => somebody();

    it('runs the script for that, and takes the form with its answer, once', async () => {
      const visitor = new PageVisitor(test.app);
      const page = await visitor.open(path);
      expect(page.response.headers['content-security-policy']).toContain("script-src 'self'");
      expect(page.document.querySelector('script')?.getAttribute('src')).toMatch(/^\/assets\//);
      const captcha = solve(page);
      expect((await visitor.submit(page, { fields: { ...fields(), captcha } })).status).toBe(303);
      visitor.cookies.delete('ostiary_session');
      const fresh = await visitor.open(path);
      const again = await visitor.submit(fresh, { fields: { ...fields(), captcha } });
      expect([again.status, again.document.querySelector('[role=alert]') === null]).toEqual([400, false]);
    });

    it('refuses the form without one, keeps what was typed, and gives another challenge', async () => {
      const visitor = new PageVisitor(test.app);
      const page = await visitor.open(path);
      const person = fields();
      const refused = await visitor.submit(page, { fields: person });
      expect(refused.status).toBe(400);
      expect(refused.document.querySelector('#email')?.getAttribute('value')).toBe(person['email']);
      const captcha = solve(refused);
      expect(captcha).not.toBe(solve(page));
      expect((await visitor.submit(refused, { fields: { ...person, captcha } })).status).toBe(303);
    });
  },
);

it('links in mails ask for nothing of the kind', async () => {
  const page = await new PageVisitor(test.app).open('/sign-in');
  expect(page.document.querySelector('[data-proof-of-work]')).toBeNull();
});
