import { expect, it, vi } from 'vitest';
import { freePort, testInstallation } from './command-line.fixture.ts';

vi.mock('./program.ts', () => {
  throw new Error('a starting server loads no parser and no commands');
});

it.each([[[]], [['serve']]])('%j starts the server without the other commands', async (argv) => {
  const installation = await testInstallation();
  try {
    const run = await installation.run(argv, { env: { OSTIARY_PORT: String(await freePort()) } });
    expect(run.code).toBe(0);
    expect(run.out).toContain('Ostiary is ready');
    expect((await installation.run(['users', 'list'])).code).toBe(1);
  } finally {
    await installation.remove();
  }
});
