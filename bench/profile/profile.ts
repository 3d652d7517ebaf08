// What a V8 CPU profile says of where time goes.

/** As V8 writes it (Chrome DevTools Protocol, Profiler.Profile), as far as it is needed here. */
export interface CpuProfile {
  nodes: ProfileNode[];
  /** Microseconds of the monotonic clock. */
  startTime: number;
  samples: number[];
  timeDeltas: number[];
}

interface ProfileNode {
  id: number;
  callFrame: CallFrame;
  children?: number[];
}

export interface CallFrame {
  functionName: string;
  url: string;
  lineNumber: number;
  columnNumber: number;
}

/** From and to, in microseconds of the monotonic clock. */
export interface Span {
  from: number;
  to: number;
}

export interface Spent {
  name: string;
  group: string;
  microseconds: number;
}

/** Where in the sources a frame is; undefined for what is not from a file. */
export type FindSource = (frame: CallFrame) => string | undefined;

const ofV8 = new Map(
  Object.entries({
    '(idle)': 'idle',
    '(program)': 'native code outside of JavaScript',
    '(garbage collector)': 'garbage collection',
    '(root)': 'native code outside of JavaScript',
  }),
);

const ofPackage = new Map(
  Object.entries({
    'better-sqlite3': 'SQLite',
    pg: 'PostgreSQL client',
    'pg-protocol': 'PostgreSQL client',
    'pg-pool': 'PostgreSQL client',
    kysely: 'query builder',
    fastify: 'HTTP framework',
    'find-my-way': 'HTTP framework',
    avvio: 'HTTP framework',
    'light-my-request': 'HTTP framework',
    'fast-json-stringify': 'HTTP framework',
    ajv: 'schema validation',
    '@node-rs/argon2': 'argon2',
    'oidc-provider': 'OAuth engine',
    koa: 'OAuth engine',
    jose: 'jose',
  }),
);

function ofNode(url: string): string {
  const name = url.replace(/^node:(internal\/)?/, '').split('/', 1)[0] ?? '';
  if (/^crypto|^webcrypto/.test(name)) return 'crypto';
  if (/^(_?http|_?stream|net|stream_base_commons|streams|_?tls)/.test(name))
    return 'HTTP and sockets of Node';
  return 'other code of Node';
}

/** What the work of a source file is called; undefined when only whoever called it knows. */
export function groupOf(source: string): string | undefined {
  if (source.startsWith('node:')) return ofNode(source);
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(source)?.[1];
  if (inPackage !== undefined)
    return ofPackage.get(inPackage) ?? (/^@?fastify/.test(inPackage) ? 'HTTP framework' : 'other packages');
  const own = /packages\/server\/src\/(modules\/[^/]+|[^/]+(?:\/[^/]+)?)/.exec(source)?.[1];
  if (own === undefined) return undefined;
  if (/sqlite-dialect|group-commit|log-/.test(source)) return 'SQLite';
  return `ours: ${own.replace(/^modules\//, '')}`;
}

/**
 * Self time by function within a span. What has no source, such as a function written in C++, belongs to whoever
 * called it.
 */
export function spentIn(profile: CpuProfile, span: Span, findSource: FindSource): Spent[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])),
  );
  const groups = new Map<number, string>();
  const groupOfNode = (id: number): string => {
    const known = groups.get(id);
    if (known !== undefined) return known;
    const frame = nodes.get(id)?.callFrame;
    const parent = parents.get(id);
    const source = frame && findSource(frame);
    const found =
      ofV8.get(frame?.functionName ?? '') ??
      (source === undefined ? undefined : groupOf(source)) ??
      (parent === undefined ? 'native code outside of JavaScript' : groupOfNode(parent));
    groups.set(id, found);
    return found;
  };
  const spent = new Map<string, Spent>();
  let at = profile.startTime;
  for (const [index, id] of profile.samples.entries()) {
    const delta = profile.timeDeltas[index] ?? 0;
    at += delta;
    if (at < span.from || at > span.to) continue;
    const group = groupOfNode(id);
    const name = nodes.get(id)?.callFrame.functionName || '(anonymous)';
    const one = spent.get(`${group}\n${name}`) ?? { name, group, microseconds: 0 };
    one.microseconds += delta;
    spent.set(`${group}\n${name}`, one);
  }
  return [...spent.values()];
}

/** Largest first. */
export function sumByGroup(spent: readonly Spent[]): { name: string; microseconds: number }[] {
  const sums = new Map<string, number>();
  for (const { group, microseconds } of spent) sums.set(group, (sums.get(group) ?? 0) + microseconds);
  return [...sums]
    .map(([name, microseconds]) => ({ name, microseconds }))
    .sort((a, b) => b.microseconds - a.microseconds);
}
