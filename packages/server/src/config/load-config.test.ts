import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig, type LoadedConfig } from './load-config.ts';
import type { Environment } from './environment.ts';

const secret = 'a-master-key-of-more-than-32-characters';
const production = {
  NODE_ENV: 'production',
  OSTIARY_SECRET: secret,
  OSTIARY_URL: 'https://id.example.org',
  OSTIARY_ROTATE_REFRESH_TOKENS: 'on',
};

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ostiary-config-'));
});
afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

const load = (env: Environment, cores = 4): LoadedConfig => loadConfig({ env, cwd, cores });
const ids = (loaded: LoadedConfig): string[] => loaded.problems.map(({ id }) => id);

describe('loadConfig', () => {
  it('needs nothing at all in development and has the defaults of the tutorials', () => {
    const { config, problems } = load({});
    expect(problems).toEqual([]);
    expect(config).toMatchObject({
      isProduction: false,
      server: { host: '127.0.0.1', port: 8000, url: 'http://localhost:8000', workers: 4, drainSeconds: 0 },
      data: { directory: join(cwd, 'data'), databaseUrl: `sqlite:${cwd}/data/ostiary.sqlite` },
      cookies: { isSecure: false, roleCookieSeconds: 1_800, sessionSeconds: 1_209_600 },
      passwords: { workers: 1, maxQueued: 32, memoryKib: 19_456 },
      limits: { isOn: true, accountFailures: 5, addressFailures: 100, addressSignUps: 100 },
      tokens: {
        algorithm: 'ES256',
        issuer: 'http://localhost:8000',
        accessSeconds: 300,
        refreshSeconds: 86_400,
        isRotating: false,
        onReplay: 'end-session',
        claims: {
          userId: 'user_id',
          tokenType: 'token_type',
          tokenId: 'jti',
          slidingRefreshExp: 'refresh_exp',
        },
        headerTypes: ['Bearer', 'JWT', 'Token'],
      },
    });
  });

  it('shares the cores but one among the hashing threads of its workers', () => {
    const threads = (workers: number) =>
      load({ OSTIARY_WORKERS: String(workers) }, 8).config?.passwords.workers;
    expect([1, 2, 3, 8].map(threads)).toEqual([7, 3, 2, 1]);
  });

  it('drains in production, where a load balancer is told to look elsewhere', () => {
    const drain = (env: Record<string, string>) => load(env).config?.server.drainSeconds;
    const production = {
      NODE_ENV: 'production',
      OSTIARY_URL: 'https://id.example.org',
      OSTIARY_SECRET: 'x'.repeat(40),
    };
    expect(drain(production)).toBe(5);
    expect(drain({ ...production, OSTIARY_DRAIN: '20s' })).toBe(20);
  });

  it('leaves one hashing thread on a machine with one core', () => {
    expect(load({}, 1).config?.passwords.workers).toBe(1);
  });

  it('gives a configuration that cannot be changed, inside and out', () => {
    const config = load({}).config!;
    expect(() => (config.server.port = 1)).toThrow(TypeError);
    expect(() => config.tokens.headerTypes.push('Basic')).toThrow(TypeError);
    expect(load({ OSTIARY_TRUSTED_PROXIES: '' }).config?.server.trustedProxies).toEqual([]);
  });

  it('reads .env, and the environment wins over it, but not when it is empty', () => {
    const lines = [
      '# a comment',
      'export OSTIARY_PORT=9000',
      'OSTIARY_ISSUER="https://a b"',
      'COOKIE_TIME=60',
    ];
    writeFileSync(join(cwd, '.env'), lines.join('\n'));
    const { config } = load({ COOKIE_TIME: '5m', OSTIARY_ISSUER: '' });
    expect(config?.server.port).toBe(9000);
    expect(config?.tokens.issuer).toBe('https://a b');
    expect(config?.cookies.roleCookieSeconds).toBe(300);
  });

  it('reads an env file that begins with a byte order mark, whose first setting was overlooked', () => {
    writeFileSync(join(cwd, '.env'), '\uFEFFOSTIARY_PORT=9000\n');
    expect(load({}).config?.server.port).toBe(9000);
  });

  it('refuses an env file in UTF-16, all of whose settings were overlooked', () => {
    writeFileSync(join(cwd, '.env'), Buffer.from('\uFEFFOSTIARY_PORT=9000\n', 'utf16le'));
    const loaded = load({});
    expect(ids(loaded)).toEqual(['CFG-E003']);
    expect(loaded.problems[0]?.message).toMatch(/not UTF-8/);
  });

  it('says so when an env file that was named is missing', () => {
    const loaded = loadConfig({ env: {}, cwd, envFile: join(cwd, 'absent.env') });
    expect(ids(loaded)).toEqual(['CFG-E003']);
    expect(loaded.config).toBeNull();
  });

  it('reports every problem at once, errors first, and then makes nothing', () => {
    const loaded = load({
      OSTIARY_PROT: '1',
      OSTIARY_PORT: '70000',
      OSTIARY_ACCESS_TOKEN_LIFETIME: 'soon',
      OSTIARY_AUTH_HEADER_TYPES: 'Basic',
      OSTIARY_LEEWAY: '-1',
    });
    expect(loaded.problems.map(({ id, setting }) => [id, setting])).toEqual([
      ['CFG-E001', 'OSTIARY_PROT'],
      ['CFG-E002', 'OSTIARY_PORT'],
      ['CFG-E002', 'OSTIARY_LEEWAY'],
      ['CFG-E002', 'OSTIARY_ACCESS_TOKEN_LIFETIME'],
      ['CFG-W003', 'OSTIARY_AUTH_HEADER_TYPES'],
    ]);
    expect(loaded.problems[0]?.hint).toBe('Did you mean OSTIARY_PORT?');
    expect(loaded.config).toBeNull();
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });

  it('does not mind what a service of one’s own is told in the same shell', () => {
    expect(load({ OSTIARY_SERVICE_KEY: 'osk_1' }).problems).toEqual([]);
  });

  it('never repeats the value of a secret', () => {
    const loaded = load({ OSTIARY_SECRET: 'tooshort', DATABASE_URL: 'mysql://root:hunter2@db/x' });
    expect(ids(loaded)).toEqual(['CFG-E010', 'CFG-E005']);
    expect(JSON.stringify(loaded.problems)).not.toMatch(/tooshort|hunter2/);
  });
});

describe('combinations of settings', () => {
  const key = 'x'.repeat(32);
  it.each<[string, Environment, string[]]>([
    ['production with what it needs is fine', production, []],
    ['production without a master key', { ...production, OSTIARY_SECRET: '' }, ['CFG-E004']],
    ['production with a short master key', { ...production, OSTIARY_SECRET: 'short' }, ['CFG-E005']],
    ['production without a URL', { ...production, OSTIARY_URL: '' }, ['CFG-E006']],
    ['production on http', { ...production, OSTIARY_URL: 'http://id.example.org' }, ['CFG-E006']],
    ['production without limits', { ...production, OSTIARY_RATE_LIMITS: 'off' }, ['CFG-W002']],
    ['development without limits is fine', { OSTIARY_RATE_LIMITS: 'off' }, []],
    ['a URL with a path', { OSTIARY_URL: 'https://example.org/id' }, ['CFG-E007']],
    ['a URL with a trailing slash', { OSTIARY_URL: 'https://example.org/' }, ['CFG-E007']],
    ['a URL with credentials', { OSTIARY_URL: 'https://me@example.org' }, ['CFG-E007']],
    ['a URL of another scheme', { OSTIARY_URL: 'ftp://example.org' }, ['CFG-E002']],
    ['HS256 without a key', { OSTIARY_ALGORITHM: 'HS256' }, ['CFG-E008', 'CFG-W001']],
    [
      'HS256 with a short key',
      { OSTIARY_ALGORITHM: 'HS256', OSTIARY_SIGNING_KEY: 'short' },
      ['CFG-E009', 'CFG-W001'],
    ],
    ['HS256 with a good key', { OSTIARY_ALGORITHM: 'HS256', OSTIARY_SIGNING_KEY: key }, ['CFG-W001']],
    ['access as long as refresh', { OSTIARY_ACCESS_TOKEN_LIFETIME: '1d' }, ['CFG-E011']],
    ['sliding longer than its refresh', { OSTIARY_SLIDING_TOKEN_LIFETIME: '2d' }, ['CFG-E012']],
    ['sliding as long as its refresh is fine', { OSTIARY_SLIDING_TOKEN_LIFETIME: '1d' }, []],
    ['a reuse window of a day', { OSTIARY_REFRESH_REUSE_WINDOW: '1d' }, ['CFG-E013']],
    ['a lifetime of nothing', { OSTIARY_REFRESH_TOKEN_LIFETIME: '0' }, ['CFG-E002']],
    ['no rotation in production', { ...production, OSTIARY_ROTATE_REFRESH_TOKENS: 'False' }, ['CFG-W006']],
    ['no rotation elsewhere is fine', { OSTIARY_ROTATE_REFRESH_TOKENS: 'off' }, []],
    ['two claims of one name', { OSTIARY_USER_ID_CLAIM: 'jti' }, ['CFG-E016', 'CFG-E016']],
    ['a claim that tokens use already', { OSTIARY_TOKEN_TYPE_CLAIM: 'exp' }, ['CFG-E016']],
    ['the user id as sub is fine', { OSTIARY_USER_ID_CLAIM: 'sub' }, []],
    ['https without secure cookies', { ...production, COOKIE_SECURE: 'off' }, ['CFG-W004']],
    ['secure cookies on http', { OSTIARY_URL: 'http://id.test', COOKIE_SECURE: 'on' }, ['CFG-W007']],
    ['secure cookies on localhost are fine', { COOKIE_SECURE: 'on' }, []],
    ['an administrator without password', { OSTIARY_ADMIN_EMAIL: 'a@b.c' }, ['CFG-W008']],
    ['an administrator without name', { OSTIARY_ADMIN_PASSWORD: 'x' }, ['CFG-W008']],
    ['Basic authentication', { OSTIARY_AUTH_HEADER_TYPES: 'bearer, basic' }, ['CFG-W003']],
    ['the same header type twice', { OSTIARY_AUTH_HEADER_TYPES: 'JWT,jwt' }, ['CFG-E002']],
    ['no header type', { OSTIARY_AUTH_HEADER_TYPES: ',' }, ['CFG-E002']],
  ])('%s', (_name, env, expected) => {
    const loaded = load(env);
    expect(ids(loaded)).toEqual(expected);
    expect(loaded.config === null).toBe(expected.some((id) => id.startsWith('CFG-E')));
  });

  it('takes the cookies’ Secure from the scheme of the public URL', () => {
    expect(load(production).config?.cookies.isSecure).toBe(true);
  });
});

describe('the database', () => {
  it.each([
    ['postgres://u:p@db:5432/x', 'postgres://u:p@db:5432/x'],
    ['postgresql://db/x', 'postgresql://db/x'],
    ['sqlite:///srv/o.db', 'sqlite:/srv/o.db'],
    ['sqlite:////srv/o.db', 'sqlite:/srv/o.db'],
    ['sqlite:/srv/o.db', 'sqlite:/srv/o.db'],
  ])('%s is understood', (url, expected) => {
    expect(load({ DATABASE_URL: url }).config?.data.databaseUrl).toBe(expected);
  });

  it('a relative file is looked for in the working directory', () => {
    expect(load({ DATABASE_URL: 'sqlite:x.db' }).config?.data.databaseUrl).toBe(`sqlite:${cwd}/x.db`);
  });

  it.each([
    'mysql://db/x',
    'sqlite:',
    'sqlite:///',
    'sqlite://:memory:',
    '/srv/o.db',
    'postgres://a:b:c@d:e/f',
  ])('%s is refused', (url) => expect(ids(load({ DATABASE_URL: url }))).toEqual(['CFG-E010']));
});

describe('secrets of development', () => {
  const file = (): string => join(cwd, 'data', 'secrets.json');

  it('are made once, told about, kept from others and used again', () => {
    const first = load({});
    expect(first.notices).toEqual([`Made a master key for development in ${file()}.`]);
    expect(first.config?.secrets.master).toMatch(/^[\w-]{43}$/);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(join(cwd, 'data')).mode & 0o777).toBe(0o700);
    const second = load({});
    expect(second.notices).toEqual([]);
    expect(second.config?.secrets.master).toBe(first.config?.secrets.master);
  });

  it('are not made when a master key is given', () => {
    expect(load({ OSTIARY_SECRET: secret }).config?.secrets.master).toBe(secret);
    expect(existsSync(file())).toBe(false);
  });

  it('that others can read are a warning', () => {
    load({});
    chmodSync(file(), 0o644);
    expect(ids(load({}))).toEqual(['CFG-W005']);
  });

  it('that were damaged are an error, and are not replaced', () => {
    load({});
    writeFileSync(file(), '{"OSTIARY_SECRET":"cut');
    expect(ids(load({}))).toEqual(['CFG-E015']);
    expect(readFileSync(file(), 'utf8')).toContain('cut');
  });

  it('in a directory that cannot be made are one clear error', () => {
    writeFileSync(join(cwd, 'data'), 'a file in the way');
    const loaded = load({});
    expect(ids(loaded)).toEqual(['CFG-E014']);
    expect(loaded.problems[0]?.message).toContain(join(cwd, 'data'));
    expect(loaded.problems[0]?.hint).toContain('OSTIARY_DATA_DIR');
  });
});
