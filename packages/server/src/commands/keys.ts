import type { Command } from 'commander';
import type { SigningKeyInfo } from '#modules/keys';
import { isoTime } from '#platform/clock.ts';
import { printLine, type CommandIo } from './command-io.ts';
import { printJson, printTable, type Json } from './output.ts';
import type { CommandLine } from './program.ts';
import { operator, withServices } from './with-services.ts';

interface JsonOption {
  json?: true;
}

const examples = `
Examples:
  ostiary keys list
  ostiary keys rotate   sign with a new key; tokens of the old one stay valid until they expire`;

export function addKeysCommand(program: Command, { io, does }: CommandLine): void {
  const keys = program
    .command('keys')
    .description('see and rotate signing keys')
    .addHelpText('after', examples);
  keys
    .command('list')
    .description('list signing keys; never their private part')
    .option('--json', 'print JSON')
    .action(does((options: JsonOption) => list(io, options)));
  keys
    .command('rotate')
    .description('sign with a new key from now on')
    .option('--json', 'print JSON')
    .action(does((options: JsonOption) => rotate(io, options)));
}

function toJson(key: SigningKeyInfo): { [key: string]: Json } {
  return {
    id: key.id,
    algorithm: key.algorithm,
    created_at: isoTime(key.createdAt),
    retired_at: key.retiredAt === null ? null : isoTime(key.retiredAt),
    expires_at: key.expiresAt === null ? null : isoTime(key.expiresAt),
  };
}

async function list(io: CommandIo, options: JsonOption): Promise<void> {
  const keys = await withServices(io, (services) => services.keys.list());
  if (options.json) return printJson(io, keys.map(toJson));
  printTable(
    io,
    ['ID', 'ALGORITHM', 'CREATED', 'SIGNS', 'GONE AFTER'],
    keys.map((key) => [
      key.id,
      key.algorithm,
      isoTime(key.createdAt),
      key.retiredAt === null,
      key.expiresAt === null ? null : isoTime(key.expiresAt),
    ]),
  );
}

async function rotate(io: CommandIo, options: JsonOption): Promise<void> {
  const key = await withServices(io, (services) => services.keys.rotate(operator(io).act));
  if (options.json) return printJson(io, toJson(key));
  printLine(io, `Signing with ${key.id} (${key.algorithm}) from now on.`);
}
