import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { provideDebianPrograms } from '../../../tools/programs/debian-programs.ts';
import { freePort } from '../support/free-port.ts';

export interface PgBouncer {
  /** The same database, through the pooler. */
  url: string;
  stop(): Promise<void>;
}

async function untilOpen(port: number): Promise<void> {
  for (const deadline = Date.now() + 20_000; ; await sleep(50)) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    if (Date.now() > deadline) throw new Error('PgBouncer does not listen');
  }
}

/** Debian's PgBouncer in front of a database, in transaction mode, with few connections of its own. */
export async function startPgBouncer(databaseUrl: string): Promise<PgBouncer> {
  const programs = await provideDebianPrograms({ packages: ['pgbouncer'] });
  const target = new URL(databaseUrl);
  const folder = await mkdtemp(join(tmpdir(), 'ostiary-pgbouncer-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  const name = target.pathname.slice(1);
  const account = `user=${target.username} password=${decodeURIComponent(target.password)}`;
  const configuration = `[databases]
${name} = host=${target.hostname} port=${target.port} dbname=${name} ${account}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${String(port)}
auth_type = any
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
unix_socket_dir =
`;
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(file, configuration, { mode: 0o644 });
  const isRoot = process.getuid?.() === 0;
  const child = spawn(programs.find('pgbouncer'), [...(isRoot ? ['-u', 'nobody'] : []), file], {
    env: programs.env,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilOpen(port);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = new URL(databaseUrl);
  url.port = String(port);
  return { url: url.href, stop };
}
