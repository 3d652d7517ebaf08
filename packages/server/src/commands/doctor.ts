import type { Command } from 'commander';
import { isError, loadConfig } from '#config';
import { exitCodes, printLine, type CommandIo, type ExitCode } from './command-io.ts';
import { checkDataDirectory, checkPort, type Finding } from './doctor.machine.ts';
import { checkDatabase } from './doctor.database.ts';
import { checkPredecessor } from './doctor.predecessor.ts';
import { checkMailTemplates } from './mail-templates.ts';
import { printable, printJson } from './output.ts';
import type { CommandLine } from './program.ts';

const examples = `
Examples:
  ostiary doctor
  ostiary doctor --json   for scripts; exits with 1 when anything is wrong`;

export function addDoctorCommand(program: Command, { io, does }: CommandLine): void {
  program
    .command('doctor')
    .description('check configuration, database, secrets, port, clock and audit log')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(does((options: { json?: true }) => doctor(io, options)));
}

/** Warnings are shown and do not make it fail. */
async function doctor(io: CommandIo, options: { json?: true }): Promise<ExitCode> {
  const findings = await examine(io);
  const isWell = findings.every(({ status }) => status !== 'error');
  if (options.json) {
    const toJson = ({ check, status, message, hint }: Finding) => ({
      check,
      status,
      message,
      hint: hint ?? null,
    });
    printJson(io, { is_well: isWell, findings: findings.map(toJson) });
  } else {
    for (const finding of findings) printFinding(io, finding);
    printLine(io, isWell ? 'Nothing is wrong.' : 'Something is wrong; see above.');
  }
  return isWell ? exitCodes.ok : exitCodes.failed;
}

async function examine(io: CommandIo): Promise<Finding[]> {
  const { config, problems } = loadConfig({ env: io.env, cwd: io.cwd });
  const findings: Finding[] = problems.map((problem) => ({
    check: 'configuration',
    status: isError(problem) ? 'error' : 'warning',
    message: `${problem.id} ${problem.message}`,
    hint: problem.hint,
  }));
  if (!config) return findings;
  if (findings.length === 0)
    findings.push({ check: 'configuration', status: 'ok', message: 'Every setting is valid.' });
  findings.push(checkDataDirectory(config));
  findings.push(...(await checkDatabase(config)));
  findings.push(await checkPort(config));
  findings.push(...(await checkMailTemplates(config)));
  findings.push(...(await checkPredecessor(config)));
  return findings;
}

const marks = { ok: 'ok      ', warning: 'warning ', error: 'ERROR   ' } as const;

function printFinding(io: CommandIo, { check, status, message, hint }: Finding): void {
  printLine(io, `${marks[status]}${check.padEnd(15)}${printable(message)}`);
  if (hint !== undefined) printLine(io, `${' '.repeat(23)}${printable(hint)}`);
}
