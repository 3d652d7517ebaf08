import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../support/http-client.ts';
import { PageVisitor } from '../../support/page-visitor.ts';
import type { TestApp } from '../../support/test-app.ts';
import { signedUp, somebody } from '../people.ts';
import { askByForm, headingOf, mailApp, mailedLink } from './mailbox.ts';

let test: TestApp;
/** A good token for every page, by its path. */
const tokens = new Map<string, string>();

const templates = {
  '/verify-email': 'verify-email',
  '/change-email': 'change-email',
  '/reset-password': 'reset-password',
  '/sign-in/link/open': 'sign-in-link',
  '/invitation': 'invitation',
  '/keep-account': 'deletion-requested',
};
const paths = Object.keys(templates) as (keyof typeof templates)[];

beforeAll(async () => {
  test = await mailApp({ OSTIARY_SIGN_IN_LINK: 'on' });
  const { ownAccounts, users, database } = test.services;
  const to = Object.fromEntries(paths.map((path) => [path, somebody().email])) as Record<
    keyof typeof templates,
    string
  >;
  for (const path of ['/verify-email', '/reset-password', '/sign-in/link/open', '/keep-account'] as const) {
    await signedUp(test, { ...somebody(), email: to[path] });
  }
  const { person } = await signedUp(test);
  const userOf = async (email: string) => {
    const user = await users.findByLogin(database.db, email);
    if (!user) throw new Error(`Nobody has ${email}`);
    return user;
  };
  await ownAccounts.email.requestChange(operator.act, await userOf(person.email), to['/change-email']);
  await ownAccounts.deletion.request(operator.act, await userOf(to['/keep-account']));
  await ownAccounts.invitations.invite(operator, { email: to['/invitation'] });
  await askByForm(test, '/forgot-password', to['/reset-password']);
  await askByForm(test, '/sign-in/link', to['/sign-in/link/open']);
  for (const path of paths) {
    const link = await mailedLink(test, { to: to[path], template: templates[path], path });
    tokens.set(path, new URL(link, 'http://localhost').searchParams.get('token') ?? '');
  }
});
afterAll(() => test.close());

const password = { password: 'walnut-ferry-copper-19', password_again: 'walnut-ferry-copper-19' };

function mangled(token: string): string[] {
  const flipped = token.startsWith('A') ? `B${token.slice(1)}` : `A${token.slice(1)}`;
  return [
    '',
    'x',
    flipped,
    token.slice(0, -1),
    `${token}A`,
    `${token}\0`,
    token.toLowerCase(),
    'é'.repeat(43),
  ];
}

describe.each(paths)('%s', (path) => {
  it('takes no token that was made up, changed, or made for another page', async () => {
    const own = tokens.get(path) ?? '';
    const foreign = [...tokens].filter(([other]) => other !== path).map(([, token]) => token);
    for (const token of [...mangled(own), ...foreign]) {
      const visitor = new PageVisitor(test.app);
      const looked = await visitor.open(`${path}?token=${encodeURIComponent(token)}`);
      expect([looked.status, headingOf(looked)], token).toEqual([400, 'This link does not work']);
      expect(looked.html, token).not.toContain('@example.com');
      const form = (await visitor.open('/sign-in')).document.querySelector('input[name=form_token]');
      const entered = { form_token: form?.getAttribute('value') ?? '', token, ...password };
      const sent = await visitor.post(path, new URLSearchParams(entered));
      expect([sent.status, headingOf(sent)], token).toEqual([400, 'This link does not work']);
    }
  });

  it.each(['', '?token', '?token=a&token=b', '?token[]=a', '?TOKEN=a'])(
    'is nothing with %j',
    async (query) => {
      expect((await new PageVisitor(test.app).open(`${path}${query}`)).status).toBe(400);
    },
  );

  it('is used up by no form of another site, and by none without its token', async () => {
    const token = tokens.get(path) ?? '';
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open(`${path}?token=${token}`);
    expect(page.status).toBe(200);
    const refused = await visitor.submit(page, {
      fields: password,
      headers: { origin: 'https://evil.example' },
    });
    expect(refused.status).toBe(403);
    const forged = new URLSearchParams({ token, ...password });
    expect((await new PageVisitor(test.app).post(path, forged)).status).toBe(403);
    expect((await visitor.open(`${path}?token=${token}`)).status).toBe(200);
  });

  it('gives its address away to nobody, and is kept by nobody', async () => {
    for (const token of [tokens.get(path) ?? '', 'none']) {
      const { response, document } = await new PageVisitor(test.app).open(`${path}?token=${token}`);
      expect(response.headers).toMatchObject({
        // Not `no-referrer`: browsers would send `Origin: null` with the form.
        'referrer-policy': 'strict-origin',
        'cache-control': 'no-store',
      });
      for (const element of document.querySelectorAll('[href], [src], [action]')) {
        const address =
          ['href', 'src', 'action'].map((name) => element.getAttribute(name)).find(Boolean) ?? '';
        expect(address).toMatch(/^(\/(?!\/)|#)/);
        expect(address).not.toContain('token=');
      }
    }
  });
});

it('what a form of a link answers is as good for no other one', async () => {
  const path = '/reset-password';
  const visitor = new PageVisitor(test.app);
  const page = await visitor.open(`${path}?token=${tokens.get(path) ?? ''}`);
  const other = await visitor.submit(page, {
    fields: { ...password, token: tokens.get('/invitation') ?? '' },
  });
  expect(other.status).toBe(400);
  expect((await visitor.submit(page, { fields: password })).status).toBe(303);
});
