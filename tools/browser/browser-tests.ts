import { join, sep } from 'node:path';
import type { RunCommand } from './run-command.ts';

export interface TestRunner {
  root: string;
  /** The command line that starts vitest, without its arguments. */
  vitest: readonly string[];
  run: RunCommand;
}

function isListed(entry: unknown): entry is { file: string } {
  return typeof entry === 'object' && entry !== null && 'file' in entry && typeof entry.file === 'string';
}

function filesOf(output: string): string[] {
  try {
    const listed: unknown = JSON.parse(output);
    return Array.isArray(listed) ? listed.filter(isListed).map(({ file }) => file) : [];
  } catch {
    return [];
  }
}

/**
 * Whether these arguments of vitest name a test that needs a browser: vitest itself is asked, which knows
 * what its arguments mean. When it cannot say, it will not run either, and says why itself.
 */
export async function needsBrowser(runner: TestRunner, args: readonly string[]): Promise<boolean> {
  const { root, vitest, run } = runner;
  // `--json` takes what follows it for a file to write.
  const command = [...vitest, 'list', '--root', root, '--filesOnly', ...args, '--json'];
  const { output } = await run(command, { output: 'keep' });
  return filesOf(output).some((file) => file.startsWith(join(root, 'e2e') + sep));
}
