import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor } from '../support/page-visitor.ts';
import { openInteraction, pagesApp, type PagesApp } from './oauth/pages-app.ts';
import { signedUp, somebody } from './people.ts';

let test: PagesApp;
beforeAll(async () => {
  test = await pagesApp();
});
afterAll(() => test.close());

function reader(acceptLanguage: string): PageVisitor {
  return new PageVisitor(test.app, undefined, { 'accept-language': acceptLanguage });
}

describe('the language of a page', () => {
  it.each([
    ['', 'en', 'Welcome'],
    ['de', 'de', 'Willkommen'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de', 'Willkommen'],
    ['en;q=0.5, de;q=0.6', 'de', 'Willkommen'],
    ['fr, en;q=0.2, de;q=0.1', 'en', 'Welcome'],
    ['de;q=0, en', 'en', 'Welcome'],
    ['fr', 'en', 'Welcome'],
    ['de;q=nonsense', 'en', 'Welcome'],
    ['*', 'en', 'Welcome'],
  ])('for %j is %s', async (header, language, heading) => {
    const { document, response } = await reader(header).open('/');
    expect(document.documentElement.lang).toBe(language);
    expect(document.querySelector('h1')?.textContent).toBe(heading);
    expect(response.headers['content-language']).toBe(language);
    expect(response.headers.vary).toBe('Accept-Language');
  });

  it('is that of an interaction before that of the browser', async () => {
    const { page } = await openInteraction(test, { uiLocales: ['fr', 'de-CH'] }, reader('en'));
    expect(page.document.documentElement.lang).toBe('de');
    expect(page.document.querySelector('h1')?.textContent).toBe('Bei Notebook anmelden');
    expect(page.response.headers['content-language']).toBe('de');
    const { page: other } = await openInteraction(test, { uiLocales: ['fr'] }, reader('de'));
    expect(other.document.documentElement.lang).toBe('de');
  });

  it('stays when a form of an interaction is refused', async () => {
    const { visitor, page } = await openInteraction(test, { uiLocales: ['de'] }, reader('en'));
    const refused = await visitor.submit(page, { fields: { login: 'nobody', password: 'wrong' } });
    expect(refused.document.querySelector('[role=alert]')?.textContent).toContain('Passwort stimmt nicht');
  });

  it('is that of pages for errors, too', async () => {
    const { visitor } = await signedUp(test, somebody(), reader('de'));
    const missing = await visitor.open('/o/applications/x/');
    expect(missing.status).toBe(404);
    expect(missing.response.headers['content-language']).toBe('de');
    expect(missing.document.querySelector('h1')?.textContent).toBe('Hier gibt es nichts');
    expect(missing.document.querySelector('main p')?.textContent).toBe('Diese Anwendung gibt es nicht.');
  });
});

describe('somebody who reads German', () => {
  it('is told in German what is wrong with each field', async () => {
    const visitor = reader('de');
    const form = await visitor.open('/sign-up');
    const errorOf = (document: Document, field: string): string =>
      document.getElementById(`${field}-error`)?.textContent ?? '';
    const empty = await visitor.submit(form);
    expect(errorOf(empty.document, 'email')).toBe('Fehler: Geben Sie Ihre E-Mail-Adresse ein.');
    const fields = { email: 'nobody', username: 'a b', first_name: 'x'.repeat(200), password: 'abc' };
    const wrong = await visitor.submit(form, { fields: { ...fields, password_again: 'abc' } });
    expect(errorOf(wrong.document, 'email')).toContain('gültige E-Mail-Adresse');
    expect(errorOf(wrong.document, 'username')).toContain('gültigen Benutzernamen');
    expect(errorOf(wrong.document, 'first_name')).toContain('höchstens 150 Zeichen');
    const weak = await visitor.submit(form, {
      fields: { ...somebody(), password: '1234', password_again: '1234' },
    });
    expect(errorOf(weak.document, 'password')).toBe(
      'Fehler: Dieses Passwort ist zu kurz. Es muss mindestens 8 Zeichen lang sein. Dieses Passwort wird zu häufig verwendet. Dieses Passwort besteht nur aus Ziffern.',
    );
  });

  it('is told in German that an email is taken, and what a NUL is', async () => {
    const { person } = await signedUp(test);
    const visitor = reader('de');
    const form = await visitor.open('/sign-up');
    const taken = await visitor.submit(form, { fields: { ...somebody(), email: person.email } });
    expect(taken.document.getElementById('email-error')?.textContent).toContain('bereits vergeben');
    const nul = await visitor.submit(form, { fields: { ...somebody(), first_name: 'a\0' } });
    expect(nul.document.getElementById('first_name-error')?.textContent).toContain('Nullzeichen');
  });

  it('is told in German what is wrong with an application', async () => {
    const { visitor } = await signedUp(test, somebody(), reader('de'));
    const form = await visitor.open('/o/applications/register/');
    const wrong = await visitor.submit(form, {
      fields: {
        name: 'x'.repeat(101),
        redirect_uris:
          'http://a.example/ https://b.example/#x app:/x https://a.example/* https://u@a.example/',
        allowed_origins: 'https://a.example/ ftp://x',
        scopes: '" permissions',
      },
    });
    expect(wrong.status).toBe(400);
    const errors = [...wrong.document.querySelectorAll('.field .error')].map(
      ({ textContent }) => textContent,
    );
    expect(errors).toHaveLength(4);
    for (const text of errors) expect(text).not.toMatch(/\b(use|the|leave|write|this|only)\b/i);
  });

  it('reads dates and devices as Germans write them', async () => {
    const { home, visitor } = await signedUp(test, somebody(), reader('de'));
    const sessions = await visitor.open('/account/sessions');
    const times = [home, sessions].flatMap(({ document }) =>
      [...document.querySelectorAll('time')].map(({ textContent }) => textContent),
    );
    expect(times[0]).toMatch(/^\d{1,2}\. \p{L}+ \d{4}$/u);
    expect(times[1]).toMatch(/^\d{2}\.\d{2}\.\d{4}, \d{2}:\d{2} UTC$/);
  });

  it('signs out with a notice in German, and cannot be told anything by a link', async () => {
    const { visitor, home } = await signedUp(test, somebody(), reader('de'));
    const out = await visitor.follow(await visitor.submit(home, { form: 'form[action="/sign-out"]' }));
    expect(out.document.querySelector('[role=status]')?.textContent).toBe('Sie sind abgemeldet.');
    const forged = await visitor.open('/sign-in?done=Rufen+Sie+uns+an');
    expect(forged.document.querySelector('[role=status]')).toBeNull();
  });
});
