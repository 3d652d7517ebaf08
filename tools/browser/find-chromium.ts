import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { RunCommand } from './run-command.ts';

/** Names the browser to use; the first that is looked at. */
export const chromiumVariable = 'OSTIARY_CHROMIUM';

const programs = ['chromium', 'chromium-browser', 'google-chrome'];
/** The first start after an installation reads a few hundred megabytes from the disk. */
const answerTimeoutMs = 60_000;

export interface BrowserSearch {
  env: Readonly<Record<string, string | undefined>>;
  run: RunCommand;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function onPath(program: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find(isProgram);
}

/** Some systems have a program of that name that only says where to get the browser. */
async function answers(path: string, run: RunCommand): Promise<boolean> {
  const { code, output } = await run([path, '--version'], { output: 'keep', timeoutMs: answerTimeoutMs });
  return code === 0 && /\d+\.\d+/.test(output);
}

/**
 * The path of a Chromium that starts, `undefined` when there is none.
 * Errors: Error when the one that the environment names does not start; another is then not looked for.
 */
export async function findChromium({ env, run }: BrowserSearch): Promise<string | undefined> {
  const named = env[chromiumVariable];
  if (named !== undefined && named !== '') {
    if (isProgram(named) && (await answers(named, run))) return named;
    throw new Error(`${chromiumVariable} is ${named}, which is not a browser that starts.`);
  }
  for (const program of programs) {
    const path = onPath(program, env['PATH'] ?? '');
    if (path !== undefined && (await answers(path, run))) return path;
  }
  return undefined;
}
