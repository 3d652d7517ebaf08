import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closestName } from './did-you-mean.ts';
import { addressRange, databaseUrl, localUrl, plainUrl, publicUrl } from './address.kinds.ts';
import { renderConfigReference } from './config.reference.ts';
import { byteSize, duration, flag, milliseconds, wholeNumber } from './setting.kinds.ts';
import { settingNames, settings, configPaths } from './settings.table.ts';
import type { Kind } from './setting.types.ts';

const around = { cwd: '/srv', cores: 2 };
function read<T>(kind: Kind<T>, text: string): T | undefined {
  const parsed = kind.parse(text, around);
  return 'value' in parsed ? parsed.value : undefined;
}

describe('kinds of values', () => {
  // What broke: what every object has was taken for a word of the table.
  it.each(['constructor', 'toString', '__proto__', 'maybe'])('%s is no switch', (text) =>
    expect(read(flag, text)).toBeUndefined(),
  );
  // What broke: they passed, and the server ended at its start with a stack.
  it.each(['smtp://me:50%off@mail.example.org', 'smtp://%zz@mail.example.org'])(
    '%s is no mail server',
    (text) => expect(read(plainUrl(['smtp:'], 'smtp://mail.example.org'), text)).toBeUndefined(),
  );
  it('a database by credentials that cannot be decoded is none', () => {
    expect(read(databaseUrl, 'postgres://me:50%off@db.example.org/x')).toBeUndefined();
    expect(read(databaseUrl, 'postgres://me:50%25off@db.example.org/x')).toBeDefined();
  });
  it.each([
    ['300', 300],
    ['300s', 300],
    ['5m', 300],
    ['1h', 3_600],
    ['1d', 86_400],
    ['2 H', 7_200],
    ['0', undefined],
    ['-5', undefined],
    ['5w', undefined],
    ['1.5h', undefined],
    ['', undefined],
    ['1e3', undefined],
  ])('a duration of %s', (text, expected) => expect(read(duration(1), text)).toBe(expected));

  it('durations mean the same in every unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), (n) => {
        expect(read(duration(1), `${String(n)}d`)).toBe(read(duration(1), `${String(n * 24)}h`));
        expect(read(duration(1), `${String(n)}h`)).toBe(read(duration(1), `${String(n * 3_600)}`));
      }),
    );
  });

  it.each([
    ['2000', 2_000],
    ['2s', 2_000],
    ['250ms', 250],
    ['0', undefined],
    ['2m', undefined],
  ])('milliseconds of %s', (text, expected) => expect(read(milliseconds(1, 60_000), text)).toBe(expected));

  it.each([
    ['262144', 262_144],
    ['256k', 262_144],
    ['256KiB', 262_144],
    ['1MB', 1_048_576],
    ['1g', undefined],
  ])('a size of %s', (text, expected) => expect(read(byteSize(1, 10_000_000), text)).toBe(expected));

  it.each([
    ['on', true],
    ['TRUE', true],
    ['1', true],
    ['off', false],
    ['False', false],
    ['2', undefined],
  ])('a switch of %s', (text, expected) => expect(read(flag, text)).toBe(expected));

  it.each(['0x10', '1e2', ' ', '65536', '-1', '٣'])('“%s” is not a port', (text) => {
    expect(read(wholeNumber(1, 65_535), text)).toBeUndefined();
  });

  it.each([
    ['10.0.0.0/8', true],
    ['::1', true],
    ['2001:db8::/32', true],
    ['10.0.0.0/33', false],
    ['10.0.0.0/8/8', false],
    ['10.0.0.0/', false],
    ['example.org', false],
  ])('range %s', (text, isRange) => {
    expect(read(addressRange, text) !== undefined).toBe(isRange);
  });

  it.each([
    ['HTTPS://ID.example.org', 'https://id.example.org'],
    ['https://id.test:443', 'https://id.test'],
    ['http://[::1]:8000', 'http://[::1]:8000'],
    ['https://id.test?x', undefined],
    ['id.test', undefined],
  ])('public URL %s', (text, expected) => expect(read(publicUrl, text)).toBe(expected));

  it.each([
    ['127.0.0.1', 8000, 'http://localhost:8000'],
    ['::', 80, 'http://localhost'],
    ['10.1.2.3', 8000, 'http://10.1.2.3:8000'],
    ['2001:db8::1', 8000, 'http://[2001:db8::1]:8000'],
  ])('a server on %s', (host, port, expected) => expect(localUrl(host, port)).toBe(expected));
});

describe('the table of settings', () => {
  it('names each variable once, and its own examples can be read', () => {
    expect(new Set(settingNames).size).toBe(settingNames.length);
    for (const path of configPaths) {
      const { kind, example, env } = settings[path];
      const isCommand = example.startsWith('`');
      expect([env, isCommand || 'value' in kind.parse(example, around)]).toEqual([env, true]);
    }
  });

  it('is in the reference completely', () => {
    const reference = renderConfigReference();
    for (const name of settingNames) expect(reference).toContain(`### \`${name}\``);
  });

  it.each([
    ['OSTIARY_PROT', 'OSTIARY_PORT'],
    ['OSTIARY_REFRESH_LIFETIME', 'OSTIARY_REFRESH_TOKEN_LIFETIME'],
    ['OSTIARY_DATADIR', 'OSTIARY_DATA_DIR'],
    ['OSTIARY_QUITE_ANOTHER_THING_ENTIRELY', undefined],
  ])('%s probably means %s', (wrong, meant) => expect(closestName(wrong, settingNames)).toBe(meant));
});
