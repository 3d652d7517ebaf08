import type { GrowthRow, PruningRow } from '../report/figures.types.ts';
import { startBareVerification, type Baseline } from '../support/baselines.ts';
import { costed, type Costed } from '../support/costs.ts';
import { fillStore } from '../support/fill-store.ts';
import { halfOf, median } from '../support/load.ts';
import { operationsOn, type Operation, type People } from '../support/operations.ts';
import { importRange, settle, type Engine } from '../support/populated.ts';
import { userName } from '../support/population.ts';
import { pruneBeside } from '../support/prune-beside.ts';
import { startSite, type Site } from '../support/site.ts';
import { createStore, type Store } from '../support/store.ts';
import { below, type BenchOptions, type Figure } from './case.ts';

/** A hundred times as many users, and as many tokens again. */
const maxCostRatio = 1.5;
const maxPruningP99Ms = 250;
/** Different people, so that no cache answers for the database. */
const variety = 200;

const grouped = new Intl.NumberFormat('en');

interface Stage {
  name: string;
  rows: number;
}

/** Spread over all users; every fiftieth is switched off. */
async function peopleOf({ url, token }: Site, users: number): Promise<People> {
  const numbers = Array.from({ length: variety }, (_, index) =>
    Math.floor(((index + 0.37) * users) / variety),
  ).filter((number) => number % 50 !== 1);
  const ids: string[] = [];
  for (const number of numbers) {
    const answer = await fetch(`${url}/api/v1/users?login=${userName(number)}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items } = (await answer.json()) as { items: { id: string }[] };
    const [user] = items;
    if (!user) throw new Error(`${userName(number)} is not there`);
    ids.push(user.id);
  }
  return { emails: numbers.map((number) => `${userName(number)}@bench.test`), ids, families: [] };
}

interface Task {
  site: Site;
  stage: Stage;
  bare: Baseline;
  options: BenchOptions;
}

async function measureOperation(
  { site, stage, bare, options }: Task,
  operation: Operation,
): Promise<GrowthRow> {
  const { rounds, seconds } = options;
  // Not counted: V8 optimises, and the database reads what it needs into memory.
  await operation.run({ seconds: 1 });
  const full: Costed[] = [];
  const costs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const one = await costed(site.computed, seconds, () => operation.run({ seconds }));
    full.push(one);
    costs.push(((one.server + one.database) * (await bare.perCpuSecond(1))) / 1e6);
  }
  const perSecond = median(full.map((one) => one.perSecond));
  const ratePerSecond = halfOf(perSecond * operation.requestsEach);
  const half = await operation.run({ seconds, ratePerSecond });
  return {
    ...{ operation: operation.name, engine: site.store.engine, stage: stage.name, rows: stage.rows },
    ...{ perSecond, cost: median(costs), halfP50Ms: half.p50Ms, halfP99Ms: half.p99Ms },
    microseconds: median(full.map((one) => one.server + one.database)),
  };
}

/** All but the guarded request, which is computed by a service that has no such population. */
async function measureStage(
  site: Site,
  people: People,
  { stage, options }: Pick<Task, 'stage' | 'options'>,
): Promise<{ rows: GrowthRow[]; operations: Operation[] }> {
  const bare = await startBareVerification(site);
  try {
    const operations = await operationsOn(site, people);
    await bare.perCpuSecond(1);
    const rows: GrowthRow[] = [];
    for (const operation of operations) {
      rows.push(await measureOperation({ site, stage, bare, options }, operation));
    }
    console.log(`  ${site.store.engine}, ${stage.name}: measured`);
    return { rows, operations };
  } finally {
    await bare.stop();
  }
}

async function growUsers(site: Site, options: BenchOptions): Promise<GrowthRow[]> {
  const rows: GrowthRow[] = [];
  let from = 0;
  for (const to of [options.users / 100, options.users / 10, options.users]) {
    await importRange(site, { from, to });
    from = to;
    if (site.store.postgres) await settle(site.store.postgres.url);
    const stage = { name: `${grouped.format(to)} users`, rows: to };
    rows.push(...(await measureStage(site, await peopleOf(site, to), { stage, options })).rows);
  }
  return rows;
}

async function withTokens(
  store: Store,
  options: BenchOptions,
): Promise<{ rows: GrowthRow[]; pruning: PruningRow }> {
  const { tokens, users } = options;
  const startedAt = performance.now();
  const families = await fillStore(store, { tokens, users, now: Date.now() });
  const took = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(`  ${store.engine}: ${grouped.format(tokens)} tokens in ${took} s`);
  const site = await startSite(store);
  try {
    const people = { ...(await peopleOf(site, users)), families };
    const stage = { name: `and ${grouped.format(tokens)} tokens`, rows: users + tokens };
    const { rows, operations } = await measureStage(site, people, { stage, options });
    const pruning = await pruneBeside(site, operations, { tokens, rows });
    return { rows, pruning };
  } finally {
    await site.stop();
  }
}

function figuresOf(engine: Engine, rows: readonly GrowthRow[], pruning: PruningRow): Figure[] {
  const names = new Set(rows.map(({ operation }) => operation));
  const costs = [...names].flatMap((operation): Figure[] => {
    const [first, ...later] = rows.filter((row) => row.operation === operation);
    return later.map((row) => {
      const ratio = row.cost / (first?.cost ?? Number.NaN);
      return {
        name: `${engine}, ${operation}: cost at ${row.stage} / at ${first?.stage ?? ''}`,
        value: ratio.toFixed(2),
        bound: `<= ${String(maxCostRatio)}`,
        isMet: ratio <= maxCostRatio,
        details: `${row.microseconds.toFixed(0)} µs of processor each; ${row.perSecond.toFixed(0)}/s; p99 ${row.halfP99Ms.toFixed(1)} ms at half of that`,
      };
    });
  });
  const waits = Object.entries(pruning.p99Ms).map(([operation, { before, during }]) => ({
    name: `${engine}, ${operation}: p99 of the worst five seconds while ${grouped.format(pruning.deleted)} rows are deleted`,
    ...below(during, maxPruningP99Ms, 'ms'),
    details: `${before.toFixed(1)} ms before; ${pruning.seconds.toFixed(0)} s, ${pruning.microsecondsEach.toFixed(0)} µs of processor a row`,
  }));
  return [...costs, ...waits];
}

async function grow(
  engine: Engine,
  options: BenchOptions,
): Promise<{ rows: GrowthRow[]; pruning: PruningRow }> {
  const store = await createStore(engine);
  try {
    const site = await startSite(store);
    const rows = await growUsers(site, options).finally(() => site.stop());
    const filled = await withTokens(store, options);
    return { rows: [...rows, ...filled.rows], pruning: filled.pruning };
  } finally {
    await store.close();
  }
}

/** What costs more with a hundred times as many users and with ten million tokens, on one growing installation. */
export async function growthCase(options: BenchOptions): Promise<Figure[]> {
  const brief = { ...options, rounds: Math.min(options.rounds, 3), seconds: Math.min(options.seconds, 2) };
  const growth: GrowthRow[] = [];
  const pruning: PruningRow[] = [];
  const figures: Figure[] = [];
  for (const engine of ['sqlite', 'postgres'] as const) {
    const grown = await grow(engine, brief);
    growth.push(...grown.rows);
    pruning.push(grown.pruning);
    figures.push(...figuresOf(engine, grown.rows, grown.pruning));
  }
  options.keep({ growth, pruning });
  return figures;
}
