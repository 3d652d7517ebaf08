import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The addresses of all modules that come with the one at this address. */
export async function modulesLoadedWith(address: string): Promise<string[]> {
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({ load: (url, context, next) => (console.log(url), next(url, context)) });
    await import(${JSON.stringify(address)});`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: dirname(fileURLToPath(address)),
  });
  return stdout.split('\n');
}
