import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askingForMail, everyPlace, openTown, type Town } from './places.ts';
import { chanceOfGreater, median, type Sample } from './samples.rules.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const rounds = 120;
/**
 * By how much a single request may tell. Chance alone strays by 0.037 with so many rounds, so that this is four times
 * as much; somebody who could tell by so little would have to ask some fifty times about one address, where limits
 * allow a few.
 */
const bound = 0.15;

type Asking = (email: string) => Promise<unknown>;

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Turn and turn about, so that whatever else the machine does is in both: which is first changes, too. */
async function timesOf(ask: Asking): Promise<{ known: Sample; unknown: Sample }> {
  const known: number[] = [];
  const unknown: number[] = [];
  const measure = {
    known: async () => void known.push(await millisecondsOf(() => ask(town.known))),
    unknown: async () => {
      const email = town.unknown();
      unknown.push(await millisecondsOf(() => ask(email)));
    },
  };
  for (let warmUp = 0; warmUp < 10; warmUp++) await ask(warmUp % 2 === 0 ? town.known : town.unknown());
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
    for (const who of order) await measure[who]();
  }
  return { known, unknown };
}

function describeTimes({ known, unknown }: { known: Sample; unknown: Sample }): string {
  return `known ${median(known).toFixed(3)} ms, unknown ${median(unknown).toFixed(3)} ms`;
}

describe.each(everyPlace)('$name', ({ open }) => {
  it('takes as long, whoever has an account', async () => {
    const times = await timesOf(await open(town.test));
    const chance = chanceOfGreater(times.known, times.unknown);
    expect(Math.abs(chance - 0.5), `${String(chance)}: ${describeTimes(times)}`).toBeLessThan(bound);
  }, 60_000);
});

describe('what would tell', () => {
  it.each(askingForMail)(
    'shows in these measures: $name, were it answered before the reply',
    async ({ open }) => {
      const { requests } = town.test.services.ownAccounts;
      const ask = await open(town.test);
      await requests.answer();
      const times = await timesOf(async (email) => {
        await ask(email);
        await requests.answer();
      });
      expect(chanceOfGreater(times.known, times.unknown), describeTimes(times)).toBeGreaterThan(0.5 + bound);
    },
    60_000,
  );
});
