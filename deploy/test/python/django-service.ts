import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { provideDebianPrograms } from '../../../tools/programs/debian-programs.ts';
import { freePort } from '../support/free-port.ts';

const client = fileURLToPath(new URL('../../../clients/python/', import.meta.url));

/** Also those that a machine may have already, so that always the same are used: Python itself excepted. */
const packages = [
  ...['gunicorn', 'python3-gunicorn', 'python3-django', 'python3-sqlparse', 'python3-asgiref', 'python3-tz'],
  ...['python3-djangorestframework', 'python3-djangorestframework-simplejwt', 'python3-jwt'],
  ...['python3-cryptography', 'python3-cffi-backend', 'python3-psycopg2', 'libpq5'],
];

export interface Python {
  program: string;
  env: Record<string, string>;
}

let python: Promise<Python> | undefined;

/** Debian's Python with its Django and REST framework, and the package of this repository. */
export async function providePython(): Promise<Python> {
  const { root, env } = await provideDebianPrograms({ packages });
  const own = join(root, 'usr/bin/python3');
  const paths = [join(client, 'src'), join(client, 'tests'), join(root, 'usr/lib/python3/dist-packages')];
  return {
    program: existsSync(own) ? own : '/usr/bin/python3',
    env: {
      ...env,
      ...{ PYTHONPATH: paths.join(':'), PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1' },
      ...{ DJANGO_SETTINGS_MODULE: 'project.settings', LANG: 'C.UTF-8', NO_PROXY: '127.0.0.1' },
    },
  };
}

export type Environment = Record<string, string>;

interface Started {
  child: ChildProcess;
  output(): string;
}

async function startPython(args: readonly string[], environment: Environment): Promise<Started> {
  python ??= providePython();
  const { program, env } = await python;
  const child = spawn(program, args, {
    cwd: join(client, 'tests'),
    env: { ...env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  return { child, output: () => printed };
}

/** Runs `manage.py` of the project in clients/python/tests. */
export async function manage(
  args: readonly string[],
  environment: Environment,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = await startPython(['manage.py', ...args], environment);
  await once(child, 'close');
  return { code: child.exitCode, output: output() };
}

/** The same, while it goes on. */
export async function startManage(args: readonly string[], environment: Environment): Promise<Started> {
  return startPython(['manage.py', ...args], environment);
}

export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, 'exit');
  }
  return child.exitCode;
}

export interface Reply {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface DjangoService {
  output(): string;
  call(path: string, token?: string, init?: RequestInit): Promise<Reply>;
  /** Nothing but the status and the code of the answer. */
  verdict(path: string, token?: string): Promise<string>;
  stop(): Promise<void>;
}

export interface DjangoOptions {
  workers?: number;
  /** As `project.wsgi` is named. */
  application?: string;
}

/** A service on Django REST Framework by gunicorn, which loads it and then forks. Its database has to be migrated. */
export async function startDjango(
  environment: Environment,
  { workers = 1, application = 'project.wsgi' }: DjangoOptions = {},
): Promise<DjangoService> {
  const port = await freePort();
  const flags = ['--preload', '--threads', '8', '--graceful-timeout', '2', '--bind', `127.0.0.1:${port}`];
  const { child, output } = await startPython(
    ['-m', 'gunicorn', ...flags, '--workers', String(workers), application],
    environment,
  );
  const call: DjangoService['call'] = async (path, token, init = {}) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`http://127.0.0.1:${port}/${path}`, {
      ...init,
      headers: { connection: 'close', ...headers, ...(init.headers as Environment | undefined) },
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    const body = isJson ? (JSON.parse(text) as Reply['body']) : { text };
    return { status: response.status, headers: response.headers, body };
  };
  const service: DjangoService = {
    output,
    call,
    async verdict(path, token) {
      const { status, body } = await call(path, token);
      return typeof body['code'] === 'string' ? `${status} ${body['code']}` : String(status);
    },
    stop: async () => void (await endProcess(child, 'SIGTERM')),
  };
  for (const deadline = Date.now() + 60_000; ; await sleep(50)) {
    if (await call('ready').catch(() => undefined)) return service;
    if (child.exitCode === null && Date.now() < deadline) continue;
    await endProcess(child, 'SIGKILL');
    throw new Error(`The Django service did not start:\n${output()}`);
  }
}
