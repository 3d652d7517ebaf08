import type { Socket } from 'node:net';
import type pg from 'pg';

type Connected = pg.PoolClient & { connection: { stream: Socket } };

export function noAnswer(): Error {
  return Object.assign(new Error('PostgreSQL did not answer'), { code: 'ETIMEDOUT' });
}

/**
 * Ends connections that are lent out and on which nothing has passed for so long: the network, or the machine behind
 * it, swallows what is sent, and the kernel would wait for a quarter of an hour. `silenceMs` is more than any
 * statement may take.
 */
export function endSilentConnections(pool: pg.Pool, silenceMs: number): void {
  const lent = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client) => void lent.add(client));
  pool.on('release', (_error, client) => void lent.delete(client));
  pool.on('connect', (client) => {
    const { stream } = (client as Connected).connection;
    // Given to setTimeout itself it would be called once, and never again after a pause without work.
    stream.setTimeout(silenceMs).on('timeout', () => {
      if (lent.has(client)) stream.destroy(noAnswer());
    });
  });
}
