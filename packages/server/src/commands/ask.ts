import type { Readable } from 'node:stream';
import { CommandFailure, exitCodes, wrongUsage, type CommandIo } from './command-io.ts';

const maxSecretBytes = 4_096;

export interface Question {
  label: string;
  isRequired: boolean;
}

/** Loaded only when something is asked. */
async function prompts(): Promise<typeof import('@clack/prompts')> {
  return import('@clack/prompts');
}

async function answered(answer: string | symbol | undefined): Promise<string> {
  const { isCancel } = await prompts();
  if (isCancel(answer))
    throw new CommandFailure('Stopped; nothing was done.', { exitCode: exitCodes.failed });
  return typeof answer === 'string' ? answer : '';
}

/** Empty when the question is not required and was not answered. */
export async function askText(io: CommandIo, question: Question): Promise<string> {
  const { text } = await prompts();
  const answer = await text({
    message: question.label,
    input: io.stdin,
    output: io.stdout,
    validate: (value) => (question.isRequired && !value?.trim() ? 'This cannot be empty.' : undefined),
  });
  return (await answered(answer)).trim();
}

/** Asked twice, never shown. */
export async function askNewPassword(io: CommandIo): Promise<string> {
  const { password } = await prompts();
  const streams = { input: io.stdin, output: io.stdout };
  const first = await answered(
    await password({
      ...streams,
      message: 'Password',
      validate: (value) => (value ? undefined : 'This cannot be empty.'),
    }),
  );
  await answered(
    await password({
      ...streams,
      message: 'Password, once more',
      validate: (value) => (value === first ? undefined : 'The two passwords differ.'),
    }),
  );
  return first;
}

/** Whether to go on with what cannot be undone. */
export async function askToGoOn(io: CommandIo, question: string): Promise<void> {
  const { confirm, isCancel } = await prompts();
  const streams = { input: io.stdin, output: io.stdout };
  const answer = await confirm({ ...streams, message: question, initialValue: false });
  if (isCancel(answer) || !answer)
    throw new CommandFailure('Stopped; nothing was done.', { exitCode: exitCodes.failed });
}

/** Names everything that is missing, at once. */
export function requireGiven(missing: string[]): void {
  if (missing.length === 0) return;
  throw wrongUsage(
    `Missing: ${missing.join(', ')}.`,
    'Nothing is asked here, so this must be given. See --help.',
  );
}

/** The first line of standard input: so a secret is in no process list and no shell history. */
export async function readSecret(stdin: Readable, what: 'password' | 'token'): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin as AsyncIterable<Buffer | string>) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxSecretBytes) throw wrongUsage(`Standard input is too long to be a ${what}.`);
    chunks.push(bytes);
  }
  const [line = ''] = Buffer.concat(chunks).toString('utf8').split(/\r?\n/);
  if (line === '') throw wrongUsage(`Standard input held no ${what}.`);
  return line;
}
