import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createTransferFixture,
  drained,
  inChunks,
  operator,
  someHash,
  type TransferFixture,
} from './transfer.fixture.ts';
import type { ImportOptions, ImportReport } from './transfer.types.ts';

let store: TestDatabase;
let fixture: TransferFixture;
beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = await createTransferFixture(store);
});
afterEach(() => store.close());

const brief = ({ problems }: ImportReport) => problems.map(({ line, code, path }) => [line, code, path]);

async function importBytes(
  parts: readonly (string | Buffer)[],
  format: ImportOptions['format'] = 'jsonl',
  size = 13,
): Promise<ImportReport> {
  const source = inChunks(Buffer.concat(parts.map((part) => Buffer.from(part))), size);
  return (await drained(fixture.transfer.importAll(operator, source, { format }))).report;
}

async function usernames(): Promise<string[]> {
  const lines = (await fixture.exportText()).trim().split('\n');
  return lines.filter(Boolean).map((line) => (JSON.parse(line) as { username: string }).username);
}

const good = (name: string): string => `{"username":"${name}"}\n`;

describe('lines of JSON', () => {
  test('that cannot be read are reported by number, and the rest goes in', async () => {
    const report = await importBytes(
      [
        '\ufeff',
        good('first'),
        '\n  \n',
        '{"username":"cut\n',
        Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d, 0x0a]),
        '[1]\nnull\n42\n"text"\n',
        good('zoë'),
        '{"type":"robot"}\n{"type":["user"]}\n',
        `{"username":"long","first_name":"${'x'.repeat(1_100_000)}"}\r\n`,
        good('last').trim(),
      ],
      'jsonl',
      10_007,
    );
    expect(await usernames()).toEqual(['first', 'zoë', 'last']);
    expect(brief(report)).toEqual([
      [4, 'request.malformed', ''],
      [5, 'request.malformed', ''],
      [6, 'request.malformed', ''],
      [7, 'request.malformed', ''],
      [8, 'request.malformed', ''],
      [9, 'request.malformed', ''],
      [11, 'request.invalid', 'type'],
      [12, 'request.invalid', 'type'],
      [13, 'request.too_large', ''],
    ]);
    expect(report).toMatchObject({ linesDone: 14, created: 3, failed: 9 });
  });

  test('are taken apart whatever the chunks, characters of several bytes too', async () => {
    await importBytes([good('zoë'), good('山田'), good('élan')], 'jsonl', 1);
    expect(await usernames()).toEqual(['zoë', '山田', 'élan']);
  });

  test('name every field that is wrong', async () => {
    const bad = {
      email: 'ann',
      username: 'a b',
      external_id: ' ',
      is_staff: 'yes',
      created_at: 'yesterday',
      last_sign_in_at: '1969-12-31T23:59:59Z',
      password_hash: 'plain text',
      roles: 'owner',
      groups: [1],
      phone: 5,
      id: 'x',
      [`p${'x'.repeat(300)}`]: 1,
    };
    const report = await fixture.importObjects([bad]);
    expect(report).toMatchObject({ created: 0, failed: 1 });
    expect(brief(report).map(([, code, path]) => [code, path])).toEqual([
      ['request.invalid', 'is_staff'],
      ['request.invalid', 'created_at'],
      ['request.invalid', 'last_sign_in_at'],
      ['request.invalid', 'roles'],
      ['request.invalid', 'groups'],
      ['request.invalid', 'phone'],
      ['request.invalid', 'id'],
      ['request.invalid', `p${'x'.repeat(99)}…`],
      ['users.invalid', 'external_id'],
      ['users.invalid', 'email'],
      ['users.invalid', 'username'],
      ['users.invalid', 'password_hash'],
    ]);
  });

  test('with names that mean something to JavaScript are only unknown', async () => {
    const report = await importBytes([
      '{"username":"a","__proto__":{"is_superuser":true}}\n',
      '{"username":"b","constructor":1,"toString":"x"}\n',
      '{"username":"c","hasOwnProperty":null}\n',
    ]);
    expect(brief(report)).toEqual([
      [1, 'request.invalid', '__proto__'],
      [2, 'request.invalid', 'constructor'],
      [2, 'request.invalid', 'toString'],
      [3, 'request.invalid', 'hasOwnProperty'],
    ]);
  });

  test('need somebody to be about, and an account somebody to sign in as', async () => {
    const report = await fixture.importObjects([
      { first_name: 'A' },
      { external_id: '1' },
      {},
      { username: 'a@b.example' },
    ]);
    expect(brief(report)).toEqual([
      [1, 'users.invalid', 'email'],
      [2, 'users.invalid', 'email'],
      [3, 'users.invalid', 'email'],
      [4, 'users.invalid', 'username'],
    ]);
  });

  test('that speak of unknown roles and groups are refused with the places', async () => {
    const report = await fixture.importObjects([
      { username: 'a', roles: ['owner', 'ownr', 'x'] },
      { username: 'b', groups: ['nowhere', 'here'] },
      { type: 'group', name: 'G', roles: ['nobody'] },
      { type: 'role', name: 'r', permissions: ['users.fly'] },
      { type: 'role', name: 'bad name!' },
      { type: 'role' },
      { type: 'permission', name: 'users.fly' },
      { type: 'group', name: '' },
    ]);
    expect(report).toMatchObject({ created: 0, failed: 8 });
    expect(brief(report)).toEqual([
      [1, 'access.role_not_found', 'roles.1'],
      [1, 'access.role_not_found', 'roles.2'],
      [2, 'access.group_not_found', 'groups.0'],
      [2, 'access.group_not_found', 'groups.1'],
      [3, 'access.role_not_found', 'roles.0'],
      [4, 'access.permission_unknown', 'permissions.0'],
      [5, 'request.invalid', 'name'],
      [6, 'request.invalid', 'name'],
      [7, 'request.invalid', 'name'],
      [8, 'request.invalid', 'name'],
    ]);
  });

  test('that are bad by the thousand are counted, and a thousand of them shown', async () => {
    const report = await importBytes(['nonsense\n'.repeat(2_500), good('one')], 'jsonl', 4_000);
    expect(report).toMatchObject({ created: 1, failed: 2_500, problemsLeftOut: 1_500 });
    expect(report.problems).toHaveLength(1_000);
  });

  test('never show up in an answer, in the audit log or in an event with their secrets', async () => {
    const secret = 'hunter2-hunter2';
    const report = await importBytes([
      `{"username":"a","password":"${secret}"}\n`,
      `{"username":"b","password_hash":"${secret}"}\n`,
      `{"username":"c","password_hash":"${someHash}" ${secret}\n`,
      `{"username":"d","password_hash":"${someHash}"}\n`,
    ]);
    expect(report).toMatchObject({ created: 1, failed: 3 });
    const told = JSON.stringify([report, await fixture.entries(), await fixture.emitted()]);
    expect(told).not.toMatch(/hunter2|argon2/);
  });

  test('are none in an empty source', async () => {
    expect(await importBytes([])).toMatchObject({ linesDone: 0, created: 0, failed: 0 });
  });
});

describe('lines of CSV', () => {
  test('that cannot be read are reported by number, and the rest goes in', async () => {
    const report = await importBytes(
      [
        '\ufeffusername,"first_name",roles\r\n',
        'first,"a ""b""\r\nc",read-only; owner\r\n',
        'second,"x,y",\r\n',
        '\r\n',
        'a"b,x,\r\n',
        '"c"d,x,\r\n',
        'few,x\r\n',
        'many,x,,\r\n',
        Buffer.from([0x61, 0xff, 0x2c, 0x2c, 0x0a]),
        'zoë,山田,investor\n',
        'open,"never\n closed,',
      ],
      'csv',
      3,
    );
    expect(brief(report)).toEqual([
      [2, 'users.invalid', 'first_name'],
      [6, 'request.malformed', ''],
      [7, 'request.malformed', ''],
      [8, 'request.malformed', ''],
      [9, 'request.malformed', ''],
      [10, 'request.malformed', ''],
      [12, 'request.malformed', ''],
    ]);
    expect(report.problems.at(-1)?.message).toMatch(/quote that is opened here is never closed/);
    expect(await usernames()).toEqual(['second', 'zoë']);
    expect(report).toMatchObject({ created: 2, failed: 7, linesDone: 13 });
  });

  test.each([
    ['', 'The first line must name the columns.'],
    ['\n', 'The first line must name the columns.'],
    ['email,nonsense\n', 'The columns are not as they must be.'],
    ['{"email":"ann@example.com"}\n', 'The first line must name the columns.'],
    ['"email\n', /^The first line cannot be read\./],
  ])('of %j are not begun with', async (text, message) => {
    await expect(importBytes([text], 'csv')).rejects.toMatchObject({
      code: 'transfer.unreadable',
      message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
    });
    expect(await fixture.transfer.listRuns(store.database.db, { limit: 9, isNewestFirst: true })).toEqual([]);
  });

  test('are resumed behind a record of several lines', async () => {
    const rows = Array.from({ length: 700 }, (_, index) => `u${index},"+1"\r\n`).join('');
    const source = () => inChunks(`username,phone\r\n${rows}`, 997);
    const importing = fixture.transfer.importAll(operator, source(), { format: 'csv' });
    await importing.next();
    const { value } = await importing.next();
    await importing.return({} as never);
    const { id: resume, linesDone } = value as { id: string; linesDone: number };
    expect(linesDone).toBe(501);
    const { report } = await drained(
      fixture.transfer.importAll(operator, source(), { format: 'csv', resume }),
    );
    expect(report).toMatchObject({ created: 700, unchanged: 0, failed: 0, linesDone: 701 });
  });
});

test('a sender who falls silent is not waited for', async () => {
  const { openSource } = await import('./source/open-source.ts');
  async function* silent() {
    yield Buffer.from('x');
    await new Promise((resolve) => setTimeout(resolve, 2_000).unref());
  }
  await expect(openSource(silent(), 20)).rejects.toMatchObject({ code: 'transfer.unreadable' });
});
