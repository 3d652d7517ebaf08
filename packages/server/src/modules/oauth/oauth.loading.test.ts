import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);

/** The addresses of all modules that come with one, each on a line. */
async function loadedWith(file: string): Promise<string[]> {
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({ load: (url, context, next) => (console.log(url), next(url, context)) });
    await import(${JSON.stringify(new URL(file, import.meta.url).href)});`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  return stdout.split('\n');
}

const isOfEngine = (url: string): boolean => url.includes('/node_modules/oidc-provider/');

describe('the engine', () => {
  test('is not loaded with the module, which every server and command loads', async () => {
    const loaded = await loadedWith('./oauth.service.ts');
    expect(loaded.some((url) => url.endsWith('/oauth/oauth.service.ts'))).toBe(true);
    expect(loaded.filter(isOfEngine)).toEqual([]);
  });

  test('comes with what answers its requests', async () => {
    expect((await loadedWith('./engine/engine.ts')).some(isOfEngine)).toBe(true);
  });
});
