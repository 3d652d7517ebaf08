import { databases, type TestDatabase } from '@ostiary/testkit';
import SqliteConnection from 'better-sqlite3';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyDifferences, proveEqual, type PassOptions } from './pass.ts';
import { createSource } from './source.ts';
import { readTableShapes } from './table-shapes.ts';
import { createTarget } from './target.ts';

const [, postgres] = databases();

const schema = (text: string, number: string): string => `
  create table owners (id ${text} primary key, email ${text} unique, changed ${number} not null);
  create table things (owner_id ${text} not null references owners(id) on delete cascade,
    name ${text} not null, size ${number}, primary key (owner_id, name));
  create table notes (id ${number} primary key, owner_id ${text} references owners(id) on delete set null)`;

let opened: TestDatabase;
let raw: SqliteConnection.Database;
let client: pg.Client;
let options: PassOptions;
beforeEach(async () => {
  if (!postgres) throw new Error('No PostgreSQL');
  opened = await postgres.open({ isMigrated: false });
  client = new pg.Client(opened.url);
  await client.connect();
  await client.query(schema('text collate "C"', 'integer'));
  raw = new SqliteConnection(':memory:');
  raw.pragma('foreign_keys = on');
  raw.exec(schema('text', 'integer'));
  const shapes = readTableShapes(raw);
  options = { source: createSource(raw), target: await createTarget(client), shapes };
});
afterEach(async () => {
  raw.close();
  await client.end();
  await opened.close();
});

async function expectEqual(): Promise<void> {
  for (const [table, order] of [
    ['owners', 'id'],
    ['things', 'owner_id, name'],
    ['notes', 'id'],
  ]) {
    const { rows } = await client.query<object>(`select * from ${table ?? ''} order by ${order ?? ''}`);
    expect(rows, table).toEqual(raw.prepare(`select * from ${table ?? ''} order by ${order ?? ''}`).all());
  }
}

function fill(): void {
  const owner = raw.prepare('insert into owners values (?, ?, 1)');
  const thing = raw.prepare('insert into things values (?, ?, ?)');
  const note = raw.prepare('insert into notes values (?, ?)');
  raw.transaction(() => {
    // More than one piece of a table, and texts that other collations would order otherwise.
    for (let at = 0; at < 4_500; at++) {
      const id = `${['a', 'B', 'é', 'Z', '😀', '\uFFFD', '_'][at % 7] ?? ''}-${at}`;
      owner.run(id, at % 3 === 0 ? null : `${at}@x`);
      thing.run(id, 'Ä', at);
      thing.run(id, 'a', null);
      note.run(at, at % 2 === 0 ? id : null);
    }
  })();
}

describe('a pass over the tables of a move', () => {
  it('puts each table after those that its rows belong to', () => {
    const names = options.shapes.map(({ name }) => name);
    expect(names[0]).toBe('owners');
    expect(options.shapes.find(({ name }) => name === 'things')?.key).toEqual(['owner_id', 'name']);
  });

  it('copies, changes, deletes and brings back, and finds nothing to do afterwards', async () => {
    fill();
    expect(await applyDifferences(options)).toMatchObject({
      rows: 18_000,
      added: 18_000,
      changed: 0,
      removed: 0,
    });
    await expectEqual();
    raw.exec(`
      delete from owners where id like 'Z-1%';
      update owners set changed = 2 where id like 'é-2%';
      update things set size = -1 where owner_id like 'B-3%' and name = 'Ä';
      insert into owners values ('new', 'n@x', 9);
      insert into notes values (99999, 'new')`);
    // Whatever somebody else put there is in nobody's way either.
    await client.query(
      `insert into owners values ('stray', 's@x', 1); insert into notes values (-5, 'stray')`,
    );
    await applyDifferences(options);
    await expectEqual();
    expect(await proveEqual(options)).toBeGreaterThan(17_000);
    expect(await applyDifferences(options)).toMatchObject({ added: 0, changed: 0, removed: 0 });
  });

  it('lets unique values change their owners', async () => {
    raw.exec(`
      insert into owners values ('1', 'a@x', 1), ('2', 'b@x', 1), ('3', 'c@x', 1);
      insert into things values ('1', 't', 1), ('2', 't', 2);
      insert into notes values (1, '1'), (2, '2')`);
    await applyDifferences(options);
    raw.exec(`
      update owners set email = 'swap' where id = '1';
      update owners set email = 'a@x' where id = '2';
      update owners set email = 'b@x' where id = '1';
      delete from owners where id = '3';
      insert into owners values ('0', 'c@x', 1)`);
    await applyDifferences(options);
    await expectEqual();
    expect(await proveEqual(options)).toBe(7);
  });

  it.each([
    `update owners set changed = 7 where id = 'B-1'`,
    `insert into owners values ('~~~~', 'last@x', 1)`,
    `insert into owners values ('!', 'first@x', 1)`,
    `delete from notes where id = 4499`,
    `update things set size = 0 where owner_id = 'B-1' and name = 'a'`,
  ])('does not call equal what is not: %s', async (change) => {
    fill();
    await applyDifferences(options);
    await proveEqual(options);
    await client.query(change);
    await expect(proveEqual(options)).rejects.toThrow(/differ between the two databases/);
  });

  it('says which table holds what PostgreSQL cannot', async () => {
    raw.prepare('insert into owners values (?, ?, 1)').run('nul', 'a\u0000b');
    await expect(applyDifferences(options)).rejects.toThrow(/The rows of owners could not be moved/);
  });
});
