import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

it('gives processes that start at the same moment the same key', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ostiary-secrets-'));
  const module = JSON.stringify(new URL('./development-secrets.ts', import.meta.url).href);
  const script = `const { developmentSecrets } = await import(${module});
    console.log(developmentSecrets(${JSON.stringify(directory)}).master);`;
  try {
    const outputs = await Promise.all(
      Array.from({ length: 6 }, () => run(process.execPath, ['--input-type=module', '-e', script])),
    );
    const keys = new Set(outputs.map(({ stdout }) => stdout.trim()));
    expect(keys.size).toBe(1);
    expect([...keys][0]).toMatch(/^[\w-]{43}$/);
    expect(await readdir(directory)).toEqual(['secrets.json']);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
