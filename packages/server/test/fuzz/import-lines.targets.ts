import type { FuzzTarget } from '@ostiary/testkit';
import { stringify } from 'csv-stringify/sync';
import { expect } from 'vitest';
import { isReadableHash } from '#modules/passwords';
import { readProfile } from '../../src/modules/users/profile.rules.ts';
import { describeDataSchema } from '../../src/modules/services/data-schema/data-schema.rules.ts';
import { readKeyedHash, writeKeyedHash } from '../../src/modules/transfer/kinds/keyed-hash.rules.ts';
import { csvColumns, guarded } from '../../src/modules/transfer/records/csv-cells.rules.ts';
import { readCsv, readCsvHeader } from '../../src/modules/transfer/records/read-csv.ts';
import { readJsonLines } from '../../src/modules/transfer/records/read-json-lines.ts';
import type { Line } from '../../src/modules/transfer/records/records.types.ts';
import { RecordSplitter, type RawRecord } from '../../src/modules/transfer/source/records.ts';
import { readMap } from '../../src/commands/django/layout/map-file.rules.ts';
import { readRedirectUris, readSecret } from '../../src/commands/django/lines/applications.rules.ts';
import { problemOfOrigin, problemOfRedirectUri } from '../../src/modules/applications/rules/uri.rules.ts';
import { examples, secret } from './import-lines.examples.ts';
import { refusalOf } from './refusals.ts';

const judges = { readProfile, isReadableHash };

function recordsOf(format: 'jsonl' | 'csv', bytes: Buffer, chunkSize: number): RawRecord[] {
  const splitter = new RecordSplitter(format);
  const records: RawRecord[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize)
    records.push(...splitter.push(bytes.subarray(at, at + chunkSize)));
  return [...records, ...splitter.end()];
}

/** The same records, however the bytes come. */
function split(format: 'jsonl' | 'csv', text: string): RawRecord[] {
  const bytes = Buffer.from(text, 'utf8');
  const whole = recordsOf(format, bytes, Math.max(1, bytes.length));
  if (bytes.length < 4_000)
    for (const size of [1, 3, 64]) expect(recordsOf(format, bytes, size)).toEqual(whole);
  return whole;
}

const isName = new RegExp(`${secret}[^"]*"\\s*:`);
const timePattern = /T\d\d:\d\d/;

/** Every time of a line that was read is the day that was written, but for its zone. */
function expectSameDays(text: string, entry: object): void {
  const written = Object.values(entry).filter((value): value is number => typeof value === 'number');
  if (!('createdAt' in entry) || !timePattern.test(text) || written.length === 0) return;
  const { createdAt } = entry;
  if (typeof createdAt !== 'number') return;
  const days = [-1, 0, 1].map((shift) => new Date(createdAt + shift * 86_400_000).toISOString().slice(0, 10));
  expect(days.some((day) => text.includes(day))).toBe(true);
}

/** Read, or refused in our own words. */
function expectLine({ reading, line, endLine }: Line, text: string): void {
  expect(endLine).toBeGreaterThanOrEqual(line);
  if ('entry' in reading) return expectSameDays(text, reading.entry);
  expect(reading.problems.length).toBeGreaterThan(0);
  for (const { code, path, message } of reading.problems) {
    expect(code).toMatch(/^(request|users)\.[a-z_]+$/);
    expect(path).toMatch(/^[^\p{Cc}]*$/u);
    // Names of fields are told, and what stood where a name belongs is one.
    if (!isName.test(text)) expect(message).not.toContain(secret);
  }
}

const jsonLines: FuzzTarget = {
  name: 'lines of JSON',
  examples: examples.map((example) => JSON.stringify(example)),
  check(text) {
    const lines = readJsonLines(split('jsonl', text), judges);
    for (const line of lines) expectLine(line, text);
    return lines;
  },
};

const csvHeader = csvColumns.join(',');
const csvExample = [
  ...[
    '7',
    'ann@example.com',
    'true',
    'ann',
    '"Ann, the ""first"""',
    "'=1+1",
    '+44 20 7946',
    'true',
    '0',
    'FALSE',
  ],
  ...[
    '2026-01-15T09:30:00Z',
    '',
    `pbkdf2_sha256$1000$${secret}$${'A'.repeat(43)}=`,
    'owner;editor',
    ' Team ;',
  ],
].join(',');

const csvLines: FuzzTarget = {
  name: 'lines of CSV',
  examples: [`${csvHeader}\n${csvExample}\n`, `email,first_name\r\nbob@example.com,"Bob\nLine"\r\n`],
  check(text) {
    const [header, ...records] = split('csv', text);
    if (!header) return undefined;
    const columns = refusalOf(() => readCsvHeader(header), ['transfer.unreadable']);
    if (!columns) return undefined;
    const lines = readCsv(records, columns, judges);
    for (const line of lines) expectLine(line, text);
    return lines;
  },
};

const csvCells: FuzzTarget = {
  name: 'a cell that an export wrote',
  examples: ['Ann', '=cmd|calc', "'=guarded", '"', 'Zeile\nzwei', ' +1', '@x', 'a,b;c'],
  check(text) {
    // What a name may be: the profile takes blanks at its ends and what nobody can see.
    const name = readProfile({ firstName: text });
    if (name.problems.length > 0 || name.user.firstName === '') return undefined;
    const written = stringify([
      ['username', 'first_name'],
      ['ann', guarded('first_name', name.user.firstName ?? '')],
    ]);
    const [header, record] = split('csv', written);
    if (!header || !record) throw new Error('An export wrote no lines');
    const [line] = readCsv([record], readCsvHeader(header), judges);
    expect(line?.reading).toMatchObject({ entry: { profile: { firstName: name.user.firstName } } });
    return line;
  },
};

const keyedHashes: FuzzTarget = {
  name: 'keyed hashes',
  examples: [`ostiary$${'k'.repeat(11)}$${'h'.repeat(43)}`],
  check(text) {
    const read = readKeyedHash(text);
    if (read) expect(writeKeyedHash(read)).toBe(text);
    return read;
  },
};

const djangoMaps: FuzzTarget = {
  name: 'map files of Django',
  examples: [
    JSON.stringify({
      ...{ table: 'accounts_user', key: 'id', fields: { email: 'mail', is_staff: false, phone: null } },
      ...{ level: { column: 'level', roles: { '1': 'read-only' } }, groups: { Old: 'New' } },
      permission_labels: { shop: 'orders' },
    }),
  ],
  check(text) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return undefined;
    }
    const read = readMap(value as Parameters<typeof readMap>[0]);
    if ('problems' in read) expect(read.problems.length).toBeGreaterThan(0);
    else for (const role of read.level?.roles.values() ?? []) expect(role).toMatch(/./su);
    return read;
  },
};

const djangoApplications: FuzzTarget = {
  name: 'addresses and secrets of Django',
  examples: [
    'https://app.example.org/callback http://127.0.0.1:8000/x com.example.app:/callback',
    `pbkdf2_sha256$1000$${secret}$${'A'.repeat(43)}=`,
    secret,
  ],
  check(text) {
    const { uris, kind, losses } = readRedirectUris(text);
    for (const uri of uris) expect(problemOfRedirectUri(uri, kind)).toBeUndefined();
    expect(uris.length + losses.length).toBe(new Set(text.split(/\s+/).filter(Boolean)).size);
    const read = readSecret(text, null);
    if (read.loss) expect(read.loss.message).not.toContain(secret);
    return [uris, read];
  },
};

const uris: FuzzTarget = {
  name: 'addresses of applications',
  examples: [
    ...['https://app.example.org/callback?a=b', 'http://localhost:3000/x', 'com.example.app:/callback'],
    ...['https://app.example.org', 'http://[::1]:80/', 'https://xn--bcher-kva.example/%20'],
  ],
  check(text) {
    for (const kind of ['web', 'native'] as const) {
      if (problemOfRedirectUri(text, kind) !== undefined) continue;
      // As browsers read it, it is what it looks like.
      const url = new URL(text);
      expect(text.toLowerCase().startsWith(`${url.protocol}${url.host === '' ? '' : '//'}`)).toBe(true);
      expect([url.hash, url.username, url.password]).toEqual(['', '', '']);
      expect(url.protocol).not.toMatch(/^(javascript|data|file|blob|vbscript|about):/);
      if (/^https?:/i.test(text))
        expect(
          text
            .slice(text.indexOf(':') + 3)
            .toLowerCase()
            .startsWith(url.hostname),
        ).toBe(true);
    }
    if (problemOfOrigin(text) === undefined) expect(new URL(text).origin).toBe(text);
    return undefined;
  },
};

const dataSchemas: FuzzTarget = {
  name: 'schemas of a service’s data',
  examples: [
    JSON.stringify({
      ...{ type: 'object', properties: { plan: { enum: ['free', 'paid'] }, of: { $ref: '#/$defs/of' } } },
      $defs: { of: { type: 'array', items: { type: 'string', format: 'email' } } },
    }),
  ],
  check(text) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return undefined;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const problems = describeDataSchema(value as Record<string, unknown>);
    expect(JSON.stringify(problems).length).toBeLessThan(20_000);
    return problems;
  },
};

export const importLines: readonly FuzzTarget[] = [
  ...[jsonLines, csvLines, csvCells, keyedHashes, djangoMaps, djangoApplications, uris, dataSchemas],
];
