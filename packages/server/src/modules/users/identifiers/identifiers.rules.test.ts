import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEmail } from './email.rules.ts';
import { foldText } from './folding.rules.ts';
import { loginKey, loginKeysOf } from './login.rules.ts';
import { isOneScript } from './scripts.rules.ts';
import { readUsername, usernameKey } from './username.rules.ts';

const anyText = fc.string({ unit: 'binary' });
const graphemes = fc.string({ unit: 'grapheme', maxLength: 30 });

describe('folding', () => {
  test('is idempotent for every text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('is idempotent and without case for every single character', () => {
    for (let point = 0; point <= 0x10ffff; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const letter = String.fromCodePoint(point);
      const folded = foldText(letter);
      if (folded !== letter && foldText(folded) !== folded)
        expect.fail(`not idempotent: U+${point.toString(16)}`);
      if (letter.toUpperCase() !== letter && foldText(letter.toUpperCase()) !== folded) {
        expect.fail(`upper case differs: U+${point.toString(16)}`);
      }
    }
  });

  test('joins what differs only in case or compatibility form', () => {
    expect(foldText('ＡＤＭＩＮ')).toBe('admin');
    expect(foldText('Straße')).toBe(foldText('STRASSE'));
    expect(foldText('Σίσυφος')).toBe(foldText('ΣΊΣΥΦΟΣ'));
  });
});

describe('an email address', () => {
  test.each([
    ['User@Test.COM', 'user@test.com', 'user@test.com'],
    ['  ann@example.org ', 'ann@example.org', 'ann@example.org'],
    [
      'first.last+tag@sub.example.co.uk',
      'first.last+tag@sub.example.co.uk',
      'first.last+tag@sub.example.co.uk',
    ],
    ["o'hara@example.com", "o'hara@example.com", "o'hara@example.com"],
    ['root@localhost', 'root@localhost', 'root@localhost'],
    ['Jörg@BÜCHER.example', 'jörg@bücher.example', 'jörg@xn--bcher-kva.example'],
    ['ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example'],
    ['用户@例子.公司', '用户@例子.公司', '用户@xn--fsqu00a.xn--55qx5d'],
  ])('%s is stored as %s and unique as %s', (typed, email, key) => {
    expect(readEmail(typed)).toEqual({ email, key });
  });

  test.each([
    '',
    'ann',
    '@example.com',
    'ann@',
    'ann@example',
    'a@b@example.com',
    'ann@example..com',
    'ann@-example.com',
    'ann@127.0.0.1',
    'ann@[127.0.0.1]',
    'ann@exa_mple.com',
    'ann@exa%6dple.com',
    'ann@example.com/path',
    'ann@example.123',
    '.ann@example.com',
    'an..n@example.com',
    '"ann"@example.com',
    'an n@example.com',
    'ann@exam ple.com',
    'ann@example.com\0',
    'ann\u200b@example.com',
    'ann\u202e@example.com',
    'ann\ud800@example.com',
    'ann@exаmple.com',
    'аdmin@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ann@${'a'.repeat(64)}.com`,
    `ann@${`${'a'.repeat(62)}.`.repeat(4)}com`,
    'a'.repeat(100_000),
  ])('%j is refused', (typed) => {
    expect(readEmail(typed)).toBeUndefined();
  });

  test('keeps its key when what is stored is read again, whatever the case', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (typed) => {
        const first = readEmail(typed);
        if (!first) return;
        expect(readEmail(first.email)).toEqual(first);
        expect(readEmail(typed.toUpperCase())?.key).toBe(first.key);
      }),
    );
  });
});

describe('a username', () => {
  test.each([
    ['Ann', 'Ann', 'ann'],
    ['ann.b+c-d_e', 'ann.b+c-d_e', 'ann.b+c-d_e'],
    [' ann ', 'ann', 'ann'],
    ['ｔｅｓｔ１', 'test1', 'test1'],
    ['Zoë', 'Zoë', 'zoë'],
    ['山田taro', '山田taro', '山田taro'],
    ['ヤマダ・太郎'.replace('・', '_'), 'ヤマダ_太郎', 'ヤマダ_太郎'],
    ['राम', 'राम', 'राम'],
    ['Иван', 'Иван', usernameKey('иван')],
  ])('%s is stored as %s', (typed, username, key) => {
    expect(readUsername(typed)).toEqual({ username, key });
  });

  test.each([
    ['a b', /letters, numbers/],
    ['a/b', /letters, numbers/],
    ['<script>', /letters, numbers/],
    ['\u0301a', /letters, numbers/],
    ['a\0b', /invisible or control/],
    ['ad\u200bmin', /invisible or control/],
    ['ad\u00admin', /invisible or control/],
    ['ad\u034fmin', /invisible or control/],
    ['\u202enimda', /invisible or control/],
    ['a\nb', /invisible or control/],
    ['a\ud800', /invisible or control/],
    ['аdmin', /different scripts/],
    ['pαypal', /different scripts/],
    ['admin֏а', /letters, numbers/],
    ['x'.repeat(151), /no more than 150/],
  ])('%j is refused with its reason', (typed, reason) => {
    const reading = readUsername(typed);
    expect('problem' in reading ? reading.problem : '').toMatch(reason);
  });

  test('made of look-alikes of another script has the key of the name it imitates', () => {
    expect(usernameKey('сосо')).toBe('coco');
    expect(usernameKey('ОРОК')).not.toBe('');
    expect(usernameKey('ɑdmın')).toBe('admin');
    expect(readUsername('сосо')).toMatchObject({ username: 'сосо' });
  });

  test('has one key whatever the case and however often it is read', () => {
    fc.assert(
      fc.property(graphemes, (typed) => {
        const key = usernameKey(typed);
        expect(usernameKey(key)).toBe(key);
        expect(usernameKey(typed.normalize('NFKC'))).toBe(key);
        const reading = readUsername(typed);
        if ('problem' in reading) return;
        expect(readUsername(reading.username)).toEqual(reading);
      }),
      { numRuns: 2000 },
    );
  });

  test('of one language is of one script', () => {
    for (const name of ['Müller', 'Ελένη', 'Дмитро', 'محمد', 'שרה', '김민준', '小さいＡ'.normalize('NFKC')]) {
      expect(isOneScript(name), name).toBe(true);
    }
    for (const name of ['Mюller', 'Eλένη', 'мuхаил', 'аbc']) expect(isOneScript(name), name).toBe(false);
  });
});

describe('a login', () => {
  test('is looked up as an email exactly when it holds an @', () => {
    expect(loginKey(' Ann@Example.COM ')).toEqual({ kind: 'email', key: 'ann@example.com' });
    expect(loginKey('ＡＮＮ')).toEqual({ kind: 'username', key: 'ann' });
    expect(loginKey('not an@address')).toEqual({ kind: 'email', key: 'not an@address' });
  });

  test('is found under the keys that its account is stored with', () => {
    fc.assert(
      fc.property(fc.emailAddress(), graphemes, (typedEmail, typedUsername) => {
        const email = readEmail(typedEmail)?.email ?? null;
        const reading = readUsername(typedUsername);
        const username = 'problem' in reading ? null : reading.username;
        const keys = loginKeysOf({ email, username });
        if (email !== null) expect(loginKey(typedEmail).key).toBe(keys.emailKey);
        if (username !== null && !username.includes('@'))
          expect(loginKey(typedUsername).key).toBe(keys.usernameKey);
      }),
    );
  });
});
