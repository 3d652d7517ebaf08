import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor } from '../support/page-visitor.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { ada, goodPassword, signedUp, somebody } from './people.ts';

let test: TestApp;
let signedIn: PageVisitor;
beforeAll(async () => {
  test = await testApp();
  signedIn = (await signedUp(test, ada)).visitor;
});
afterAll(() => test.close());

const noOrigin = { address: null, userAgent: null, requestId: null };
const credentials = { login: 'ada', password: goodPassword };

function sessionCookieIn(visitor: PageVisitor): boolean {
  return visitor.cookies.has('ostiary_session');
}

describe('a sign-in form that is not ours', () => {
  it.each([
    ['has no token', {}, {}],
    ['has a made-up token', { form_token: 'x'.repeat(43) }, {}],
    ['has a token that is not base64', { form_token: '%%%' }, {}],
  ])('is refused when it %s, and can be sent again', async (_what, fields, headers) => {
    const visitor = new PageVisitor(test.app);
    await visitor.open('/sign-in');
    const refused = await visitor.post(
      '/sign-in',
      new URLSearchParams({ ...credentials, ...fields }),
      headers,
    );
    expect(refused.status).toBe(403);
    expect(sessionCookieIn(visitor)).toBe(false);
    expect(refused.document.getElementById('login')?.getAttribute('value')).toBe('ada');
    const again = await visitor.submit(refused, { fields: credentials });
    expect(again.status).toBe(303);
    expect(sessionCookieIn(visitor)).toBe(true);
  });

  it('is refused with the token of another browser', async () => {
    const [mine, theirs] = [new PageVisitor(test.app), new PageVisitor(test.app)];
    const page = await mine.open('/sign-in');
    await theirs.open('/sign-in');
    const refused = await theirs.submit(page, { fields: credentials });
    expect(refused.status).toBe(403);
    expect(sessionCookieIn(theirs)).toBe(false);
  });

  it('is refused with a token but without the cookie', async () => {
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open('/sign-in');
    visitor.cookies.clear();
    expect((await visitor.submit(page, { fields: credentials })).status).toBe(403);
  });

  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://localhost.evil.example:8000' }],
    [{ 'sec-fetch-site': 'cross-site', origin: '' }],
    [{ 'sec-fetch-site': 'same-site', origin: '' }],
  ])('is refused when the browser says %j, even with a good token', async (headers) => {
    const visitor = new PageVisitor(test.app);
    const refused = await visitor.submit(await visitor.open('/sign-in'), { fields: credentials, headers });
    expect(refused.status).toBe(403);
    expect(sessionCookieIn(visitor)).toBe(false);
    expect(refused.document.querySelector('h1')?.textContent).toBe('You may not do this');
  });

  it('is taken from a browser that says nothing when token and cookie fit', async () => {
    const visitor = new PageVisitor(test.app);
    const taken = await visitor.submit(await visitor.open('/sign-in'), {
      fields: credentials,
      headers: { origin: '' },
    });
    expect(taken.status).toBe(303);
  });
});

describe('a form of somebody signed in', () => {
  it.each([
    ['no Origin', { origin: '' }],
    ['another site as Origin', { origin: 'https://evil.example' }],
  ])('is refused with %s', async (_what, headers) => {
    const refused = await signedIn.submit(await signedIn.open('/sign-out'), { headers });
    expect(refused.status).toBe(403);
    expect(sessionCookieIn(signedIn)).toBe(true);
  });

  it.each(['/sign-out', '/account/sessions/end'])('is refused at %s without a token', async (path) => {
    const refused = await signedIn.post(path, new URLSearchParams({ session: 'x' }));
    expect(refused.status).toBe(403);
    expect((await signedIn.open('/')).document.querySelector('h1')?.textContent).toBe('Your account');
  });

  it('is refused with a token from before signing in', async () => {
    const visitor = new PageVisitor(test.app);
    const before = await visitor.open('/sign-in');
    await visitor.submit(before, { fields: credentials });
    const token = before.document.querySelector('input[name=form_token]')?.getAttribute('value') ?? '';
    expect((await visitor.post('/sign-out', new URLSearchParams({ form_token: token }))).status).toBe(403);
    expect(sessionCookieIn(visitor)).toBe(true);
  });

  it('is nothing that a token in a header can reach: pages know cookies only', async () => {
    const act = { actor: { type: 'anonymous', id: null }, origin: noOrigin } as const;
    const { pair } = await test.services.tokens.signIn(act, credentials);
    for (const token of [pair.access, 'nonsense']) {
      const answer = await new PageVisitor(test.app).open('/', { authorization: `Bearer ${token}` });
      expect(answer.status).toBe(200);
      expect(answer.document.querySelector('h1')?.textContent).toBe('Welcome');
    }
  });
});

describe('after signing in', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/x/..//evil.example',
  ])('nobody is sent to %j', async (next) => {
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open(`/sign-in?next=${encodeURIComponent(next)}`);
    const { response } = await visitor.submit(page, { fields: credentials });
    expect([response.statusCode, response.headers.location]).toEqual([303, '/']);
    // Signed in already: the page itself sends on.
    const again = await visitor.open(`/sign-in?next=${encodeURIComponent(next)}`);
    expect([again.status, again.response.headers.location]).toEqual([303, '/']);
  });
});

describe('a body that is no form', () => {
  it.each([
    [415, { 'content-type': 'application/json' }, '{"login":"ada"}'],
    [415, { 'content-type': 'multipart/form-data; boundary=x' }, '--x--'],
    [413, { 'content-type': 'application/x-www-form-urlencoded' }, `login=${'x'.repeat(20_000)}`],
  ])('is answered with a page and %i', async (status, headers, payload) => {
    const response = await test.app.inject({ method: 'POST', url: '/sign-in', headers, payload });
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('is an empty form when there is none', async () => {
    const response = await test.app.inject({ method: 'POST', url: '/sign-in' });
    expect(response.statusCode).toBe(403);
  });

  it('counts a field sent twice by its last value, and cannot reach the prototype', async () => {
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open('/sign-in');
    const token = page.document.querySelector('input[name=form_token]')?.getAttribute('value') ?? '';
    const entered = new URLSearchParams({
      form_token: token,
      login: 'eve',
      __proto__: 'x',
      password: goodPassword,
    });
    entered.append('login', 'ada');
    expect((await visitor.post('/sign-in', entered)).status).toBe(303);
  });

  it.each(['login', 'password'])('with a NUL in %s is refused beside that field', async (field) => {
    const visitor = new PageVisitor(test.app);
    const refused = await visitor.submit(await visitor.open('/sign-in'), {
      fields: { ...credentials, [field]: 'a\0b' },
    });
    expect(refused.status).toBe(400);
    expect(refused.document.getElementById(`${field}-error`)?.textContent).toContain('Null characters');
  });
});

describe('what people enter', () => {
  const attacks = [
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '</title><script>alert(1)</script>',
    '&lt;script&gt;',
    'javascript:alert(1)',
    '"onfocus="alert(1)"autofocus="',
    '</input><style>*{display:none}</style>',
  ];

  /** Elements and attributes of a page, so that a text which became markup shows. */
  function skeleton(document: Document): string[] {
    return [...document.querySelectorAll('*')].map(
      (element) => `${element.tagName} ${[...element.attributes].map(({ name }) => name).join(' ')}`,
    );
  }

  it.each(attacks)('stays text in every field of every form: %s', async (attack) => {
    for (const path of ['/sign-in', '/sign-up']) {
      const visitor = new PageVisitor(test.app);
      const page = await visitor.open(path);
      const names = [...page.document.querySelectorAll('input')].map((input) => input.name);
      const harmless = await visitor.submit(page, {
        fields: Object.fromEntries(names.map((name) => [name, 'x x'])),
      });
      const fields = Object.fromEntries(names.map((name) => [name, attack]));
      const attacked = await visitor.submit(page, { fields });
      expect(attacked.status).toBe(harmless.status);
      expect(skeleton(attacked.document)).toEqual(skeleton(harmless.document));
      const text = attacked.document.querySelector('input[autocomplete~=username]')?.getAttribute('value');
      expect(text).toBe(attack);
    }
  });

  it.each(attacks)('stays text in every query: %s', async (attack) => {
    const visitor = new PageVisitor(test.app);
    const text = encodeURIComponent(attack);
    const plain = await visitor.open('/sign-in?next=x');
    for (const query of [`next=${text}`, `next=x&done=${text}`, `next=x&${text}=1`, `next=y&next=${text}`]) {
      const page = await visitor.open(`/sign-in?${query}`);
      expect(skeleton(page.document)).toEqual(skeleton(plain.document));
    }
    for (const url of [`/setup?token=${text}`, `/${text}`]) {
      const page = await visitor.open(url);
      expect(page.document.querySelectorAll('script, style, img, [onerror], [onfocus]')).toHaveLength(0);
    }
  });

  it('stays text on the pages of somebody: names, addresses and devices', async () => {
    const name = '<b onclick=x>"&\'</b>';
    const { home, person } = await signedUp(test, { ...somebody(), first_name: name, last_name: '' });
    expect(home.document.querySelector('main')?.textContent).toContain(name);
    expect(home.document.querySelectorAll('b')).toHaveLength(0);
    const visitor = new PageVisitor(test.app);
    await visitor.submit(await visitor.open('/sign-in'), {
      fields: { login: person.username, password: person.password },
      headers: { 'user-agent': '<script>alert(1)</script>' },
    });
    const page = await visitor.open('/account/sessions');
    expect(page.document.querySelectorAll('script')).toHaveLength(0);
    expect(page.document.querySelector('.rows')?.textContent).toContain('<script>alert(1)</script>');
  });
});
