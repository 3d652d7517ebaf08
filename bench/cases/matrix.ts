import type { MatrixRow } from '../report/figures.types.ts';
import { startBaselines, type Baselines } from '../support/baselines.ts';
import { costed, type Costed } from '../support/costs.ts';
import { halfOf, median } from '../support/load.ts';
import { operationNames, operationsOn, type Operation, type OperationName } from '../support/operations.ts';
import { signUpPeople } from '../support/people.ts';
import type { Engine } from '../support/populated.ts';
import { residentMegabytes, treeCpuSeconds, treeOf } from '../support/processes.ts';
import { startGuardedService, startSite, type GuardedService, type Site } from '../support/site.ts';
import { createStore, type Store } from '../support/store.ts';
import { measured, type BenchOptions, type Figure } from './case.ts';

const combinations: readonly { engine: Engine; workers: number }[] = [
  { engine: 'sqlite', workers: 1 },
  { engine: 'sqlite', workers: 2 },
  { engine: 'postgres', workers: 1 },
  { engine: 'postgres', workers: 2 },
];

interface Place {
  engine: Engine;
  workers: number;
  store: Store;
  site: Site;
  guarded: GuardedService;
  operations: Operation[];
}

async function openPlace(
  { engine, workers }: (typeof combinations)[number],
  stops: (() => Promise<void>)[],
): Promise<Place> {
  const store = await createStore(engine);
  stops.push(store.close);
  const site = await startSite(store, { workers });
  stops.push(site.stop);
  const guarded = await startGuardedService(site, { hasMirror: true });
  stops.push(guarded.running.stop);
  const operations = await operationsOn(site, { ...(await signUpPeople(site)), families: [] }, guarded);
  return { engine, workers, store, site, guarded, operations };
}

function operationOf({ operations }: Place, name: OperationName): Operation {
  const operation = operations.find((one) => one.name === name);
  if (!operation) throw new TypeError(`No ${name}`);
  return operation;
}

/** A guarded request is computed by the service alone. */
function computedOf({ site, guarded }: Place, name: OperationName) {
  if (name !== 'guarded request') return site.computed;
  return () => ({ server: treeCpuSeconds(guarded.running.child.pid ?? 0), database: 0 });
}

interface Measured {
  full: Costed[];
  half: Costed[];
}

async function atHalf({ place, full }: Measured & { place: Place }, name: OperationName, seconds: number) {
  const operation = operationOf(place, name);
  const most = median(full.map((one) => one.perSecond)) * operation.requestsEach;
  const ratePerSecond = halfOf(most);
  return costed(computedOf(place, name), seconds, () => operation.run({ seconds, ratePerSecond }));
}

interface Task {
  places: readonly Place[];
  baselines: Baselines;
  options: BenchOptions;
}

/** Every combination and the baseline in turn, so that what disturbs one disturbs all. */
async function measureOperation(
  { places, baselines, options }: Task,
  name: OperationName,
): Promise<MatrixRow[]> {
  const { rounds, seconds } = options;
  const baseline = baselines.of[name];
  const bare: number[] = [];
  const all = places.map((place): Measured & { place: Place } => ({ place, full: [], half: [] }));
  // Not counted: V8 optimises.
  await baseline.perCpuSecond(1);
  for (const { place } of all) await operationOf(place, name).run({ seconds });
  for (let round = 0; round < rounds; round++) {
    bare.push(await baseline.perCpuSecond(seconds));
    for (const { place, full } of all) {
      const run = (): ReturnType<Operation['run']> => operationOf(place, name).run({ seconds });
      full.push(await costed(computedOf(place, name), seconds, run));
    }
  }
  for (const one of all) one.half.push(await atHalf(one, name, 2 * seconds));
  return all.map(({ place, full, half }) =>
    toRow(place, { full, half }, { name, baseline: baseline.name, bare }),
  );
}

function toRow(
  { engine, workers }: Place,
  { full, half }: Measured,
  { name, baseline, bare }: { name: string; baseline: string; bare: readonly number[] },
): MatrixRow {
  const middle = (all: readonly Costed[], of: (one: Costed) => number): number => median(all.map(of));
  return {
    ...{ operation: name, engine, workers, baseline },
    perSecond: middle(full, (one) => one.perSecond),
    perCpuSecond: 1e6 / middle(full, (one) => one.server),
    databaseMicroseconds: middle(full, (one) => one.database),
    fullP50Ms: middle(full, (one) => one.p50Ms),
    fullP99Ms: middle(full, (one) => one.p99Ms),
    halfP50Ms: middle(half, (one) => one.p50Ms),
    halfP99Ms: middle(half, (one) => one.p99Ms),
    baselinePerCpuSecond: median(bare),
  };
}

function toFigure(row: MatrixRow): Figure {
  const { operation, engine, workers, baseline, perSecond, perCpuSecond, baselinePerCpuSecond } = row;
  return {
    name: `${operation}, ${engine}, ${String(workers)} worker${workers === 1 ? '' : 's'} / ${baseline}, by computing time`,
    ...measured(perCpuSecond / baselinePerCpuSecond),
    details: `${perSecond.toFixed(0)}/s; p50 ${row.halfP50Ms.toFixed(1)} and p99 ${row.halfP99Ms.toFixed(1)} ms at half of that`,
  };
}

function memoryOf({ engine, workers, site }: Place): { what: string; megabytes: number }[] {
  const [parent, ...children] = treeOf(site.pid);
  const of = (pid: number | undefined): number => (pid === undefined ? Number.NaN : residentMegabytes(pid));
  const name = `${engine}, ${String(workers)} worker${workers === 1 ? '' : 's'}`;
  if (workers === 1) return [{ what: `${name}: the process after the load`, megabytes: of(parent) }];
  return [
    { what: `${name}: the process that looks after them`, megabytes: of(parent) },
    ...children.map((pid, index) => ({
      what: `${name}: worker ${String(index + 1)} after the load`,
      megabytes: of(pid),
    })),
  ];
}

/** Every operation on both databases with one worker and two, each beside the least that it could cost. */
export async function matrixCase(options: BenchOptions): Promise<Figure[]> {
  const brief = { ...options, rounds: Math.min(options.rounds, 3), seconds: Math.min(options.seconds, 3) };
  const stops: (() => Promise<void>)[] = [];
  try {
    const places: Place[] = [];
    for (const combination of combinations) places.push(await openPlace(combination, stops));
    const [first] = places;
    if (!first) throw new TypeError('There are combinations');
    const baselines = await startBaselines(first.site, first.guarded);
    stops.push(baselines.stop);
    const rows: MatrixRow[] = [];
    for (const name of operationNames) {
      rows.push(...(await measureOperation({ places, baselines, options: brief }, name)));
      console.log(`  ${name}: measured`);
    }
    options.keep({ matrix: rows, memory: places.flatMap(memoryOf) });
    return rows.map(toFigure);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}
