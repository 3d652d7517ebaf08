import { Argument, type Command } from 'commander';
import type { CommandLine } from '../program.ts';
import { bashScript } from './bash-script.ts';
import { commandTree, type TreeNode } from './command-tree.ts';
import { fishScript } from './fish-script.ts';
import { zshScript } from './zsh-script.ts';

const scripts: Record<string, (nodes: readonly TreeNode[]) => string> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

const examples = `
Examples, for the start-up file of your shell:
  source <(ostiary completion bash)
  source <(ostiary completion zsh)
  ostiary completion fish | source`;

export function addCompletionCommand(program: Command, { io, does }: CommandLine): void {
  program
    .command('completion')
    .description('print a script that completes commands and flags in your shell')
    .addArgument(new Argument('<shell>', 'which one').choices(Object.keys(scripts)))
    .addHelpText('after', examples)
    .action(
      does(async (shell: string) => {
        io.stdout.write(scripts[shell]?.(commandTree(program)) ?? '');
      }),
    );
}
