import type { Command } from 'commander';
import type { Environment } from '#config';
import type { CommandLine } from '../program.ts';
import { serve } from './serve.ts';

interface ServeOptions {
  host?: string;
  port?: string;
  workers?: string;
}

const examples = `
Examples:
  ostiary serve
  ostiary serve --port 8080 --host 0.0.0.0
  ostiary serve --workers 4

Signals: TERM and INT finish what was begun and end; HUP replaces the workers one by one, without a request lost.`;

/** Only declares: `serve.ts` runs without the parser when there is nothing to parse. */
export function addServeCommand(program: Command, { io, does }: CommandLine): void {
  program
    .command('serve')
    .description('start the server (what `ostiary` alone does)')
    .option('--host <host>', 'listen here instead of OSTIARY_HOST')
    .option('--port <port>', 'listen here instead of OSTIARY_PORT')
    .option('--workers <number>', 'this many processes instead of OSTIARY_WORKERS (default: one a core)')
    .addHelpText('after', examples)
    .action(does((options: ServeOptions) => serve(io, overridesOf(options))));
}

function overridesOf({ host, port, workers }: ServeOptions): Environment {
  return {
    ...(host !== undefined && { OSTIARY_HOST: host }),
    ...(port !== undefined && { OSTIARY_PORT: port }),
    ...(workers !== undefined && { OSTIARY_WORKERS: workers }),
  };
}
