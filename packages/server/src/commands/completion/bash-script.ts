import type { TreeNode } from './command-tree.ts';

function valueCases({ path, values }: TreeNode): string[] {
  return Object.entries(values).map(([flag, choices]) => {
    const reply = choices.length > 0 ? `words='${choices.join(' ')}'` : 'files=1';
    return `    '${path} ${flag}') ${reply} ;;`;
  });
}

function wordCase({ path, words, flags, takesFile }: TreeNode): string {
  const file = takesFile ? '; [[ $current == -* ]] || files=1' : '';
  return `    '${path}') words='${[...words, ...flags].join(' ')}'${file} ;;`;
}

function nextCases(nodes: readonly TreeNode[]): string {
  const paths = nodes.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`);
  return `      ${paths.join('|')}) at="$next" ;;`;
}

/** For bash: source it, or put it where bash-completion looks. Needs nothing but bash. */
export function bashScript(nodes: readonly TreeNode[]): string {
  return `# Completion of ostiary for bash: source <(ostiary completion bash)
_ostiary() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  local at='' next words='' files='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    next="\${at:+$at }\${COMP_WORDS[i]}"
    case "$next" in
${nextCases(nodes)}
    esac
  done
  COMPREPLY=()
  case "\${at:+$at }$before" in
${nodes.flatMap((node) => (node.path === '' ? [] : valueCases(node))).join('\n')}
  esac
  [[ -n $words || -n $files ]] || case "$at" in
${nodes.map(wordCase).join('\n')}
  esac
  if [[ -n $files ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$current"; compgen -W "\${words%%--*}" -- "$current")
  else
    [[ $current == -* || -z \${words//--*/} ]] || words="\${words%% --*}"
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  fi
}
complete -F _ostiary ostiary
`;
}
