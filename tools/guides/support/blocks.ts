import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** A fenced block of a document. */
export interface Block {
  /** What stands behind the fence; nothing for what is shown as it is. */
  language: string;
  text: string;
  /** Of the fence, from 1. */
  line: number;
}

const fence = /^( *)(`{3,}|~{3,})([^\n`]*)\n([^]*?)^ *\2`*$/gm;

/** Every fenced block, whatever is written behind the fence and however far it is moved in. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(fence)].map(({ 1: indent = '', 3: language = '', 4: text = '', index }) => ({
    language: language.trim(),
    text: indent === '' ? text : text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    line: markdown.slice(0, index).split('\n').length,
  }));
}

export async function readBlocks(document: string): Promise<Block[]> {
  return blocksOf(await readFile(join(repository, document), 'utf8'));
}
