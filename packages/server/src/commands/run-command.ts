import type { CommandIo } from './command-io.ts';
import { isJsonWanted, reportFailure } from './report-failure.ts';

/**
 * Runs `ostiary …argv` and resolves to its exit code: 0 done, 1 refused or failed, 2 wrong usage.
 * The bare `serve` is found without the parser, which a starting server need not load.
 */
export async function runCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  try {
    if (argv.length === 0 || (argv.length === 1 && argv[0] === 'serve')) {
      const { serve } = await import('./serve/serve.ts');
      return await serve(io);
    }
    const { runProgram } = await import('./program.ts');
    return await runProgram(argv, io);
  } catch (error) {
    return reportFailure(error, io, isJsonWanted(argv));
  }
}
