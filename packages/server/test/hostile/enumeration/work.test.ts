import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { askingForMail, openTown, signingIn, signingUp, type Place, type Town } from './places.ts';
import { statementsOf } from './watched-statements.ts';

const dayMs = 24 * 60 * 60_000;

let town: Town;
beforeAll(async () => {
  // With limits, which are counted for everybody.
  town = await openTown({ OSTIARY_RATE_LIMITS: 'on' });
});
afterAll(() => town.close());
// What was counted in the test before is forgotten.
beforeEach(() => town.test.clock.advance(dayMs));
afterEach(() => vi.restoreAllMocks());

interface Work {
  statements: string[];
  /** What the hashing threads did. */
  hashed: string[];
}

/** What answering costs, by the second time of asking, when everything that is kept has been made. */
async function workOf({ open }: Place): Promise<{ known: Work; unknown: Work }> {
  const ask = await open(town.test);
  const jobs = vi.spyOn(Worker.prototype, 'postMessage');
  const measured = async (email: string): Promise<Work> => {
    jobs.mockClear();
    const statements = await statementsOf(() => ask(email));
    const hashed = jobs.mock.calls.map(([order]) => (order as { job: { kind: string } }).job.kind);
    return { statements, hashed };
  };
  await ask(town.known);
  await ask(town.unknown());
  return { known: await measured(town.known), unknown: await measured(town.unknown()) };
}

describe.each([...signingIn, ...askingForMail])('$name', (place) => {
  it('runs the same statements, whoever has an account', async () => {
    const { known, unknown } = await workOf(place);
    expect(unknown.statements.length).toBeGreaterThan(2);
    expect(known).toEqual(unknown);
  });
});

describe.each(askingForMail)('$name', (place) => {
  it('looks nobody up before the answer', async () => {
    const { known } = await workOf(place);
    for (const statement of known.statements)
      expect(statement).not.toMatch(/"(users|one_time_links|mail_outbox)"/);
    expect(known.statements.filter((one) => one.includes('account_requests'))).toHaveLength(1);
  });
});

describe.each(signingUp)('$name', (place) => {
  it('makes the account in any case, and undoes that for an address that has one', async () => {
    const { known, unknown } = await workOf(place);
    expect(known.hashed).toEqual(unknown.hashed);
    expect(known.hashed).toContain('hash');
    const ended = (end: 'release' | 'rollback to') => (statement: string) =>
      statement === `${end} savepoint sign_up` ? 'END' : statement;
    expect(unknown.statements).toContain('release savepoint sign_up');
    expect(known.statements.map(ended('rollback to'))).toEqual(unknown.statements.map(ended('release')));
  });
});
