import type { TreeNode } from './command-tree.ts';

/** Holds where exactly these words of commands have been typed. */
function condition({ path }: TreeNode): string {
  return `-n '__ostiary_at "${path}"'`;
}

function linesOf(node: TreeNode): string[] {
  const begin = `complete -c ostiary ${condition(node)}`;
  const words = node.words.length > 0 ? [`${begin} -f -a '${node.words.join(' ')}'`] : [];
  const flags = node.flags.map((flag) => {
    const choices = node.values[flag];
    if (choices === undefined) return `${begin} -l ${flag.slice(2)}`;
    return `${begin} -l ${flag.slice(2)} -r${choices.length > 0 ? ` -f -a '${choices.join(' ')}'` : ''}`;
  });
  return [...words, ...flags];
}

/** For fish: \`ostiary completion fish | source\`. */
export function fishScript(nodes: readonly TreeNode[]): string {
  const paths = nodes.flatMap(({ path }) => (path === '' ? [] : [`'${path}'`]));
  return `# Completion of ostiary for fish: ostiary completion fish | source
function __ostiary_at
  set -l at ''
  for word in (commandline -opc)[2..]
    set -l next (string trim -- "$at $word")
    contains -- "$next" ${paths.join(' ')}; and set at $next
  end
  test "$at" = "$argv[1]"
end
${nodes.flatMap(linesOf).join('\n')}
`;
}
