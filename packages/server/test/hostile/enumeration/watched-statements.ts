import Sqlite from 'better-sqlite3';

const runners = ['all', 'get', 'run', 'iterate'] as const;
type Runner = (typeof runners)[number];
type Running = Record<Runner, (this: Sqlite.Statement, ...parameters: unknown[]) => unknown>;

/** Every statement that this process runs on SQLite while `work` is under way, in its order. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const database = new Sqlite(':memory:');
  const prototype = Object.getPrototypeOf(database.prepare('select 1')) as Running;
  database.close();
  const originals = Object.fromEntries(runners.map((name) => [name, prototype[name]])) as Running;
  for (const name of runners) {
    prototype[name] = function watched(this: Sqlite.Statement, ...parameters) {
      seen.push(this.source);
      return originals[name].apply(this, parameters);
    };
  }
  try {
    await work();
  } finally {
    for (const name of runners) prototype[name] = originals[name];
  }
  return seen;
}
