import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { provideChromium } from './provide-chromium.ts';
import { runCommand, type RunCommand } from './run-command.ts';

let folder: string;
let said: string[];
/** What was asked of apt-get, without its options. */
let asked: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ostiary-browser-'));
  said = [];
  asked = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function addProgram(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const browser = 'echo Chromium 156.0.1.2';

interface Machine {
  env?: Record<string, string>;
  isRoot?: boolean;
  apt?: (command: string) => Promise<number | null>;
}

/** A machine whose programs are in one folder, with an apt-get that does as told. */
function provide({ env = {}, isRoot = true, apt = async () => null }: Machine = {}): Promise<string> {
  const run: RunCommand = async (argv, options) => {
    if (argv[0] !== 'apt-get') return runCommand(argv, options);
    const command = argv.slice(1).filter((word) => !/^-|=/.test(word));
    if (command.length > 0) asked.push(command.join(' '));
    return { code: await apt(command.join(' ')), output: '' };
  };
  return provideChromium({ env: { PATH: folder, ...env }, run, isRoot, say: (line) => said.push(line) });
}

describe('a browser for the tests', () => {
  test('is the one that the environment names', async () => {
    await addProgram('chromium', browser);
    const named = await addProgram('my-browser', browser);
    expect(await provide({ env: { OSTIARY_CHROMIUM: named } })).toBe(named);
  });

  test('is not another one when the named one does not start', async () => {
    await addProgram('chromium', browser);
    for (const named of [join(folder, 'nothing'), folder, await addProgram('broken', 'exit 1')]) {
      await expect(provide({ env: { OSTIARY_CHROMIUM: named } })).rejects.toThrow(named);
    }
    expect(asked).toEqual([]);
  });

  test('is looked for on the path, Chromium before Chrome', async () => {
    const chrome = await addProgram('google-chrome', 'echo Google Chrome 156.0.1.2');
    expect(await provide()).toBe(chrome);
    const chromium = await addProgram('chromium-browser', browser);
    expect(await provide({ env: { OSTIARY_CHROMIUM: '' } })).toBe(chromium);
    expect(asked).toEqual([]);
  });

  test('is not a program that only says where to get one', async () => {
    await addProgram('chromium-browser', 'echo "Requires the chromium snap to be installed."; exit 1');
    const chrome = await addProgram('google-chrome', 'echo Google Chrome 156.0.1.2');
    expect(await provide()).toBe(chrome);
  });

  test('is installed for root where there is apt-get, even if a list cannot be fetched', async () => {
    const path = await provide({
      apt: async (command) => {
        if (command === 'update') return 100;
        if (command.startsWith('install')) await addProgram('chromium', browser);
        return 0;
      },
    });
    expect(path).toBe(join(folder, 'chromium'));
    expect(asked).toEqual(['update', 'install chromium']);
    expect(said).toEqual([expect.stringContaining('installing')]);
  });

  test('is not installed for others, who are told what to do', async () => {
    await expect(provide({ isRoot: false, apt: async () => 0 })).rejects.toThrow(
      /apt-get install chromium.*OSTIARY_CHROMIUM/,
    );
    await expect(provide({ isRoot: true, apt: async () => null })).rejects.toThrow(/OSTIARY_CHROMIUM/);
    expect(asked).toEqual([]);
  });

  test('that cannot be installed, or does not start then, is an error that says so', async () => {
    await expect(
      provide({ apt: async (command) => (command.startsWith('install') ? 100 : 0) }),
    ).rejects.toThrow(/`apt-get install chromium` failed.*OSTIARY_CHROMIUM/);
    await expect(provide({ apt: async () => 0 })).rejects.toThrow(/was installed and does not start/);
  });
});
