import { expect, test } from 'vitest';
import { notExecuted, notYetFollowed } from './not-executed.ts';
import { blocksOf, readBlocks } from './support/blocks.ts';
import { claimsOf, describeLeftOver, findClaims, findDocuments, hollowParts } from './support/claims.ts';

const claims = await findClaims();
const withBlocks: string[] = [];
for (const document of await findDocuments())
  if ((await readBlocks(document)).length > 0) withBlocks.push(document);

test('there is much to follow', () => {
  expect(withBlocks.length).toBeGreaterThan(30);
  expect(withBlocks).toContain('README.md');
});

// What follows a document fails when one of its blocks was not done with: see followDocument.
test.each(withBlocks)('%s is followed by one test, from its first block to its last', (document) => {
  const followedBy = claims.filter((claim) => claim.document === document).map((claim) => claim.test);
  expect(followedBy).toHaveLength(notYetFollowed.includes(document) ? 0 : 1);
});

test('what is followed is there', () => {
  for (const { document } of claims) expect(withBlocks).toContain(document);
  for (const document of notYetFollowed) expect(withBlocks).toContain(document);
});

test('nothing of a test that follows a document is left out', () => {
  for (const { test: name, source } of claims) expect([name, hollowParts(source)]).toEqual([name, []]);
});

test('a block that is not executed is one that is there, and has a reason', async () => {
  for (const { document, beginning, why } of notExecuted) {
    const found = (await readBlocks(document)).filter(({ text }) => text.startsWith(beginning));
    expect([document, beginning, found.length]).toEqual([document, beginning, 1]);
    expect(why.length).toBeGreaterThan(20);
  }
});

test('blocks are found wherever they stand, with the line of their fence', () => {
  const text = [
    '# A',
    '',
    '```sh',
    'one',
    '```',
    '- item',
    '',
    '  ~~~ json title',
    '  {',
    '    1',
    '  ~~~',
    '',
  ];
  expect(blocksOf([...text, '````', '```', 'inner', '```', '````'].join('\n'))).toEqual([
    { language: 'sh', text: 'one\n', line: 3 },
    { language: 'json title', text: '{\n  1\n', line: 8 },
    { language: '', text: '```\ninner\n```\n', line: 13 },
  ]);
  expect(blocksOf('```sh\n```\n')).toHaveLength(1);
});

test('a block that nobody executes is named, with its place', () => {
  const blocks = blocksOf('```sh\necho one\n```\n\n```sh\necho two\n```\n');
  const leftOut = [{ document: 'A.md', beginning: 'echo one', why: 'x' }];
  expect(describeLeftOver('A.md', blocks, leftOut)).toBe('A.md:5\necho two\n');
  expect(describeLeftOver('B.md', blocks, leftOut)).toContain('B.md:1\necho one\n');
  expect(describeLeftOver('A.md', [], leftOut)).toBe('');
});

test('a claim that is hollow is noticed', () => {
  const source = "const story = followDocument({ document: 'A.md' });\n";
  expect(claimsOf('a.test.ts', source)).toMatchObject([{ document: 'A.md', test: 'a.test.ts' }]);
  expect(claimsOf('a.test.ts', "({ document: 'A.md' })")).toEqual([]);
  expect(hollowParts(source)).toEqual([]);
  for (const part of ["it.skip('x')", 'it.skipIf(true)', "  story.take('x');", "test.todo('x')"])
    expect(hollowParts(source + part)).toHaveLength(1);
});
