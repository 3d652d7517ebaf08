import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loadWebauthn } from './passkey-verification.ts';

const run = promisify(execFile);

/** The addresses of all modules that come with running some code, each on a line. */
async function loadedBy(code: string): Promise<string[]> {
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({ load: (url, context, next) => (console.log(url), next(url, context)) });
    ${code}`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  return stdout.split('\n');
}

const addressOf = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
const isOfLibrary = (url: string): boolean => /\/node_modules\/@(simplewebauthn|peculiar)\//.test(url);

describe('the library of WebAuthn', () => {
  test('is not loaded with the module, which every server loads', async () => {
    const loaded = await loadedBy(`await import(${addressOf('../mfa.service.ts')})`);
    expect(loaded.some((url) => url.endsWith('/passkeys/passkey-authentication.ts'))).toBe(true);
    expect(loaded.filter(isOfLibrary)).toEqual([]);
  });

  test('is not loaded by the options that pages hold', async () => {
    const loaded = await loadedBy(`
      const { requestOptions } = await import(${addressOf('./passkey-options.ts')});
      requestOptions({ rpId: 'id.example', challenge: 'x', keys: [] });`);
    expect(loaded.filter(isOfLibrary)).toEqual([]);
  });

  test('comes with the first passkey', async () => {
    const file = addressOf('./passkey-verification.ts');
    // Whatever it is: it is read by the library before it is refused.
    const loaded = await loadedBy(`
      const { verifyMade } = await import(${file});
      await verifyMade({}, {}).catch(() => undefined);`);
    expect(loaded.some(isOfLibrary)).toBe(true);
    expect(await loadWebauthn()).toHaveProperty('verifyRegistrationResponse');
  });
});
