import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApplicationFace, Interaction } from '#modules/oauth';
import { PageVisitor } from '../../support/page-visitor.ts';
import { goodPassword, signedUp, somebody, type Person } from '../people.ts';
import { everyEnginePage } from './every-engine-page.ts';
import { face } from './fake-oauth.ts';
import { openInteraction, pagesApp, type PagesApp } from './pages-app.ts';

let test: PagesApp;
let visitor: PageVisitor;
let person: Person;
beforeAll(async () => {
  test = await pagesApp();
  ({ visitor, person } = await signedUp(test, somebody()));
});
afterAll(() => test.close());

const attacks = [
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '</title><script>alert(1)</script>',
  '&lt;script&gt;',
  'javascript:alert(1)',
  '"onfocus="alert(1)"autofocus="',
  '</pre></code><style>*{display:none}</style>',
  '</textarea><script>alert(1)</script>',
  "$(touch /tmp/x) `id` '",
];

/** Elements and attributes of a page, so that a text which became markup shows. */
function skeleton(document: Document): string[] {
  return [...document.querySelectorAll('*')].map(
    (element) => `${element.tagName} ${[...element.attributes].map(({ name }) => name).join(' ')}`,
  );
}

function faceOf(text: string): ApplicationFace {
  return { ...face, name: text, logoUri: text, homepageUri: text, policyUri: text, termsUri: text };
}

function interactionOf(text: string, prompt: Interaction['prompt']): Partial<Interaction> {
  return {
    prompt,
    application: faceOf(text),
    loginHint: text,
    scopes: [
      { name: text, description: text, service: text, isGranted: false },
      { name: text, description: null, service: null, isGranted: true },
    ],
    returnSource: text,
    userCode: text,
    uiLocales: [text],
    reasons: ['no_session'],
  };
}

describe.each(attacks)('what an application says of itself stays text: %s', (attack) => {
  it.each(['login', 'select_account', 'consent'] as const)('at %s', async (prompt) => {
    const plain = await openInteraction(test, interactionOf('x y', prompt), visitor);
    const { page } = await openInteraction(test, interactionOf(attack, prompt), visitor);
    expect(page.status).toBe(200);
    expect(skeleton(page.document)).toEqual(skeleton(plain.page.document));
    expect(page.document.querySelector('.card')?.textContent).toContain(attack.trim());
    expect(page.response.headers['content-security-policy']).toBe(
      plain.page.response.headers['content-security-policy'],
    );
  });

  it('on the sign-in form', async () => {
    const other = '?account=other';
    const open = async (text: string) => {
      const { interaction } = await openInteraction(test, interactionOf(text, 'login'), visitor);
      return visitor.open(`/o/interaction/${interaction.uid}${other}`);
    };
    const page = await open(attack);
    expect(skeleton(page.document)).toEqual(skeleton((await open('x y')).document));
    expect(page.document.getElementById('login')?.getAttribute('value')).toBe(attack);
  });

  it('on the pages of the engine', () => {
    const plain = everyEnginePage(['en'], 'x y', faceOf('x y'));
    for (const [name, html] of everyEnginePage([attack, 'en'], attack, faceOf(attack))) {
      const { document } = new JSDOM(html).window;
      expect(skeleton(document), name).toEqual(skeleton(new JSDOM(plain.get(name)).window.document));
    }
  });

  it('in the list of applications with access', async () => {
    const show = async (text: string): Promise<Document> => {
      test.oauth.granted.length = 0;
      const scopes = [{ name: text, description: text, service: text, isGranted: true }];
      const application = { ...faceOf(text), clientId: text };
      test.oauth.granted.push({ application, scopes, grantedAt: 0, updatedAt: 0 });
      return (await visitor.open('/o/authorized_tokens/')).document;
    };
    expect(skeleton(await show(attack))).toEqual(skeleton(await show('x y')));
  });

  it('in every field of the application form, and in its name afterwards', async () => {
    const form = await visitor.open('/o/applications/register/');
    const names = ['name', 'redirect_uris', 'post_logout_redirect_uris', 'allowed_origins', 'scopes'];
    const fields = (text: string) => Object.fromEntries(names.map((name) => [name, text]));
    const refused = await visitor.submit(form, { fields: { ...fields(attack), client_type: attack } });
    const harmless = await visitor.submit(form, { fields: { ...fields('\\ \\'), client_type: 'x' } });
    expect(refused.status).toBe(400);
    // Which fields are wrong may differ; what was entered must not become an element.
    const kinds = (document: Document): Set<string> =>
      new Set([...document.querySelectorAll('*')].map(({ tagName }) => tagName));
    expect(kinds(refused.document)).toEqual(kinds(harmless.document));
    expect(refused.document.querySelector('#redirect_uris')?.textContent).toBe(attack);

    const registered = await visitor.submit(form, {
      fields: { name: attack, redirect_uris: "https://app.example/'$(id)" },
    });
    const path = registered.document.querySelector('a.button')?.getAttribute('href') ?? '';
    for (const page of [
      registered,
      ...(await Promise.all(['', 'update/', 'delete/'].map((part) => visitor.open(path + part)))),
    ]) {
      expect(page.status).toBe(200);
      expect(page.document.querySelectorAll('script, style, img, [onerror], [onfocus]')).toHaveLength(0);
    }
  });
});

describe('a policy for a page', () => {
  it.each([
    'https://evil.example; script-src *',
    "https://a;script-src'unsafe-inline'",
    'https://a.example\r\nx-evil: 1',
    '*',
    'https://*.example',
  ])('cannot be written by a client: %j', async (text) => {
    const application = { ...face, logoUri: text };
    const { page } = await openInteraction(test, { application, returnSource: text }, visitor);
    expect(page.response.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(page.response.headers['x-evil']).toBeUndefined();
    expect(page.document.querySelector('.card img')).toBeNull();
  });
});

describe('nobody is sent elsewhere by', () => {
  it('fields and queries of an interaction: only the engine says where to go', async () => {
    const evil = 'https://evil.example/';
    const { page, interaction } = await openInteraction(test, { reasons: ['login_prompt'] }, visitor);
    const names = ['next', 'redirect_uri', 'return_to', 'returnSource', 'continue'];
    const fields = Object.fromEntries(names.map((name) => [name, evil]));
    const query = new URLSearchParams(fields).toString();
    const opened = await visitor.open(`/o/interaction/${interaction.uid}?${query}`);
    expect(opened.html).not.toContain('evil.example');
    const done = await visitor.submit(page, {
      fields: { ...fields, login: person.username, password: goodPassword },
    });
    expect(done.response.headers.location).toBe(`https://issuer.example/o/authorize/${interaction.uid}`);
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/x/..//evil.example'])(
    'signing up with next=%s',
    async (next) => {
      const link = `/sign-up?next=${encodeURIComponent(next)}`;
      // Signed in already, and just signed up.
      expect((await visitor.open(link)).response.headers.location).toBe('/');
      const stranger = new PageVisitor(test.app);
      const made = await stranger.submit(await stranger.open(link), { fields: somebody() });
      expect([made.status, made.response.headers.location]).toEqual([303, '/']);
    },
  );
});
