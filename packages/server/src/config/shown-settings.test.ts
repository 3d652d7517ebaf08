import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';
import { withoutCredentials, type ShownSetting } from './shown-settings.ts';
import { configPaths, settings } from './settings.table.ts';

const mark = 'PLANTED-x9k2-q7m4-v1t8-SECRET-of-32-and-more';

describe('what is shown of the settings', () => {
  let cwd: string;
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'ostiary-settings-'));
  });
  afterEach(() => rm(cwd, { recursive: true, force: true }));

  function shown(env: Record<string, string> = {}, overrides = {}): Map<string, ShownSetting> {
    const loaded = loadConfig({ env, overrides, cwd, cores: 4 });
    expect(loaded.config).not.toBeNull();
    return new Map(loaded.settings.map((setting) => [setting.variable, setting]));
  }

  it('is every setting of the table', () => {
    expect([...shown().values()].map(({ path }) => path)).toEqual(configPaths);
  });

  it('holds no secret that was planted anywhere', () => {
    const planted: Record<string, string> = {
      OSTIARY_SECRET: mark,
      OSTIARY_SIGNING_KEY: mark,
      OSTIARY_ADMIN_PASSWORD: mark,
      OSTIARY_REGISTRATION_TOKEN: mark,
      OSTIARY_SMTP_URL: `smtp://${mark}:${mark}@mail.example.org:587?tls=optional`,
      OSTIARY_BREACHED_PASSWORDS_URL: `https://${mark}:${mark}@breaches.example.org/range/?key=${mark}#${mark}`,
      OSTIARY_PREDECESSOR_KEY: `${mark}, of the old service`,
      OSTIARY_PREDECESSOR_TOKEN_URL: `https://old.example.org/auth/token/?key=${mark}`,
      OSTIARY_PREDECESSOR_UNTIL: '2099-01-01T00:00:00Z',
      OSTIARY_ISSUER: `https://${mark}:${mark}@id.example.org`,
      OSTIARY_AUDIENCE: `https://api.example.org/?key=${mark}`,
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=${mark}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: `https://${mark}:${mark}@collector.example.org:4318`,
    };
    const secrets = configPaths.filter((path) => settings[path].isSecret).map((path) => settings[path].env);
    expect([...Object.keys(planted), 'DATABASE_URL']).toEqual(expect.arrayContaining(secrets));
    for (const DATABASE_URL of [
      `postgres://${mark}:${mark}@db.example.org:5432/ostiary?password=${mark}&sslkey=${mark}`,
      `postgresql://db.example.org/ostiary?password=${mark}`,
    ]) {
      const found = shown({ ...planted, DATABASE_URL });
      expect(JSON.stringify([...found])).not.toContain(mark);
      expect(JSON.stringify([...found])).not.toContain(encodeURIComponent(mark).slice(0, 12));
      for (const name of secrets)
        expect(found.get(name), name).toMatchObject({ isSecret: true, isSet: true });
      expect(found.get('OSTIARY_SECRET')?.value).toBeNull();
      expect(found.get('DATABASE_URL')?.value).toContain('db.example.org');
      expect(found.get('OSTIARY_SMTP_URL')?.value).toBe('smtp://…@mail.example.org:587?…');
    }
  });

  it('says where each value comes from', async () => {
    const file = join(cwd, '.env');
    await writeFile(file, 'OSTIARY_AUDIENCE=from-file\nOSTIARY_LOG_LEVEL=debug\nOSTIARY_HOST=0.0.0.0\n');
    const found = shown({ OSTIARY_LOG_LEVEL: 'warn', OSTIARY_HOST: '' }, { OSTIARY_PORT: '8080' });
    expect(found.get('OSTIARY_AUDIENCE')).toMatchObject({
      ...{ value: 'from-file', source: { kind: 'env_file', file, from: [] } },
    });
    expect(found.get('OSTIARY_LOG_LEVEL')).toMatchObject({
      ...{ value: 'warn', source: { kind: 'environment', file: null } },
    });
    expect(found.get('OSTIARY_HOST')).toMatchObject({ value: '0.0.0.0', source: { kind: 'env_file' } });
    expect(found.get('OSTIARY_PORT')).toMatchObject({ value: '8080', source: { kind: 'command_line' } });
    expect(found.get('OSTIARY_URL')).toMatchObject({
      value: 'http://localhost:8080',
      source: { kind: 'derived', from: ['OSTIARY_HOST', 'OSTIARY_PORT'] },
    });
    expect(found.get('OSTIARY_COMPAT')).toMatchObject({ value: 'on', source: { kind: 'default' } });
    expect(found.get('OSTIARY_SECRET')).toMatchObject({
      ...{ value: null, isSet: true },
      source: { kind: 'generated', file: join(cwd, 'data', 'secrets.json') },
    });
    expect(found.get('OSTIARY_ADMIN_PASSWORD')).toMatchObject({ isSet: false, source: { kind: 'default' } });
  });

  it('leaves addresses without credentials as they are', () => {
    for (const text of ['https://id.example.org', 'plain text', 'sqlite:/srv/data.sqlite']) {
      expect(withoutCredentials(text)).toBe(text);
    }
    expect(withoutCredentials('https://user@x.example:1/a')).toBe('https://…@x.example:1/a');
    expect(withoutCredentials(`https://${mark}@:nonsense`)).toBe('…');
    for (const slashes of ['', '/', '\\\\', '///']) {
      expect(withoutCredentials(`https:${slashes}user:${mark}@x.example/a`)).toBe('https://…@x.example/a');
    }
    for (const text of ['urn:service:orders', 'sqlite::memory:', 'Ostiary <id@example.org>']) {
      expect(withoutCredentials(text)).toBe(text);
    }
  });
});
