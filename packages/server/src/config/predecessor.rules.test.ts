import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';

const key = 'the key of the old service, of 40 bytes!';
const until = '2027-03-31T00:00:00Z';
const tokenUrl = 'https://old.example.org/auth/token/';
const master = 'a-master-key-of-more-than-32-characters';
const production = {
  ...{ NODE_ENV: 'production', OSTIARY_SECRET: master, OSTIARY_URL: 'https://id.example.org' },
  ...{ OSTIARY_ROTATE_REFRESH_TOKENS: 'on', OSTIARY_MAIL: 'off' },
};

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ostiary-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

type Given = Record<string, string>;

/** With `OSTIARY_PREDECESSOR_` before each name. */
function load(given: Given, others: Given = {}) {
  const named = Object.entries(given).map(([name, value]) => [`OSTIARY_PREDECESSOR_${name}`, value]);
  const closed = { OSTIARY_SIGN_UP: 'off' };
  return loadConfig({ env: { ...closed, ...Object.fromEntries(named), ...others } as Given, cwd });
}

const ids = (given: Given, others: Given = {}): string[] => load(given, others).problems.map(({ id }) => id);

describe('the predecessor', () => {
  test('is nobody unless it is set', () => {
    expect(load({}).config?.predecessor).toEqual({
      ...{ tokenUrl: null, userUrl: null, loginField: 'email', key: null, algorithm: 'HS256', until: null },
      ...{ userIdClaim: 'user_id', idPrefix: '', issuer: null, audience: null, asksPerMinute: 600 },
    });
  });

  test('is as it is set, its end in UTC', () => {
    const { config, problems } = load({
      ...{ TOKEN_URL: tokenUrl, KEY: key, ALGORITHM: 'HS512', LOGIN_FIELD: 'username', ID_PREFIX: 'shop-' },
      UNTIL: '2027-03-31T02:00:00.5+02:00',
    });
    expect(config?.predecessor).toMatchObject({ tokenUrl, key, algorithm: 'HS512', idPrefix: 'shop-' });
    expect(config?.predecessor.until).toBe('2027-03-31T00:00:00.500Z');
    expect(problems.map(({ id }) => id)).toEqual(['CFG-W011']);
  });

  test('has an end', () => {
    expect(ids({ TOKEN_URL: tokenUrl })).toEqual(['CFG-E020']);
    expect(ids({ KEY: key })).toContain('CFG-E020');
    for (const bad of ['soon', '2027-03-31', '2027-03-31T00:00:00', '2027-02-31T00:00:00Zx', '1767225600']) {
      expect(ids({ TOKEN_URL: tokenUrl, UNTIL: bad }), bad).toEqual(['CFG-E002']);
    }
  });

  test.each([
    ['http://old.example.org/auth/token/', ['CFG-E021'], ['CFG-E021']],
    ['http://127.0.0.1.example.org/', ['CFG-E021'], ['CFG-E021']],
    ['http://192.168.0.7/auth/token/', ['CFG-E021'], ['CFG-E021']],
    ['http://127.0.0.1:8001/auth/token/', [], ['CFG-E021']],
    ['http://localhost:8001/auth/token/', [], ['CFG-E021']],
    ['http://[::1]:8001/auth/token/', [], ['CFG-E021']],
    ['https://127.0.0.1:8001/auth/token/', [], []],
    ['https://user:password@old.example.org/', ['CFG-E021'], ['CFG-E021']],
    ['https://old.example.org/#token', ['CFG-E021'], ['CFG-E021']],
    ['ftp://old.example.org/', ['CFG-E002'], ['CFG-E002']],
  ])('is not sent passwords in clear: %s', (url, inDevelopment, inProduction) => {
    expect(ids({ TOKEN_URL: url, UNTIL: until })).toEqual(inDevelopment);
    expect(ids({ TOKEN_URL: url, UNTIL: until }, production)).toEqual(inProduction);
    const asUser = inDevelopment[0] === 'CFG-E002' ? [] : inDevelopment;
    if (asUser.length > 0) expect(ids({ TOKEN_URL: tokenUrl, USER_URL: url, UNTIL: until })).toEqual(asUser);
  });

  test('is asked who somebody is only where it is asked to let them in', () => {
    expect(ids({ USER_URL: 'https://old.example.org/auth/user/', UNTIL: until })).toEqual(['CFG-E023']);
  });

  test('is warned of strangers who take an address before its owner comes over', () => {
    const given = { TOKEN_URL: tokenUrl, UNTIL: until };
    expect(ids(given, { OSTIARY_SIGN_UP: 'on' })).toEqual(['CFG-W012']);
    const confirmed = { OSTIARY_EMAIL_VERIFICATION: 'required', OSTIARY_MAIL: 'console' };
    expect(ids(given, { OSTIARY_SIGN_UP: 'on', ...confirmed })).toEqual([]);
    expect(ids(given)).toEqual([]);
  });

  test('has a key of its own, which cannot be guessed, and which no message tells', () => {
    const short = 'short but secret';
    const { problems } = load({ KEY: short, UNTIL: until });
    expect(problems.map(({ id }) => id)).toEqual(['CFG-E022']);
    expect(JSON.stringify(problems)).not.toContain(short);
    expect(ids({ KEY: master, UNTIL: until }, { OSTIARY_SECRET: master })).toEqual(['CFG-E022']);
    const shared = { OSTIARY_ALGORITHM: 'HS256', OSTIARY_SIGNING_KEY: key };
    expect(ids({ KEY: key, UNTIL: until }, shared)).toContain('CFG-E022');
    const { settings } = load({ KEY: key, UNTIL: until });
    const shown = settings.find(({ variable }) => variable === 'OSTIARY_PREDECESSOR_KEY');
    expect(shown).toMatchObject({ isSecret: true, isSet: true, value: null });
  });
});
