import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createTransferFixture,
  drained,
  inChunks,
  operator,
  toLines,
  type TransferFixture,
} from '../transfer.fixture.ts';

const ann = { external_id: '1', email: 'ann@example.com', username: 'ann' };
const bob = { external_id: '2', email: 'bob@example.com' };

describe.each(databases())('runs on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: TransferFixture;
  beforeEach(async () => {
    store = await open();
    fixture = await createTransferFixture(store);
  });
  afterEach(() => store.close());

  test('a run that was interrupted is resumed, and loses and repeats nothing', async () => {
    const lines = Array.from({ length: 1_300 }, (_, index) => ({
      external_id: `e${index}`,
      username: `u${index}`,
    }));
    const source = () => inChunks(toLines(lines), 7_000);
    const importing = fixture.transfer.importAll(operator, source(), { format: 'jsonl' });
    const seen = [];
    for await (const step of importing) {
      seen.push(step.linesDone);
      if (step.linesDone === 1_000) break;
    }
    expect(seen).toEqual([0, 500, 1_000]);
    const [run] = await fixture.transfer.listRuns(store.database.db, { limit: 10, isNewestFirst: true });
    expect(run).toMatchObject({ linesDone: 1_000, created: 1_000, finishedAt: null });
    const resume = run?.id ?? '';
    const { report, steps } = await drained(
      fixture.transfer.importAll(operator, source(), { format: 'jsonl', resume }),
    );
    expect(steps[0]).toMatchObject({ linesDone: 1_000, created: 1_000 });
    expect(report).toMatchObject({ id: resume, linesDone: 1_300, created: 1_300, unchanged: 0, failed: 0 });
    const [{ count } = { count: 0 }] = await store.database.db
      .selectFrom('events')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .execute();
    expect(Number(count)).toBe(1_300);
    await expect(fixture.importObjects(lines, { resume })).rejects.toMatchObject({
      code: 'transfer.run_finished',
    });
  });

  test('two who go on with the same run do not both do it', async () => {
    const lines = Array.from({ length: 1_500 }, (_, index) => ({ username: `u${index}` }));
    const source = () => inChunks(toLines(lines), 7_000);
    const first = fixture.transfer.importAll(operator, source(), { format: 'jsonl' });
    await first.next();
    const { value } = await first.next();
    const resume = (value as { id: string }).id;
    const second = fixture.transfer.importAll(operator, source(), { format: 'jsonl', resume });
    await second.next();
    await second.next();
    await expect(drained(first)).rejects.toMatchObject({ code: 'transfer.run_busy' });
    expect((await drained(second)).report).toMatchObject({ created: 1_500, failed: 0 });
  });

  test('another source, or an unknown run, is not gone on with', async () => {
    const importing = fixture.transfer.importAll(operator, inChunks(toLines([ann])), { format: 'jsonl' });
    const { value } = await importing.next();
    await importing.return({} as never);
    const resume = (value as { id: string }).id;
    await expect(fixture.importObjects([bob], { resume })).rejects.toMatchObject({
      code: 'transfer.source_changed',
    });
    const unknown = { resume: '019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70' };
    await expect(fixture.importObjects([bob], unknown)).rejects.toMatchObject({
      code: 'transfer.run_not_found',
    });
  });

  test('are forgotten when nobody touched them for 90 days', async () => {
    await fixture.importObjects([ann]);
    const prune = (days: number) =>
      store.database.write((tx) => fixture.transfer.prune(tx, fixture.clock.nowMs() + days * 86_400_000));
    expect([await prune(90), await prune(91)]).toEqual([0, 1]);
  });
});
