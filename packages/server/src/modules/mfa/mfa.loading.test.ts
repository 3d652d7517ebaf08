import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);

/** The addresses of all modules that a program loads, each on a line. */
async function loadedBy(program: string): Promise<string[]> {
  const hooked = `
    import { registerHooks } from 'node:module';
    registerHooks({ load: (url, context, next) => (console.log(url), next(url, context)) });
    ${program}`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', hooked], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  return stdout.split('\n');
}

const addressOf = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
const isOfOtpauth = (url: string): boolean => url.includes('/node_modules/otpauth/');

describe('what checks codes of apps', () => {
  test('is not loaded with the module, which every server and command loads', async () => {
    const loaded = await loadedBy(`await import(${addressOf('./mfa.service.ts')});`);
    expect(loaded.some((url) => url.endsWith('/mfa/totp/totp.service.ts'))).toBe(true);
    expect(loaded.filter(isOfOtpauth)).toEqual([]);
  });

  test('comes with the first app', async () => {
    const begun = `const { newSecret } = await import(${addressOf('./totp/totp-codes.ts')}); await newSecret();`;
    expect((await loadedBy(begun)).some(isOfOtpauth)).toBe(true);
  });
});
