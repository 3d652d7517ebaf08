import type { Figures, GrowthRow, MatrixRow } from './figures.types.ts';

/** Null where JSON had no number for it: nothing was answered in time. */
type Cell = string | number | null;

/** Three digits, and all of those before the point. */
export function shown(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return new Intl.NumberFormat('en', { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(
    value,
  );
}

export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]): string =>
    `| ${cells.map((cell) => (typeof cell === 'string' ? cell.replaceAll('|', '\\|') : shown(cell))).join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join(
    '\n',
  );
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];

export function machineTable({ machine }: Figures): string {
  return table(
    ['machine', ''],
    [
      ['processor', `${machine.processor}, ${String(machine.cores)} cores`],
      ['memory', `${String(machine.memoryGiB)} GiB`],
      ['Linux', machine.kernel],
      ['Node', machine.node],
      ['SQLite', machine.sqlite],
      ['PostgreSQL', machine.postgres],
    ],
  );
}

export function rateTable(rows: readonly MatrixRow[]): string {
  return table(
    [
      '',
      'engine',
      'workers',
      'a second',
      'a CPU second',
      'database, µs',
      'p50 at half',
      'p99 at half',
      'p50 full',
      'p99 full',
    ],
    rows.map((row) => [
      row.operation,
      row.engine,
      String(row.workers),
      ...[row.perSecond, row.perCpuSecond, row.databaseMicroseconds],
      ...[row.halfP50Ms, row.halfP99Ms, row.fullP50Ms, row.fullP99Ms].map((ms) => `${shown(ms)} ms`),
    ]),
  );
}

/** What a second of computing is enough for, to what it is enough for where only the least is done. */
export function ratioTable(rows: readonly MatrixRow[]): string {
  const of = (operation: string, engine: string, workers: number): number => {
    const row = rows.find(
      (one) => one.operation === operation && one.engine === engine && one.workers === workers,
    );
    return row ? row.perCpuSecond / row.baselinePerCpuSecond : Number.NaN;
  };
  const operations = unique(rows.map(({ operation }) => operation));
  return table(
    ['', 'compared to', 'SQLite', 'SQLite, 2 workers', 'PostgreSQL', 'PostgreSQL, 2 workers'],
    operations.map((operation) => [
      operation,
      rows.find((row) => row.operation === operation)?.baseline ?? '',
      ...[of(operation, 'sqlite', 1), of(operation, 'sqlite', 2)],
      ...[of(operation, 'postgres', 1), of(operation, 'postgres', 2)],
    ]),
  );
}

/** What one costs, to what it costs at the smallest size. */
export function relativeCost(rows: readonly GrowthRow[], row: GrowthRow): number {
  const first = rows.find((one) => one.engine === row.engine && one.operation === row.operation);
  return first ? row.cost / first.cost : Number.NaN;
}

export function growthTable(all: readonly GrowthRow[], engine: string): string {
  const rows = all.filter((row) => row.engine === engine);
  const stages = unique(rows.map(({ stage }) => stage));
  return table(
    ['', ...stages, `µs, ${stages.at(-1) ?? ''}`, 'p99 at half'],
    unique(rows.map(({ operation }) => operation)).map((operation) => {
      const ofOne = rows.filter((row) => row.operation === operation);
      const last = ofOne.at(-1);
      return [
        operation,
        ...ofOne.map((row) => relativeCost(rows, row)),
        last?.microseconds ?? Number.NaN,
        `${shown(last?.halfP99Ms ?? Number.NaN)} ms`,
      ];
    }),
  );
}

/** What is answered at each size, and how fast. */
export function sizesTable(rows: readonly GrowthRow[], engine: string): string {
  const own = rows.filter((row) => row.engine === engine);
  const stages = unique(own.map(({ stage }) => stage));
  const cell = ({ perSecond, halfP50Ms, halfP99Ms }: GrowthRow): string =>
    `${shown(perSecond)}/s; ${shown(halfP50Ms)} and ${shown(halfP99Ms)} ms`;
  return table(
    ['most a second; p50 and p99 at half', ...stages],
    unique(own.map(({ operation }) => operation)).map((operation) => [
      operation,
      ...stages.map((stage) => {
        const found = own.find((row) => row.operation === operation && row.stage === stage);
        return found ? cell(found) : null;
      }),
    ]),
  );
}

export function pruningTable({ pruning = [] }: Figures): string {
  return table(
    [
      '',
      'rows deleted',
      'seconds',
      'µs of CPU a row',
      'p99 before',
      'p99 of the worst five seconds meanwhile',
    ],
    pruning.flatMap((row) =>
      Object.entries(row.p99Ms).map(([operation, { before, during }]) => [
        `${row.engine}, ${operation}`,
        ...[row.deleted, row.seconds, row.microsecondsEach],
        ...[before, during].map((ms) => `${shown(ms)} ms`),
      ]),
    ),
  );
}

export function memoryTable({ memory = [] }: Figures): string {
  return table(
    ['resident set', 'MB'],
    memory.map(({ what, megabytes }) => [what, megabytes]),
  );
}

export function figuresTable({ cases }: Figures, names: readonly string[]): string {
  const figures = names.flatMap((name) => cases[name]?.figures ?? []);
  return table(
    ['', 'measured', 'bound', ''],
    figures.map(({ name, value, bound, details, isMet }) => [
      name,
      value,
      isMet ? bound : `${bound}, **missed**`,
      details,
    ]),
  );
}

export function profileTable({ profiles = {} }: Figures, name: string): string {
  const profile = profiles[name];
  if (!profile) return `No profile of ${name} was saved.`;
  return table(
    [`${name}, ${profile.engine}`, 'of the processor time', 'µs each'],
    profile.groups.map((group) => [group.name, `${shown(group.share * 100)} %`, group.microseconds]),
  );
}
