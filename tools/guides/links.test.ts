import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from './support/blocks.ts';
import { findDocuments } from './support/claims.ts';

const outsideOfBlocks = (markdown: string): string => markdown.replaceAll(/^ *(`{3,}|~{3,})[^]*?^ *\1/gm, '');

/** As GitHub makes them out of headings. */
function anchorsOf(markdown: string): Set<string> {
  const headings = [...outsideOfBlocks(markdown).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  const counts = new Map<string, number>();
  return new Set(
    headings.map((heading) => {
      const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
      const anchor = text.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-');
      const count = counts.get(anchor) ?? 0;
      counts.set(anchor, count + 1);
      return count === 0 ? anchor : `${anchor}-${count}`;
    }),
  );
}

/** The links of a document to what is not there. */
async function brokenLinks(document: string, markdown: string): Promise<string[]> {
  const links = [...outsideOfBlocks(markdown).matchAll(/\]\((?!https?:|mailto:)<?([^)>\s]*)>?\)/g)];
  const broken: string[] = [];
  for (const [, link = ''] of links) {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? document : join(dirname(document), path);
    const file = join(repository, target);
    const isAnchorThere = async (): Promise<boolean> =>
      anchor === undefined ||
      (statSync(file).isFile() &&
        anchorsOf(path === '' ? markdown : await readFile(file, 'utf8')).has(anchor));
    if (!existsSync(file) || !(await isAnchorThere())) broken.push(link);
  }
  return broken;
}

test.each(await findDocuments())('every link of %s leads to something', async (document) => {
  const markdown = await readFile(join(repository, document), 'utf8');
  expect(await brokenLinks(document, markdown)).toEqual([]);
});

test('a link that leads nowhere is noticed', async () => {
  const text =
    '# One thing\n\n[a](no-such-file.md) [b](#one-thing) [c](#another) [d](LICENSE) [e](README.md#nothing)\n';
  expect(await brokenLinks('README.md', text)).toEqual(['no-such-file.md', '#another', 'README.md#nothing']);
});
