import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isNamedTestThere, namedTests } from './security/named-tests.ts';
import { asvsRequirements, rfc9700Sections } from './security/standards.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs/security');
const documents = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

describe.each(documents)('$name', ({ name, text }) => {
  test('names tests that there are', () => {
    expect(namedTests(text).filter((named) => !isNamedTestThere(root, named))).toEqual([]);
  });

  test('leads to places that there are', () => {
    const targets = [...text.matchAll(/\]\((?<target>[^)\s]+)\)/g)].map(
      ({ groups }) => groups?.['target'] ?? '',
    );
    const broken = targets
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => !isThere(name, target));
    expect(broken).toEqual([]);
  });
});

/** Whether a link of a document leads to a file, and to a heading of it where it names one. */
function isThere(from: string, target: string): boolean {
  const [path = '', heading] = target.split('#');
  const file = path === '' ? join(folder, from) : join(dirname(join(folder, from)), path);
  if (!existsSync(file)) return false;
  if (heading === undefined) return true;
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (?<title>.+)$/gm)].map(({ groups }) =>
    (groups?.['title'] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
  return headings.includes(heading);
}

/** Each requirement of the list with its level, its judgement and what is said of it. */
const items = documents
  .filter(({ name }) => /^asvs[/\\]\d/.test(name))
  .flatMap(({ text }) => [
    ...text.matchAll(
      /^- \*\*v5\.0\.0-(?<number>[\d.]+)\*\* \(level (?<level>\d)\): [^]*?\*\*(?<judgement>[\w ]+)\.\*\*(?<rest>[^]*?)(?=\n- |\n#|$(?![^]))/gm,
    ),
  ])
  .map(({ groups }) => groups as Record<'number' | 'level' | 'judgement' | 'rest', string>);

describe('the list of ASVS 5.0.0', () => {
  test('has every requirement of levels 1 and 2, once, with its level', () => {
    expect(asvsRequirements.size).toBe(253);
    const listed = items.map(({ number, level }) => `${number} level ${level}`);
    expect(listed.toSorted()).toEqual(
      [...asvsRequirements].map(([number, level]) => `${number} level ${level}`).toSorted(),
    );
  });

  test('judges each by one of four words, and names a test for whatever is met', () => {
    const judgements = new Set(items.map(({ judgement }) => judgement));
    expect([...judgements].toSorted()).toEqual(['Does not apply', 'Met', 'Not met', 'Partly met']);
    const unshown = items.filter(
      ({ judgement, rest }) => judgement === 'Met' && namedTests(rest).length === 0,
    );
    expect(unshown.map(({ number }) => number)).toEqual([]);
    const mute = items.filter(({ rest }) => rest.trim().length < 5);
    expect(mute.map(({ number }) => number)).toEqual([]);
  });

  test('is counted as it is', () => {
    const counts = ['Met', 'Partly met', 'Not met', 'Does not apply'].map(
      (word) => items.filter(({ judgement }) => judgement === word).length,
    );
    const index = documents.find(({ name }) => /^asvs[/\\]README\.md$/.test(name))?.text ?? '';
    const last = /^\| all +\|(?<cells>.*)\|$/m.exec(index)?.groups?.['cells'] ?? '';
    const [, , ...written] = last.split('|').map(Number);
    expect(written).toEqual(counts);
  });
});

describe('the list of RFC 9700', () => {
  const text = documents.find(({ name }) => name === 'rfc9700.md')?.text ?? '';
  const tests = join(root, 'packages/server/test/protocol/rfc9700');

  test('has every section that says what to do, once', () => {
    const listed = [...text.matchAll(/^\| (?<section>\d[\d.]*) +\|/gm)].map(
      ({ groups }) => groups?.['section'],
    );
    expect(listed).toEqual(rfc9700Sections);
  });

  test('names tests that there are, and all of them', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| '));
    const named = rows.flatMap((row) => {
      const shown = row.split('|').at(-2) ?? '';
      return [...shown.matchAll(/`(?<name>[\w.-]+)`/g)].map(({ groups }) => groups?.['name'] ?? '');
    });
    const there = readdirSync(tests)
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => file.replace('.test.ts', ''));
    expect([...new Set(named)].toSorted()).toEqual(there.toSorted());
  });
});

describe('a test that a list names', () => {
  const own = 'tools/security-lists.test.ts';

  test.each([own, `${own} > has every requirement`, `${own} > a test that a list names`])(
    'is there: %s',
    (named) => {
      expect(isNamedTestThere(root, named)).toBe(true);
    },
  );

  test.each([
    'tools/nothing.test.ts',
    'tools/check.ts',
    `${own} > is counted as it ${'was'}`,
    `${own} > const items`,
  ])('is not there: %s', (named) => {
    expect(isNamedTestThere(root, named)).toBe(false);
  });

  test('is found in a text, over the end of a line too', () => {
    expect(namedTests('Shown by `a/b.test.ts > some\n  words`, `c.test.ts`; `no.ts`.')).toEqual([
      'a/b.test.ts > some words',
      'c.test.ts',
    ]);
  });
});
