import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from './blocks.ts';

/** The command that stands within a sentence or a table of a document, and begins so. */
export async function inlineCommand(document: string, beginning: string): Promise<string> {
  const text = await readFile(join(repository, document), 'utf8');
  const prose = text.replaceAll(/^ *```[^]*?^ *```$/gm, '');
  const spans = [...prose.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span.replaceAll(/\s+/g, ' '));
  const found = spans.find((span) => span.startsWith(beginning));
  if (found === undefined) throw new Error(`${document} has no command that begins with ${beginning}`);
  return found;
}
