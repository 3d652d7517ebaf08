import { describe, expect, it } from 'vitest';
import type { ApplicationFace } from '#modules/oauth';
import { shownApplication, shownName, webAddress } from './application-face.rules.ts';

const publicUrl = 'https://id.example.com';
const face: ApplicationFace = {
  clientId: 'client-1',
  name: 'Notebook',
  logoUri: null,
  homepageUri: null,
  policyUri: null,
  termsUri: null,
  isFirstParty: false,
};

describe('the name of an application', () => {
  it.each([
    ['Notebook', 'Notebook'],
    ['  A\n\tB\u2028C  ', 'A B C'],
    ['Bank\u202egnp.exe', 'Bankgnp.exe'],
    ['\u2066\u200fx\u2069', 'x'],
    ['', 'client-1'],
    [' \u202e ', 'client-1'],
    ['日記 📓', '日記 📓'],
    ['\ud800', '\ufffd'],
  ])('%j is shown as %j', (name, expected) => {
    expect(shownName({ ...face, name })).toBe(expected);
  });

  it('is cut between characters when it has no end', () => {
    expect(shownName({ ...face, name: '📓'.repeat(100) })).toBe(`${'📓'.repeat(80)}…`);
  });
});

describe('an address of an application', () => {
  it.each(['https://a.example/x', 'http://a.example/'])('may be linked to: %s', (uri) => {
    expect(webAddress(uri)).toBe(uri);
  });

  it.each([
    null,
    '',
    '/x',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://a.example/x',
    'com.example:/x',
    'ftp://a.example/',
  ])('is left away: %j', (uri) => {
    expect(webAddress(uri)).toBeUndefined();
    const shown = shownApplication(
      { ...face, logoUri: uri, homepageUri: uri, policyUri: uri, termsUri: uri },
      publicUrl,
    );
    expect(shown).toMatchObject({ logo: undefined, homepage: undefined });
    expect(shown).toMatchObject({ policy: undefined, terms: undefined });
  });
});

describe('a logo', () => {
  const logoOf = (logoUri: string) => shownApplication({ ...face, logoUri }, publicUrl).logo;

  it('of elsewhere needs its origin in the policy', () => {
    expect(logoOf('https://CDN.example:8443/a/logo.png?x=1')).toEqual({
      address: 'https://cdn.example:8443/a/logo.png?x=1',
      cspSource: 'https://cdn.example:8443',
    });
  });

  it('of our own site needs nothing', () => {
    expect(logoOf('https://id.example.com/logo.png')).toMatchObject({ cspSource: null });
  });

  it.each([
    'http://cdn.example/logo.png',
    'https://a;sandbox/logo.png',
    'https://a,b.example/logo.png',
    "https://a'b/logo.png",
    'https://*/logo.png',
    'https://[::1]/logo.png',
  ])('is not shown: %s', (uri) => {
    expect(logoOf(uri)).toBeUndefined();
  });
});
