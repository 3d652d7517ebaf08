import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { createEnginePages } from '#modules/login/pages';
import { face } from './fake-oauth.ts';

const pages = createEnginePages();
const reader = { languages: ['en'] };
const form = { action: '/o/device', xsrf: 'token' };

function read(html: string): Document {
  return new JSDOM(html).window.document;
}

/** What a browser sends when a button is pressed. */
function sentBy(document: Document, button: string): Record<string, string> {
  const element = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === button);
  const fields = [...(element?.form?.querySelectorAll('input') ?? [])].map(({ name, value }) => [
    name,
    value,
  ]);
  const own = element?.name ? [[element.name, element.value]] : [];
  return Object.fromEntries([...fields, ...own]) as Record<string, string>;
}

describe('the page for a device code', () => {
  it('sends the code to the engine', () => {
    const document = read(pages.deviceCode({ ...reader, form, problem: null, userCode: 'BCDF' }));
    expect(document.querySelector('form')?.getAttribute('action')).toBe('/o/device');
    expect(sentBy(document, 'Continue')).toEqual({ xsrf: 'token', user_code: 'BCDF' });
  });

  it('says beside the field that a code is not right', () => {
    const document = read(pages.deviceCode({ ...reader, form, problem: 'not_found', userCode: 'BCDF' }));
    expect(document.title).toMatch(/^Error: /);
    expect(document.getElementById('user_code-error')?.textContent).toContain('has expired');
    expect(document.querySelector('[role=alert] a')?.getAttribute('href')).toBe('#user_code');
  });

  it('says that the device was refused', () => {
    const document = read(pages.deviceCode({ ...reader, form, problem: 'aborted', userCode: '' }));
    expect(document.querySelector('[role=status]')?.textContent).toContain('no access');
  });
});

describe('the page that confirms a device', () => {
  const device = { address: '192.0.2.7', userAgent: 'curl/8.5.0' };
  const document = read(
    pages.deviceConfirm({ ...reader, form, userCode: 'BCDF-GHJK', application: face, device }),
  );

  it('shows the code, who asks and from where', () => {
    expect(document.querySelector('.code')?.textContent).toBe('BCDF-GHJK');
    for (const text of ['Notebook', '192.0.2.7', 'curl/8.5.0']) {
      expect(document.body.textContent).toContain(text);
    }
  });

  it('goes on or refuses, never both', () => {
    const both = { xsrf: 'token', user_code: 'BCDF-GHJK' };
    expect(sentBy(document, 'The code is the same')).toEqual({ ...both, confirm: 'yes' });
    expect(sentBy(document, 'Refuse')).toEqual({ ...both, abort: 'yes' });
  });
});

describe('the question whether to sign out', () => {
  it('signs out only by its own button', () => {
    const document = read(pages.signOut({ ...reader, form, application: face }));
    expect(document.body.textContent).toContain('Notebook asks to sign you out');
    expect(sentBy(document, 'Sign out')).toEqual({ xsrf: 'token', logout: 'yes' });
    expect(sentBy(document, 'Stay signed in')).toEqual({ xsrf: 'token' });
  });

  it('is followed by a way back to the application, if it has a page', () => {
    const back = (homepageUri: string | null): string | null | undefined =>
      read(pages.signedOut({ ...reader, application: { ...face, homepageUri } }))
        .querySelector('main a')
        ?.getAttribute('href');
    expect(back('https://notebook.example/')).toBe('https://notebook.example/');
    expect(back('javascript:alert(1)')).toBe('/');
    expect(back(null)).toBe('/');
  });
});

describe('the engine’s error page', () => {
  const show = (error: string, languages = ['en']): Document =>
    read(pages.error({ languages, error, description: 'redirect_uri did not match', requestId: 'r-1' }));

  it('says it in words, with code, description and request number beside', () => {
    const document = show('invalid_redirect_uri');
    expect(document.querySelector('main p')?.textContent).toContain('not registered for it');
    const details = [...document.querySelectorAll('dd')].map(({ textContent }) => textContent);
    expect(details).toEqual(['invalid_redirect_uri', 'redirect_uri did not match', 'r-1']);
  });

  it.each(['something_new', '', 'constructor', '__proto__', 'toString'])('has words for %j, too', (error) => {
    expect(show(error).querySelector('main p')?.textContent).toContain('cannot be answered');
  });

  it('leads nowhere but home', () => {
    const document = show('invalid_request');
    const links = [...document.querySelectorAll('main a')].map((a) => a.getAttribute('href'));
    expect(links).toEqual(['/']);
    expect(document.querySelector('meta[http-equiv], form')).toBeNull();
  });

  it('is in the first language of the reader that there is', () => {
    expect(show('invalid_client', ['fr', 'de-AT', 'en']).documentElement.lang).toBe('de');
    expect(show('invalid_client', []).documentElement.lang).toBe('en');
  });
});
