import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTransferFixture, type TransferFixture } from '../transfer.fixture.ts';
import { inBatches } from './batches.ts';
import type { Line } from '../records/records.types.ts';

const userLine = (line: number, bytes = 100): Line => ({
  line,
  endLine: line,
  bytes,
  reading: { entry: { kind: 'user', profile: { username: `u${line}` } } },
});
const groupLine = (line: number): Line => ({
  ...userLine(line),
  reading: { entry: { kind: 'group', name: `g${line}` } },
});

async function sizesOf(lines: readonly Line[]): Promise<number[]> {
  const sizes: number[] = [];
  const source = (async function* () {
    await Promise.resolve();
    yield lines;
  })();
  for await (const batch of inBatches(source)) sizes.push(batch.lines.length);
  return sizes;
}

const many = 60_000;

describe('batches', () => {
  test('grow with the number of users, and not without bound', async () => {
    const sizes = await sizesOf(Array.from({ length: many }, (_, index) => userLine(index + 1)));
    expect(sizes.slice(0, 10)).toEqual(Array(10).fill(500));
    expect(sizes).toContain(1_024);
    expect(Math.max(...sizes)).toBe(4_096);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(many);
  });

  test('of long lines are short', async () => {
    const long = 1024 * 1024;
    const sizes = await sizesOf(Array.from({ length: 100 }, (_, index) => userLine(index + 1, long)));
    expect(Math.max(...sizes)).toBe(16);
  });

  test('of groups stay as they are', async () => {
    const users = Array.from({ length: many }, (_, index) => userLine(index + 1));
    const groups = Array.from({ length: 1_200 }, (_, index) => groupLine(many + index + 1));
    expect((await sizesOf([...users, ...groups])).slice(-3)).toEqual([500, 500, 200]);
  });
});

describe.each(databases())('a long import on $name', ({ name, open }) => {
  let store: TestDatabase;
  let fixture: TransferFixture;
  beforeEach(async () => {
    store = await open();
    fixture = await createTransferFixture(store);
  });
  afterEach(() => store.close());

  const people = 14_000;
  const lines = Array.from({ length: people }, (_, index) => ({
    external_id: `e${index}`,
    username: `u${index}`,
  }));

  async function longestWrite(): Promise<number> {
    const entries = await fixture.entries();
    const spans = entries
      .filter(({ action }) => action === 'user.import')
      .map(({ details }) => Number(details['last_line']) - Number(details['first_line']) + 1);
    expect(spans.reduce((sum, span) => sum + span)).toBe(people);
    return Math.max(...spans);
  }

  test('commits more at a time the longer it gets', async () => {
    expect(await fixture.importObjects(lines)).toMatchObject({ created: people, failed: 0 });
    expect(await longestWrite()).toBe(1_024);
  });

  // Writers of SQLite wait for one another, so there the import takes less at a time; those of PostgreSQL do not.
  test('gives way to whoever wants to write, and loses and repeats nothing', async () => {
    let isOver = false;
    const competing = (async () => {
      let written = 0;
      for (; !isOver; written++) {
        await store.database.write(() => Promise.resolve());
        await new Promise((resolve) => setImmediate(resolve));
      }
      return written;
    })();
    const report = await fixture.importObjects(lines).finally(() => (isOver = true));
    expect(report).toMatchObject({ created: people, failed: 0, linesDone: people });
    expect(await competing).toBeGreaterThan(people / 1_024);
    expect(await longestWrite()).toBeLessThanOrEqual(name === 'sqlite' ? 512 : 1_024);
    expect(await fixture.emitted()).toHaveLength(people);
  });
});
