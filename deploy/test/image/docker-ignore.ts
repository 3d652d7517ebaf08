import { dirname } from 'node:path';

/** The lines of a `.dockerignore` that say something. */
export function patternsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/\/$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** As Docker reads them: `*` is any name or part of one, leading dots included; `**` is any folders, or none. */
function asExpression(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(
      /\*\*\/|\*\*|\*|\?/g,
      (found) => ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' })[found] ?? '[^/]',
    );
  return new RegExp(`^${source}$`);
}

/** A path and the folders it is in, `a/b/c`, `a/b`, `a`. */
function withParents(path: string): string[] {
  const parent = dirname(path);
  return parent === '.' ? [path] : [path, ...withParents(parent)];
}

/** Whether a path stays out of the build: the last pattern that speaks of it, or of a folder it is in, decides. */
export function isIgnored(path: string, patterns: readonly string[]): boolean {
  const paths = withParents(path);
  const speaks = (pattern: string): boolean =>
    paths.some((candidate) => asExpression(pattern).test(candidate));
  const last = patterns.findLast((pattern) => speaks(pattern.replace(/^!/, '')));
  return last !== undefined && !last.startsWith('!');
}

/** Whether something in this folder is let in, although the folder itself may not be. */
export function hasExceptions(folder: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => pattern.startsWith(`!${folder}/`));
}
