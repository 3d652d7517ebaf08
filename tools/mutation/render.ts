import { flat, leastScore, type Explained, type RoomScore, type Verdict } from './judge.ts';

const percent = (score: number): string => `${(score * 100).toFixed(1)} %`;
const columns = ['room', 'mutants', 'killed', 'survived', 'explained', 'score'] as const;

function cells({ room, mutants, killed, survived, explained, score }: RoomScore): string[] {
  return [room, ...[mutants, killed, survived, explained].map(String), percent(score)];
}

/** For a terminal: one line each. */
export function renderScores({ rooms, all }: Verdict): string {
  const rows = [[...columns], ...[...rooms, all].map(cells)];
  return rows
    .map(([room = '', ...rest]) => room.padEnd(10) + rest.map((cell) => cell.padStart(10)).join(''))
    .join('\n');
}

function row(texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |`;
}

/** Text in a table: a bar would end the cell. */
function code(text: string): string {
  return `\`${flat(text).replaceAll('|', '\\|')}\``;
}

function renderReasons(list: readonly Explained[]): string[] {
  return [...Map.groupBy(list, ({ file }) => file)].flatMap(([file, own]) => [
    `### ${file}`,
    '',
    row(['code', 'in its place', 'why it may survive']),
    row(['---', '---', '---']),
    ...own.map(({ original, mutated, reason }) => row([code(original), code(mutated), reason])),
    '',
  ]);
}

/** The document of a whole run. */
export function renderDocument({ rooms, all }: Verdict, list: readonly Explained[]): string {
  return [
    '# Mutation tests',
    '',
    '_Written by `npm run mutation`; not by hand._',
    '',
    'The rules that decide who may do what are changed in every small way that a slip could change them (a `<` to `<=`, a condition to',
    '`true`, a text to none), one change at a time, and the tests beside them have to notice. What is changed: the `*.rules.ts` of the',
    'modules `access`, `tokens`, `passwords` and `sessions`, and the verifier and the guards of the kit. What no test reaches counts as',
    `survived. The command fails when less than ${percent(leastScore)} of a room are killed, when a survivor has no reason in`,
    '`tools/mutation/survivors.ts`, and when a reason is left over. It says which line and which change.',
    '',
    'It takes too long for every commit: it is run before a release, and by whoever changes those rules or their tests, for that room alone',
    '(`npm run mutation -- tokens`).',
    '',
    row(columns),
    row(['---', ...Array<string>(5).fill('--:')]),
    ...[...rooms, all].map((score) => row(cells(score))),
    '',
    '## Survivors',
    '',
    'Changes that no test can notice, or that do no harm:',
    '',
    ...renderReasons(list),
  ].join('\n');
}
