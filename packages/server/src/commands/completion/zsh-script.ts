import type { TreeNode } from './command-tree.ts';

function nodeCase({ path, words, flags, takesFile }: TreeNode): string {
  const all = [...words, ...flags].map((word) => `'${word}'`).join(' ');
  return `    '${path}') replies=(${all})${takesFile ? '; files=1' : ''} ;;`;
}

function valueCases({ path, values }: TreeNode): string[] {
  return Object.entries(values).map(([flag, choices]) => {
    const all = choices.map((choice) => `'${choice}'`).join(' ');
    return `    '${path} ${flag}') ${choices.length > 0 ? `compadd -- ${all}` : '_files'}; return ;;`;
  });
}

/** For zsh: source it after \`compinit\`. */
export function zshScript(nodes: readonly TreeNode[]): string {
  const paths = nodes.flatMap(({ path }) => (path === '' ? [] : [`'${path}'`]));
  return `# Completion of ostiary for zsh: source <(ostiary completion zsh)
_ostiary() {
  local at='' next files='' i
  local -a replies
  for ((i = 2; i < CURRENT; i++)); do
    next="\${at:+$at }\${words[i]}"
    case "$next" in
      ${paths.join('|')}) at="$next" ;;
    esac
  done
  case "\${at:+$at }\${words[CURRENT-1]}" in
${nodes.flatMap((node) => (node.path === '' ? [] : valueCases(node))).join('\n')}
  esac
  case "$at" in
${nodes.map(nodeCase).join('\n')}
  esac
  [[ -z $files ]] || _files
  compadd -- $replies
}
compdef _ostiary ostiary
`;
}
