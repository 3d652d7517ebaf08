import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shutdownDeadlineMs } from '../../../packages/server/src/commands/serve/shutting-down.ts';
import { readDeployFile, secondsOf } from '../support/deploy-files.ts';
import { analyze } from '../support/systemd-analyze.ts';

let folder: string;
let unit: string;
let text: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ostiary-unit-'));
  unit = join(folder, 'ostiary.service');
  text = await readDeployFile('systemd/ostiary.service');
  // Node is elsewhere here, and systemd looks whether it is there.
  await writeFile(unit, text.replace('ExecStart=/usr/local/bin/node ', `ExecStart=${process.execPath} `));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the unit of systemd', () => {
  test('is understood by systemd, every line of it', async () => {
    expect(await analyze('verify', unit)).toEqual({ code: 0, output: '', errors: '' });
    const wrong = join(folder, 'wrong.service');
    await writeFile(wrong, text.replace('ProtectHome=', 'ProtectHouse='));
    expect((await analyze('verify', wrong)).errors).toContain('ProtectHouse');
  });

  test('leaves a server that is taken over little to do', async () => {
    const { output } = await analyze('security', '--offline=true', unit);
    const [, exposure] = /exposure level for ostiary\.service: ([\d.]+)/.exec(output) ?? [];
    // Of 10; what is above 5 systemd calls medium and worse.
    expect(Number(exposure)).toBeLessThan(1.5);
  });

  test('lets the server finish what it has begun', () => {
    const [, patience = ''] = /^TimeoutStopSec=(.*)$/m.exec(text) ?? [];
    expect(secondsOf(patience)).toBeGreaterThan(5 + shutdownDeadlineMs / 1000);
  });
});
