import { describe, expect, it } from 'vitest';
import { listProblems, originProblem, originsOf, redirectProblem } from './uri.rules.ts';

describe('where a browser may be sent back to', () => {
  it.each([
    ['https://app.example.org/callback', undefined],
    ['http://localhost:3000/callback', undefined],
    ['http://127.0.0.1/cb', undefined],
    ['http://[::1]:9/cb', undefined],
    ['http://app.example.org/callback', 'https'],
    ['https://app.example.org/#x', 'fragment'],
    ['https://*.example.org/', 'wildcard'],
    ['https://app.example.org/a b', 'characters'],
    ['/callback', 'absolute'],
    ['https://a:b@app.example.org/', 'credentials'],
    ['https://app.example.org/a/../b', 'dots'],
    ['https://App.example.org:443x/', 'host'],
    ['com.example.app:/callback', 'ownScheme'],
  ])('%s: %s', (uri, problem) => {
    expect(redirectProblem(uri, false)).toBe(problem);
  });

  it.each([
    ['com.example.app:/callback', undefined],
    ['com.example.app://callback', undefined],
    ['myapp:/callback', 'scheme'],
    ['com.example.app:callback', 'schemePath'],
    ['http://127.0.0.1/callback', undefined],
  ])('of a native application, %s: %s', (uri, problem) => {
    expect(redirectProblem(uri, true)).toBe(problem);
  });
});

it('an origin is written as browsers send it', () => {
  expect(originProblem('https://app.example.org')).toBeUndefined();
  expect(originProblem('https://app.example.org/')).toBe('origin');
  expect(originProblem('https://app.example.org:443')).toBe('origin');
  expect(originProblem('com.example.app:/x')).toBe('origin');
});

it('of a list, empty fields are nobody’s mistake and repeated ones are', () => {
  const uris = ['https://a.example/', '', 'https://a.example/'];
  expect(listProblems(uris, (uri) => redirectProblem(uri, false))).toEqual([undefined, undefined, 'twice']);
});

it('origins of web addresses are told once each', () => {
  const uris = ['https://a.example/x', 'https://a.example/y', 'com.example.app:/z', 'nonsense'];
  expect(originsOf(uris)).toEqual(['https://a.example']);
});
