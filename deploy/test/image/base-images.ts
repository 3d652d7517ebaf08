import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, realpath, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { provideDebianPrograms } from '../../../tools/programs/debian-programs.ts';

const run = promisify(execFile);
const cacheFolder = fileURLToPath(new URL('../../../node_modules/.cache/debian/', import.meta.url));
const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** Where this machine gets Debian from. Undefined leaves it to debootstrap. */
async function findMirror(): Promise<string[]> {
  const { stdout } = await run('apt-get', ['indextargets', '--format', '$(CODENAME) $(REPO_URI)']);
  const line = stdout.split('\n').find((candidate) => candidate.startsWith('bookworm '));
  return line === undefined ? [] : [line.split(' ')[1] ?? ''];
}

/** What the image `debian:bookworm-slim` is made of: Debian's own smallest system. Made once. */
async function provideDebian(): Promise<string> {
  const folder = join(cacheFolder, 'root-bookworm');
  if (existsSync(folder)) return folder;
  const { root, env, find } = await provideDebianPrograms({ packages: ['debootstrap'] });
  const work = await mkdtemp(join(cacheFolder, '.work-'));
  const flags = ['--variant=minbase', 'bookworm', join(work, 'root')];
  try {
    await run(find('debootstrap'), [...flags, ...(await findMirror())], {
      env: { ...process.env, ...env, DEBOOTSTRAP_DIR: join(root, 'usr/share/debootstrap') },
      maxBuffer: 16 * 1024 * 1024,
    });
    await rename(join(work, 'root'), folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

async function copyRoot(from: string, to: string): Promise<void> {
  await run('cp', ['-a', '--reflink=auto', from, to]);
  // As a container engine gives a container the names of the machine.
  await cp('/etc/resolv.conf', join(to, 'etc/resolv.conf'), { dereference: true });
  await cp('/etc/hosts', join(to, 'etc/hosts'), { dereference: true });
}

/** npm of this machine, as the image of Node brings its own. */
async function findNpm(): Promise<string> {
  const { stdout } = await run('which', ['npm']);
  return dirname(dirname(await realpath(stdout.trim())));
}

/** Adds to Debian what the image of Node adds: the Node that the project pins, and npm. */
async function addNode(root: string): Promise<void> {
  const lib = join(root, 'usr/local/lib/node_modules/npm');
  await cp(await realpath(process.execPath), join(root, 'usr/local/bin/node'));
  await run('mkdir', ['-p', dirname(lib)]);
  await run('cp', ['-aL', await findNpm(), lib]);
  await symlink('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm'));
}

/** Lets npm reach the registry over whatever network this machine has. */
async function addCertificates(root: string): Promise<void> {
  if (!existsSync(certificates)) return;
  await run('mkdir', ['-p', join(root, dirname(certificates))]);
  await cp(certificates, join(root, certificates), { dereference: true });
}

/**
 * The file system of a base image that the Dockerfile names, in a new folder. Without a container engine nothing can be
 * pulled: Debian comes from its packages, and Node is the one of this project.
 * Errors: Error for any other image.
 */
export async function layBaseImage(image: string, folder: string): Promise<void> {
  const [name = ''] = image.split(':');
  if (name !== 'debian' && name !== 'node') throw new Error(`There is no way to lay ${image} here.`);
  await copyRoot(await provideDebian(), folder);
  if (name === 'debian') return;
  await addNode(folder);
  await addCertificates(folder);
}
