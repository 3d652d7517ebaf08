import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assessPassword } from '../hashing/strength-work.ts';
import type { About } from '../passwords.types.ts';
import { findImpossibility, findWeaknesses } from './policy.rules.ts';
import { findSimilarAttribute, letterSimilarity, wordsAbout, wordsOfService } from './similarity.rules.ts';

const limits = { minLength: 8, minStrength: 2 };

function weaknesses(password: string, about: About = {}): string[] {
  return findWeaknesses(password, about, { strength: assessPassword(password, wordsAbout(about)), limits });
}

describe('the policy', () => {
  test('says all that contracts/django-easyjwt.md shows at once, in its order', () => {
    expect(weaknesses('12345')).toEqual([
      'This password is too short. It must contain at least 8 characters.',
      'This password is too common.',
      'This password is entirely numeric.',
    ]);
  });

  test.each([
    ['password1234', ['This password is too common.']],
    ['PassWord1234', ['This password is too common.']],
    ['qwertyuiop', ['This password is too common.']],
    ['83650174926', ['This password is entirely numeric.']],
    ['٣٤٥٦٧٨٩٠١٢', ['This password is entirely numeric.']],
    ['aaaaaaaab', ['This password is too easy to guess. Use more words or less usual characters.']],
    ['密码', ['This password is too short. It must contain at least 8 characters.']],
  ])('refuses %s', (password, reasons) => {
    expect(weaknesses(password)).toEqual(reasons);
  });

  test.each([
    ['awesomepwd', { username: 'test_user' }],
    ['user-pass', { username: 'user', email: 'user@test.com' }],
    ['staff-pass', { username: 'staff', email: 'staff@test.com' }],
    ['admin-pass', { username: 'admin', email: 'admin@test.com' }],
    ['walrus-tango', {}],
    ['correct horse battery staple', {}],
    ['Pässwörd ☂ 密码', {}],
    ['83650174926 and more', {}],
    ['𠮷野家の牛丼は美味しい', {}],
  ])('accepts %s', (password, about) => {
    expect(weaknesses(password, about)).toEqual([]);
  });

  test.each([
    ['annabelle', { username: 'Annabelle' }, 'username'],
    ['Annabelle1', { firstName: 'Annabelle' }, 'first name'],
    ['elleban-na', { lastName: 'Annabelle' }, 'last name'],
    ['annabelle.smith', { email: 'annabelle.smith@example.com' }, 'email address'],
    ['smithsmit', { email: 'annabelle.smithsmith@example.com' }, 'email address'],
  ])('refuses %s as too similar to the owner', (password, about, field) => {
    expect(weaknesses(password, about)).toContain(`The password is too similar to the ${field}.`);
  });

  test('counts characters, and one character in the singular', () => {
    expect(weaknesses('𠮷'.repeat(7))[0]).toMatch(/too short/);
    expect(weaknesses('wa-ru?9Z')).toEqual([]);
    expect(weaknesses('wa-ru?9')[0]).toMatch(/too short/);
    const strength = { isCommon: false, score: 4 };
    expect(findWeaknesses('', {}, { strength, limits: { minLength: 1, minStrength: 0 } })).toEqual([
      'This password is too short. It must contain at least 1 character.',
    ]);
  });

  test('finds what cannot be a password before anything costly', () => {
    expect(findImpossibility('x'.repeat(4096))).toBeUndefined();
    expect(findImpossibility('x'.repeat(4097))).toMatch(/too long.*4096 bytes/);
    expect(findImpossibility('密'.repeat(1366))).toMatch(/too long/);
    expect(findImpossibility('a\ud800b')).toMatch(/not valid/);
  });

  test('analyses only the beginning of a long password, which bounds its cost', () => {
    const long = 'password1'.repeat(400);
    expect(assessPassword(long, []).score).toBe(assessPassword(long.slice(0, 64), []).score);
    expect(assessPassword('x7#Kq'.repeat(13).slice(0, 64) + 'a', [])).toEqual(
      assessPassword('x7#Kq'.repeat(13).slice(0, 64) + 'zzzzzzzzzzzz', []),
    );
  });
});

describe('similarity', () => {
  test('is between 0 and 1, the same both ways, and 1 for the same letters', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const similarity = letterSimilarity(a, b);
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity).toBeLessThanOrEqual(1);
        expect(letterSimilarity(b, a)).toBeCloseTo(similarity);
        expect(letterSimilarity(a, [...a].reverse().join(''))).toBe(1);
      }),
    );
  });

  test('is refused from 0.7 on', () => {
    expect(letterSimilarity('abcdefghij', 'abcdefgxyz')).toBe(0.7);
    expect(findSimilarAttribute('abcdefghij', { username: 'ABCDEFGxyz' })).toBe('username');
    expect(findSimilarAttribute('abcdefghij', { username: 'abcdefgwxyz' })).toBeUndefined();
  });

  test('is 1 for nothing and nothing, and 0 for nothing in common', () => {
    expect(letterSimilarity('', '')).toBe(1);
    expect(letterSimilarity('abc', 'xyz')).toBe(0);
    expect(letterSimilarity('aab', 'abb')).toBeCloseTo(2 / 3);
  });

  test('of nothing known is nothing', () => {
    expect(findSimilarAttribute('whatever', {})).toBeUndefined();
    expect(findSimilarAttribute('whatever', { email: null, username: '', firstName: '@@' })).toBeUndefined();
  });
});

describe('the words that a guesser would try first', () => {
  test('about somebody are their names, whole and in parts, each once', () => {
    const about = { username: 'Ada', firstName: 'Ada', lastName: 'King-Noel', email: 'ada.king@example.com' };
    expect(wordsAbout(about)).toEqual([
      'ada',
      'king',
      'noel',
      'king-noel',
      'example',
      'com',
      'ada.king@example.com',
    ]);
  });

  test('about somebody are no words that are empty', () => {
    expect(wordsAbout({ username: '-ada--l-' })).toEqual(['ada', 'l', '-ada--l-']);
  });

  test('about somebody of whom nothing is known are none', () => {
    expect(wordsAbout({})).toEqual([]);
    expect(wordsAbout({ email: null, username: '' })).toEqual([]);
  });

  test('are no more and no longer than what can be looked at while somebody waits', () => {
    const many = Array.from({ length: 100 }, (_, index) => `w${index}`).join(' ');
    expect(wordsAbout({ firstName: many })).toEqual(many.split(' ').slice(0, 40));
    expect(wordsAbout({ username: 'x'.repeat(100) })).toEqual(['x'.repeat(64)]);
  });

  test.each([
    ['https://id.harbour-office.example.org', ['harbour', 'office', 'example']],
    ['https://login.example.com:8443/', ['login', 'example']],
    ['http://192.168.1.1000.test', ['test']],
    ['https://4you.a1234.example', ['4you', 'a1234', 'example']],
    ['http://localhost:8000', []],
  ])('of any account here are those of %s', (url, names) => {
    const { hostname } = new URL(url);
    expect(wordsOfService(url)).toEqual(['ostiary', hostname, ...names]);
  });
});
