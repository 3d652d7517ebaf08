import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const securityFolder = join(root, 'docs/security');

/** Documents that say of each promise which file keeps it. */
const documents = [
  join(root, 'docs/specifications.md'),
  ...(existsSync(securityFolder) ? readdirSync(securityFolder) : [])
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(securityFolder, name)),
];

/** Where links lead, from where the document is; addresses elsewhere and places in the document left out. */
function linkedFiles(text: string, document: string): string[] {
  return [...text.matchAll(/\]\((?<target>[^)\s#]+)(?:#[^)\s]*)?\)/g)]
    .map(({ groups }) => groups?.['target'] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(document), target));
}

/** Files and folders of the repository that are named in `code`, from its top. */
function quotedFiles(text: string): string[] {
  const path = /`(?<path>(?:packages|e2e|examples|tools|bench|docs)\/[\w./-]+)`/g;
  return [...text.matchAll(path)].map(({ groups }) => join(root, groups?.['path'] ?? ''));
}

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8');
  const named = [...linkedFiles(text, document), ...quotedFiles(text)];

  test('names files, and only files that there are', () => {
    expect(named).not.toEqual([]);
    const missing = named.filter((path) => !existsSync(path)).map((path) => relative(root, path));
    expect(missing).toEqual([]);
  });
});

test('every test that is called after a specification is in the table of specifications', () => {
  const folder = join(root, 'packages/server/test/protocol');
  const table = readFileSync(join(root, 'docs/specifications.md'), 'utf8');
  const unnamed = readdirSync(folder)
    .filter((name) => /^(?:rfc|oidc)/.test(name))
    .filter((name) => !table.includes(`test/protocol/${name}`));
  expect(unnamed).toEqual([]);
});
