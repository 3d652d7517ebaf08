import type { Command } from 'commander';

/** A command as a completion script needs to know it. */
export interface TreeNode {
  /** The words before it, such as `users list`; empty for the program. */
  path: string;
  words: string[];
  flags: string[];
  /** Flags that take a value, with the values there are; empty when it may be anything. */
  values: Record<string, string[]>;
  /** Its argument names a file. */
  takesFile: boolean;
}

/** Every command with its verbs and flags, as the program declares them. */
export function commandTree(command: Command, path = ''): TreeNode[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command);
  const options = help.visibleOptions(command);
  const choices = command.registeredArguments.flatMap((argument) => argument.argChoices ?? []);
  const taking = options.filter((option) => option.required || option.optional);
  const values = taking.flatMap((option) =>
    option.long ? [[option.long, option.argChoices ?? []] as const] : [],
  );
  const node: TreeNode = {
    path,
    words: [...commands.flatMap((each) => [each.name(), ...each.aliases()]), ...choices].sort(),
    flags: options.flatMap(({ long }) => (long ? [long] : [])).sort(),
    values: Object.fromEntries(values),
    takesFile: command.registeredArguments.some((argument) => argument.name() === 'file'),
  };
  const below = commands
    .filter((each) => each.name() !== 'help')
    .flatMap((each) =>
      [each.name(), ...each.aliases()].flatMap((name) => commandTree(each, `${path} ${name}`.trim())),
    );
  return [node, ...below];
}
