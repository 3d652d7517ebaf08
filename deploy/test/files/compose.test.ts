import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../packages/server/src/config/index.ts';
import { shutdownDeadlineMs } from '../../../packages/server/src/commands/serve/shutting-down.ts';
import { provideDebianPrograms } from '../../../tools/programs/debian-programs.ts';
import { deployFolder, runChecker, secondsOf } from '../support/deploy-files.ts';

interface Service {
  image: string;
  build?: { context: string; dockerfile: string };
  environment?: Record<string, string>;
  ports?: unknown[];
  volumes?: string[];
  read_only?: boolean;
  stop_grace_period?: string;
}

interface Composed {
  services: Record<string, Service>;
  volumes?: Record<string, object | null>;
}

const filledIn = {
  OSTIARY_SECRET: 'a master key for tests that is long enough',
  POSTGRES_PASSWORD: 'secret',
};
let folder: string;

beforeAll(async () => {
  // Beside a copy of the files, so that nobody's own .env takes part.
  folder = await mkdtemp(join(tmpdir(), 'ostiary-compose-'));
  await cp(deployFolder, join(folder, 'deploy'), {
    recursive: true,
    filter: (path) => ![join(deployFolder, 'test'), join(deployFolder, '.env')].includes(path),
  });
  const example = await readFile(join(folder, 'deploy/env.example'), 'utf8');
  const env = example.replaceAll(/^(\w+)=$/gm, (line, name: string) =>
    name in filledIn ? `${line}${filledIn[name as keyof typeof filledIn]}` : line,
  );
  await writeFile(join(folder, 'deploy/.env'), env);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const composed = new Map<string, Promise<Composed>>();

/** What Docker Compose itself makes of these files: read, checked, filled in and put together. */
function compose(...files: string[]): Promise<Composed> {
  const key = files.join('+');
  const made = composed.get(key) ?? composeAnew(files);
  composed.set(key, made);
  return made;
}

async function composeAnew(files: readonly string[]): Promise<Composed> {
  const { root, env, find } = await provideDebianPrograms({ packages: ['docker-compose'] });
  const ownPython = join(root, 'usr/bin/python3');
  const python = existsSync(ownPython) ? ownPython : '/usr/bin/python3';
  const flags = files.flatMap((name) => ['-f', join(folder, 'deploy', name)]);
  const { code, output, errors } = await runChecker([python, find('docker-compose'), ...flags, 'config'], {
    ...env,
    PYTHONPATH: join(root, 'usr/lib/python3/dist-packages'),
  });
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  return parse(output) as Composed;
}

/** What the server says to the environment that the container gets. */
function problemsOf(service: Service | undefined): string[] {
  const fromImage = { NODE_ENV: 'production', OSTIARY_DATA_DIR: folder };
  const { problems } = loadConfig({ env: { ...service?.environment, ...fromImage }, cwd: folder });
  return problems.filter(({ severity }) => severity === 'error').map(({ id, message }) => `${id} ${message}`);
}

describe.each(
  [
    { files: ['docker-compose.yml'], database: 'postgres' },
    { files: ['docker-compose.sqlite.yml'], database: 'sqlite' },
    { files: ['docker-compose.yml', 'docker-compose.caddy.yml'], database: 'postgres' },
    { files: ['docker-compose.sqlite.yml', 'docker-compose.caddy.yml'], database: 'sqlite' },
  ].map((each) => ({ ...each, name: each.files.join(' with ') })),
)('$name', ({ files, database }) => {
  test('are accepted by Docker Compose, and their settings by the server', async () => {
    const { services } = await compose(...files);
    expect(problemsOf(services['ostiary'])).toEqual([]);
  });

  test('keep their data in a named volume', async () => {
    const { services, volumes = {} } = await compose(...files);
    const keeper = database === 'postgres' ? services['db'] : services['ostiary'];
    const [name = '', place] = keeper?.volumes?.[0]?.split(':') ?? [];
    expect(Object.keys(volumes)).toContain(name);
    expect(place).toBe(database === 'postgres' ? '/var/lib/postgresql/data' : '/var/lib/ostiary');
  });

  test('build the image, run it read-only, and let it finish', async () => {
    const { services } = await compose(...files);
    const { build, read_only: isReadOnly, stop_grace_period: patience = '' } = services['ostiary'] ?? {};
    expect(build?.dockerfile).toBe('deploy/Dockerfile');
    expect(isReadOnly).toBe(true);
    const drainSeconds = 5;
    expect(secondsOf(patience)).toBeGreaterThan(drainSeconds + shutdownDeadlineMs / 1000);
  });

  test('are reached from this machine alone, unless by Caddy', async () => {
    const { services } = await compose(...files);
    for (const [name, { ports = [] }] of Object.entries(services)) {
      if (name !== 'caddy') for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });
});

test('nothing starts without the secrets that the example leaves empty', async () => {
  const example = await readFile(join(folder, 'deploy/env.example'), 'utf8');
  const pairs = [...example.matchAll(/^(\w+)=(.*)$/gm)];
  const environment = Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
  expect(problemsOf({ image: '', environment })[0]).toContain('CFG-E004');
});

describe('the Okteto stack', () => {
  interface Stack {
    services: Record<string, Service & { public?: boolean; env_file?: string[] }>;
    volumes: Record<string, { size: string }>;
  }

  test('is what the files of Compose are, with what Okteto adds', async () => {
    const text = await readFile(join(folder, 'deploy/okteto-stack.yml'), 'utf8');
    const stack = parse(text) as Stack;
    expect(stack.services['ostiary']).toMatchObject({ public: true, replicas: 1, ports: [8000] });
    const [name = '', place] = stack.services['ostiary-db']?.volumes?.[0]?.split(':') ?? [];
    expect([Object.keys(stack.volumes), place]).toEqual([[name], '/var/lib/postgresql/data']);

    // Okteto's own words taken out, Docker Compose itself reads the rest.
    const plain = structuredClone(stack) as {
      name?: string;
      volumes: Record<string, object>;
      services: object;
    };
    delete plain.name;
    plain.volumes = { database: {} };
    for (const service of Object.values(plain.services) as Record<string, unknown>[]) {
      for (const word of ['public', 'replicas', 'resources']) delete service[word];
    }
    await writeFile(join(folder, 'deploy/okteto-as-compose.yml'), JSON.stringify(plain));
    const { services } = await compose('okteto-as-compose.yml');
    expect(problemsOf(services['ostiary'])).toEqual([]);
    expect(services['ostiary']?.environment?.['DATABASE_URL']).toBe(
      'postgres://ostiary:secret@ostiary-db:5432/ostiary',
    );
  });
});
