import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const words: ReadonlySet<string> = new Set(['describe', 'it', 'test']);

/** The name that a call begins with: `test` of `test.each(…)('…')`. */
function firstName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return firstName(node.expression);
  return undefined;
}

/** What the tests of a file are called, and what they are gathered under, as it stands in the source. */
function namesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && words.has(firstName(node.expression) ?? '')) {
      const [name] = node.arguments;
      if (name && ts.isStringLiteralLike(name)) found.push(name.text);
      if (name && ts.isTemplateExpression(name)) found.push(name.getText(source));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const namesByFile = new Map<string, string[]>();

/** Whether there is what a list names: `path/of/a.test.ts`, or with ` > words in the name of a test` behind it. */
export function isNamedTestThere(root: string, named: string): boolean {
  const [path = '', name] = named.split(' > ', 2);
  const file = join(root, path);
  if (!path.endsWith('.test.ts') || !existsSync(file)) return false;
  if (name === undefined) return true;
  const names = namesByFile.get(file) ?? namesIn(file);
  namesByFile.set(file, names);
  return names.some((one) => one.includes(name));
}

/** The tests that a text names in `code`. */
export function namedTests(text: string): string[] {
  return [...text.matchAll(/`(?<named>[\w./-]+\.test\.ts(?: > [^`]+)?)`/g)].map(
    ({ groups }) => groups?.['named']?.replaceAll(/\s+/g, ' ') ?? '',
  );
}
