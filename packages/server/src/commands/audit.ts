import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { AuditEntry, AuditQuery } from '#modules/audit';
import { isoTime } from '#platform/clock.ts';
import { exitCodes, printError, printLine, type CommandIo, type ExitCode } from './command-io.ts';
import { printJson, printTable, type Json } from './output.ts';
import type { CommandLine } from './program.ts';
import { withServices } from './with-services.ts';

interface ListOptions {
  limit: number;
  before?: number;
  action?: string;
  actor?: string;
  target?: string;
  json?: true;
}

const progressStep = 100_000;

const examples = `
Examples:
  ostiary audit verify                     exits with 1 when anything was altered
  ostiary audit list --action role.grant --json`;

export function addAuditCommand(program: Command, { io, does }: CommandLine): void {
  const audit = program
    .command('audit')
    .description('read and verify the audit log')
    .addHelpText('after', examples);
  audit
    .command('verify')
    .description('find any edit, deletion or reordering')
    .option('--json', 'print JSON')
    .action(does((options: { json?: true }) => verify(io, options)));
  audit
    .command('list')
    .description('list entries, newest first')
    .option('--limit <n>', 'at most so many', wholeNumber, 50)
    .option('--before <n>', 'only entries before this number', wholeNumber)
    .option('--action <name>', 'only this action, such as role.grant')
    .option('--actor <id>', 'only what this user did')
    .option('--target <id>', 'only what was done to this user, role or session')
    .option('--json', 'print JSON')
    .action(does((options: ListOptions) => list(io, options)));
}

/** A whole number above zero, for options. */
export function wholeNumber(text: string): number {
  const number = /^\d{1,12}$/.test(text) ? Number(text) : 0;
  if (number < 1) throw new InvalidArgumentError('It is a whole number, 1 or more.');
  return number;
}

async function verify(io: CommandIo, options: { json?: true }): Promise<ExitCode> {
  const onProgress = (checked: number): void => {
    if (io.isInteractive && checked % progressStep === 0) printError(io, `${checked} entries checked …`);
  };
  const report = await withServices(io, (services) => services.audit.verify(onProgress));
  if (options.json) {
    const found = report.isIntact ? {} : { first_bad_seq: report.firstBadSeq, reason: report.reason };
    printJson(io, { is_intact: report.isIntact, entries: report.entries, ...found });
  } else if (report.isIntact) {
    printLine(io, `The audit log is intact: ${report.entries} entries.`);
  } else {
    printLine(io, `The audit log was altered. First bad entry: ${report.firstBadSeq} (${report.reason}).`);
  }
  return report.isIntact ? exitCodes.ok : exitCodes.failed;
}

async function list(io: CommandIo, options: ListOptions): Promise<void> {
  const query: AuditQuery = {
    limit: options.limit,
    ...(options.before !== undefined && { before: options.before }),
    ...(options.action !== undefined && { action: options.action }),
    ...(options.actor !== undefined && { actorId: options.actor }),
    ...(options.target !== undefined && { targetId: options.target }),
  };
  const entries = await withServices(io, ({ audit, database }) => audit.list(database.db, query));
  if (options.json) return printJson(io, entries.map(toJson));
  printTable(
    io,
    ['SEQ', 'AT', 'ACTION', 'OUTCOME', 'ACTOR', 'TARGET', 'ADDRESS'],
    entries.map(({ seq, at, action, outcome, actor, target, origin }) => [
      seq,
      isoTime(at),
      action,
      outcome,
      actor.id === null ? actor.type : `${actor.type}:${actor.id}`,
      target && `${target.type}:${target.id}`,
      origin.address,
    ]),
  );
}

function toJson(entry: AuditEntry): Json {
  const { address, userAgent, requestId } = entry.origin;
  return {
    seq: entry.seq,
    id: entry.id,
    at: isoTime(entry.at),
    action: entry.action,
    outcome: entry.outcome,
    actor: { ...entry.actor },
    target: entry.target && { ...entry.target },
    origin: { address, user_agent: userAgent, request_id: requestId },
    details: { ...entry.details },
  };
}
