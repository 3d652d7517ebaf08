import { Option, type Command } from 'commander';
import type { CommandLine } from '../program.ts';
import type { ApiCommand, Noun } from './command.types.ts';
import { connectionOptions } from './connect.ts';
import { runApiCommand, type Parsed } from './run-api-command.ts';
import { fieldsOf, type Field, type FieldChoices, type OptionValues } from './schema-fields.ts';

/** Declares a noun with its verbs and the nouns below it. */
export function declareNoun(program: Command, line: CommandLine, { noun, ...rest }: Noun): void {
  const parent = program.command(noun).description(rest.summary).addHelpText('after', rest.examples);
  for (const command of rest.commands) declareCommand(parent, line, command);
  for (const below of rest.nouns ?? []) declareNoun(parent, line, below);
}

export function declareCommand(parent: Command, line: CommandLine, command: ApiCommand): void {
  const { io, does } = line;
  const declared = parent.command(command.verb).description(command.summary);
  const { args = [] } = command;
  for (const { name, description } of args) declared.argument(`<${name}>`, description);
  const query = fieldsOf(command.query, flagsOf(command));
  const body = fieldsOf(command.body, flagsOf(command));
  for (const field of [...query, ...body]) addField(declared, field);
  for (const option of ownOptions(command)) declared.addOption(option);
  for (const option of connectionOptions()) declared.addOption(option);
  if (command.examples !== undefined) declared.addHelpText('after', command.examples);
  if (command.commands) {
    declared.enablePositionalOptions();
    for (const below of command.commands) declareCommand(declared, line, below);
  }
  declared.action(
    does((...given: unknown[]) => {
      const texts = args.map(({ name }, index) => [name, String(given[index])]);
      const parsed: Parsed = {
        args: Object.fromEntries(texts) as Record<string, string>,
        values: declared.opts<OptionValues>(),
        fields: { query, body },
      };
      return runApiCommand(io, command, parsed);
    }),
  );
}

/** Arguments need no flag, and null is given where something is changed. */
function flagsOf({ args = [], flags = {}, method }: ApiCommand): FieldChoices {
  const without = [...(flags.without ?? []), ...args.map(({ name }) => name)];
  return { ...flags, without, canClear: flags.canClear ?? method === 'PATCH' };
}

function addField(declared: Command, { isRequired, options }: Field): void {
  options.forEach((option, index) => {
    declared.addOption(isRequired && index === 0 ? option.makeOptionMandatory() : option);
  });
}

function ownOptions(command: ApiCommand): Option[] {
  const { output, destroys, variant } = command;
  const isList = output.as === 'list';
  return [
    ...(variant ? [new Option(`--${variant.flag}`, variant.description)] : []),
    ...(command.options?.() ?? []),
    ...(command.isVersioned ? [new Option('--if-match <etag>', 'only if it has not changed since')] : []),
    ...(isList ? [new Option('--all', 'all pages, not only the first')] : []),
    ...(output.as === 'details' && command.method === 'GET'
      ? [new Option('--etag', 'print only what --if-match takes')]
      : []),
    ...(destroys
      ? [
          new Option('--dry-run', 'only say what would be destroyed'),
          new Option('--yes', 'do not ask at a terminal'),
        ]
      : []),
    new Option('--json', 'print JSON, as the API answers'),
    ...(isList ? [new Option('--jsonl', 'print JSON Lines: an item a line')] : []),
  ];
}
