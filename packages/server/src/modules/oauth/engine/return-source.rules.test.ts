import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formTarget, returnSourceOf } from './return-source.rules.ts';

describe('where a form may lead', () => {
  it.each([
    ['https://app.example', 'https://app.example'],
    ['https://app_1.example:8443', 'https://app_1.example:8443'],
    ['http://127.0.0.1:5000', 'http://127.0.0.1:5000'],
    ['http://[::1]:5000', 'http:'],
    ['com.Example.app:', 'com.example.app:'],
  ])('%s is %s for a policy', (source, expected) => {
    expect(formTarget(source)).toBe(expected);
  });

  it.each([
    null,
    '',
    '*',
    "'none'",
    'https://a.example; script-src *',
    'https://a;sandbox',
    'https://a.example https://b.example',
    'https://a.example/path',
    'https://a.example,https://b.example',
    'https://*.example',
    'x:\r\nset-cookie: a=b',
    'https://[::1;sandbox]',
  ])('%j is nothing', (source) => {
    expect(formTarget(source)).toBeUndefined();
  });

  it('never breaks out of its directive', () => {
    const pieces = fc.constantFrom('https://', 'a', '.', ':', ';', ' ', ',', '*', "'", '\n', '[', ']', '1');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        expect(formTarget(parts.join('')) ?? '').toMatch(/^[a-z0-9:/._+-]*$/);
      }),
    );
  });
});

describe('where a browser may be sent', () => {
  it.each([
    ['https://app.example/cb?x=1', 'https://app.example'],
    ['http://127.0.0.1:5000/cb', 'http://127.0.0.1:5000'],
    ['com.example.app:/cb', 'com.example.app:'],
    ['not an address', null],
  ])('%j is %j', (uri, expected) => {
    expect(returnSourceOf(uri)).toBe(expected);
  });
});
