import fc from 'fast-check';
import { mutatedText, growths, grown, type Growth } from './mutated-text.ts';

/** A parser and what holds for every text. */
export interface FuzzTarget {
  name: string;
  /** Texts that it is for. */
  examples: readonly string[];
  /** Throws when something does not hold. What it gives is looked at for foreign prototypes. */
  check(text: string): unknown;
  /** What is measured on long texts, where checking is more work than reading is. */
  read?(text: string): unknown;
  /** The longest text that can reach it, where that is less than a megabyte. */
  longest?: number;
}

/** Of one target, in milliseconds. */
export interface FuzzBudget {
  seed: number;
  milliseconds: number;
}

const megabyte = 1_000_000;
/** A text that is so many times as long … */
const times = 16;
/** … may take so many times as long: 16 if it is read once, 256 if every part is compared with every other. */
const mostSlower = 80;
/** Shorter times than this are not measured well. */
const leastMs = 4;
const measuredForMs = 4;

function cpuMs(): number {
  return process.cpuUsage().user / 1_000;
}

function ignoring({ read, check }: FuzzTarget, text: string): void {
  try {
    if (read) read(text);
    else check(text);
  } catch {
    // Whether it is right is asked elsewhere.
  }
}

/** The processor time of one reading, as it comes. */
function timeOnce(target: FuzzTarget, text: string): number {
  const startedAt = cpuMs();
  ignoring(target, text);
  return cpuMs() - startedAt;
}

/** The same, the least of some. */
function timeOf(target: FuzzTarget, text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const startedAt = cpuMs();
    let runs = 0;
    do {
      ignoring(target, text);
      runs++;
    } while (cpuMs() - startedAt < measuredForMs);
    least = Math.min(least, (cpuMs() - startedAt) / runs);
  }
  return least;
}

/** Of what came out. */
function expectOwnPrototypes(value: unknown): void {
  const seen = new Set<object>();
  const open = [value];
  while (open.length > 0 && seen.size < 1_000) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if ('polluted' in next && !Object.hasOwn(next, 'polluted')) {
      throw new Error('Something that was read became a prototype');
    }
    open.push(...(Object.values(next) as unknown[]));
  }
}

const ofObjects = Object.getOwnPropertyNames(Object.prototype).length;

function expectWhole(): void {
  if (Object.getOwnPropertyNames(Object.prototype).length !== ofObjects) {
    throw new Error('The prototype of all objects has got something new');
  }
}

function checkOne(target: FuzzTarget, text: string): void {
  expectOwnPrototypes(target.check(text));
  expectWhole();
}

function checkGrowth(target: FuzzTarget, growth: Growth): void {
  const longest = target.longest ?? megabyte;
  const text = grown(growth, longest);
  // Quick enough for anybody: nothing to compare.
  if (timeOnce(target, text) < leastMs) return;
  let [short, long] = [0, 0];
  // A machine that is busy with something else is not so each time.
  for (let round = 0; round < 3; round++) {
    long = timeOf(target, text);
    short = timeOf(target, grown(growth, longest / times));
    if (long <= mostSlower * Math.max(short, leastMs / times)) return;
  }
  throw new Error(
    `${times} times the text took ${(long / short).toFixed(0)} times as long: ${long.toFixed(0)} ms`,
  );
}

/** What was tried, for whoever looks at the log. */
export interface FuzzCount {
  texts: number;
  growths: number;
}

/** Tries texts until the time is over. Throws with the seed, the path and the smallest text that fails. */
export function fuzz(target: FuzzTarget, { seed, milliseconds }: FuzzBudget): FuzzCount {
  const count: FuzzCount = { texts: 0, growths: 0 };
  for (const example of target.examples) checkOne(target, example);
  const parameters = (part: number) => ({
    ...{ seed, numRuns: 100_000_000, interruptAfterTimeLimit: milliseconds * part },
    ...{ markInterruptAsFailure: false, maxSkipsPerRun: Number.POSITIVE_INFINITY },
  });
  fc.assert(
    fc.property(mutatedText(target.examples), (text) => {
      count.texts++;
      checkOne(target, text);
    }),
    parameters(0.7),
  );
  fc.assert(
    fc.property(growths(target.examples), (growth) => {
      count.growths++;
      checkGrowth(target, growth);
    }),
    { ...parameters(0.3), endOnFailure: true },
  );
  return count;
}

/** Of the environment: how long all targets of a file take together, and where to begin. */
export function fuzzSettings(defaultSeconds: number): { seed: number; seconds: number } {
  const { OSTIARY_TEST_FUZZ_SECONDS: seconds, OSTIARY_TEST_SEED: seed } = process.env;
  return {
    seconds: Number(seconds ?? defaultSeconds),
    seed: Number(seed ?? Math.floor(Math.random() * 2 ** 31)),
  };
}
