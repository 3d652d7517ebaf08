import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunCommand } from '../browser/run-command.ts';
import { provideDebianPrograms } from './debian-programs.ts';

let folder: string;
/** What was asked of apt-get. */
let asked: string[];
let hasLists: boolean;
let isReachable: boolean;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ostiary-debian-'));
  asked = [];
  hasLists = true;
  isReachable = true;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run: RunCommand = async (argv) => {
  const words = argv.filter((word) => !word.startsWith('-') && !word.includes('='));
  if (argv[0] === 'dpkg-deb') {
    const program = join(argv[3] ?? '', 'usr/sbin', 'nginx');
    await mkdir(dirname(program), { recursive: true });
    await writeFile(program, '');
    return { code: 0, output: '' };
  }
  asked.push(words.slice(1).join(' '));
  if (words[1] === 'update') {
    hasLists = isReachable;
    return { code: isReachable ? 0 : 100, output: '' };
  }
  const archives = argv.find((word) => word.startsWith('Dir::Cache::archives='))?.split('=')[1] ?? '';
  if (hasLists) await writeFile(join(archives, 'nginx_1.deb'), '');
  return { code: hasLists ? 0 : 100, output: '' };
};
const provide = () => provideDebianPrograms({ packages: ['nginx'], run, folder });

describe('programs of Debian', () => {
  test('are fetched and unpacked once', async () => {
    const { find, env, root } = await provide();
    expect(find('nginx')).toBe(join(root, 'usr/sbin/nginx'));
    expect(env['PATH']).toContain(join(root, 'usr/sbin'));
    await provide();
    expect(asked).toEqual(['install nginx']);
  });

  test('may be of more packages than a name of a folder can list', async () => {
    const packages = ['nginx', ...Array.from({ length: 99 }, (_, number) => `library-${String(number)}`)];
    const one = await provideDebianPrograms({ packages, run, folder });
    expect(one.find('nginx')).toBe(join(one.root, 'usr/sbin/nginx'));
    const other = await provideDebianPrograms({ packages: [...packages, 'zlib'], run, folder });
    expect(other.root).not.toBe(one.root);
  });

  test('are looked for again after the lists of packages were fetched', async () => {
    hasLists = false;
    await provide();
    expect(asked).toEqual(['install nginx', 'update', 'install nginx']);
  });

  test('that cannot be fetched are named, and nothing half done stays', async () => {
    hasLists = false;
    isReachable = false;
    await expect(provide()).rejects.toThrow(/nginx/);
    expect(await readdir(folder)).toEqual([]);
  });

  test('that a package has not are named', async () => {
    const { find } = await provide();
    expect(() => find('apache2')).toThrow(/apache2/);
  });
});
