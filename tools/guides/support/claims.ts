import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notExecuted } from '../not-executed.ts';
import { repository, type Block } from './blocks.ts';

/** Where people are told to type something. */
const documents = [
  'README.md',
  'SECURITY.md',
  'docs/guides/*.md',
  'packages/*/README.md',
  'examples/**/README.md',
  'clients/**/README.md',
];
const testFiles = '{bench,deploy,e2e,examples,packages,tools}/**/*.test.ts';

async function find(pattern: string | string[]): Promise<string[]> {
  const found: string[] = [];
  const exclude = (path: string): boolean => /(^|\/)(node_modules|dist|\.venv)(\/|$)/.test(path);
  for await (const path of glob(pattern, { cwd: repository, exclude })) found.push(path);
  return found.sort();
}

export const findDocuments = (): Promise<string[]> => find(documents);

/** A test that says it follows a document. */
export interface Claim {
  document: string;
  test: string;
  source: string;
}

/** Of tests that are given as their path and source. */
export function claimsOf(test: string, source: string): Claim[] {
  if (!source.includes('followDocument(')) return [];
  return [...source.matchAll(/\bdocument: '([^']+)'/g)].map(([, document = '']) => ({
    document,
    test,
    source,
  }));
}

export async function findClaims(): Promise<Claim[]> {
  // The test of these claims makes some up.
  const paths = (await find(testFiles)).filter((path) => !path.endsWith('/every-block.test.ts'));
  const sources = await Promise.all(paths.map((path) => readFile(join(repository, path), 'utf8')));
  return paths.flatMap((path, index) => claimsOf(path, sources[index] ?? ''));
}

/** What in a test makes its claim hollow: tests that are left out, and blocks that are taken and not used. */
export function hollowParts(source: string): string[] {
  return source.match(/\.(skip|todo|only|skipIf|runIf|fails)\b|^\s*(void )?story\.take\([^;]*\);$/gm) ?? [];
}

export interface LeftOut {
  document: string;
  beginning: string;
  why: string;
}

/** The blocks that nobody did anything with, and for which there is no reason either. Nothing when there are none. */
export function describeLeftOver(
  document: string,
  blocks: readonly Block[],
  leftOut: readonly LeftOut[] = notExecuted,
): string {
  const isLeftOut = ({ text }: Block): boolean =>
    leftOut.some((one) => one.document === document && text.startsWith(one.beginning));
  return blocks
    .filter((block) => !isLeftOut(block))
    .map(({ line, text }) => `${document}:${line}\n${text}`)
    .join('\n');
}
