import type { Plant } from './plant.types.ts';

const place = 'packages/server/src/modules/users';
let count = 0;

/** A plant in a module, in a file of its own. */
function inModule(rule: string, content: string, message?: string): Plant {
  count++;
  return {
    rule,
    path: `${place}/planted-${count}.ts`,
    content,
    ...(message === undefined ? {} : { message }),
  };
}

const lines = (many: number, line: string): string => `${line}\n`.repeat(many);

const worldPlants: Plant[] = [
  inModule('no-restricted-properties', 'export const at = Date.now();\n', 'Date.now:'),
  inModule('no-restricted-properties', 'export const luck = Math.random();\n', 'Math.random:'),
  inModule('no-restricted-properties', "export const port = process.env['PORT'];\n", 'process.env:'),
  inModule('no-restricted-properties', "export const all = process['env'];\n", 'process.env:'),
  inModule('no-restricted-properties', 'export const get = globalThis.fetch;\n', 'globalThis.fetch:'),
  inModule('no-restricted-properties', 'export const id = crypto.randomUUID();\n', 'crypto.randomUUID:'),
  inModule(
    'no-restricted-properties',
    'export const noise = crypto.getRandomValues(new Uint8Array(8));\n',
    'crypto.getRandomValues:',
  ),
  inModule(
    'no-restricted-properties',
    "import crypto from 'node:crypto';\nexport const secret = crypto.randomBytes(8);\n",
    'crypto.randomBytes:',
  ),
  inModule(
    'no-restricted-properties',
    "import crypto from 'node:crypto';\nexport const die = crypto.randomInt(6);\n",
    'crypto.randomInt:',
  ),
  inModule('no-restricted-globals', "export const reply = await fetch('http://localhost');\n", 'fetch:'),
  inModule(
    'no-restricted-imports',
    "import { randomBytes } from 'node:crypto';\nexport const secret = randomBytes(8);\n",
    'node:crypto:',
  ),
  inModule(
    'no-restricted-imports',
    "import { randomUUID as newId } from 'node:crypto';\nexport const id = newId();\n",
    'node:crypto:',
  ),
  inModule(
    'no-restricted-imports',
    "import { randomInt } from 'crypto';\nexport const die = randomInt(6);\n",
    ' crypto:',
  ),
  inModule(
    'no-restricted-imports',
    "import { env } from 'node:process';\nexport const port = env['PORT'];\n",
    'node:process:',
  ),
  inModule(
    'no-restricted-imports',
    "import { env } from 'process';\nexport const port = env['PORT'];\n",
    ' process:',
  ),
  inModule('no-restricted-syntax', 'export const at = new Date();\n', 'new Date():'),
  inModule('no-restricted-syntax', 'export const at = Date();\n', 'Date():'),
];

const exportPlants: Plant[] = [
  inModule('no-restricted-syntax', 'export default 1;\n', 'export default:'),
  inModule('no-restricted-syntax', 'const one = 1;\nexport { one as default };\n', 'export as default:'),
  {
    rule: 'no-restricted-syntax',
    message: 'export default:',
    path: 'tools/planted-default.mjs',
    content: 'export default 1;\n',
  },
];

const typePlants: Plant[] = [
  inModule(
    'no-restricted-syntax',
    'export const word = (value: number): string => value as unknown as string;\n',
    'as unknown as:',
  ),
  inModule('@typescript-eslint/no-explicit-any', 'export const loose = (value: any): void => void value;\n'),
  inModule(
    '@typescript-eslint/no-floating-promises',
    'const work = async (): Promise<void> => undefined;\nexport const start = (): void => {\n  work();\n};\n',
  ),
  inModule(
    '@typescript-eslint/no-misused-promises',
    'const work = async (): Promise<boolean> => true;\nexport const is = (): number => (work() ? 1 : 0);\n',
  ),
  inModule(
    '@typescript-eslint/switch-exhaustiveness-check',
    [
      "export function side(value: 'left' | 'right'): number {",
      '  switch (value) {',
      "    case 'left':",
      '      return 1;',
      '  }',
      '  return 2;',
      '}',
      '',
    ].join('\n'),
  ),
  inModule(
    '@typescript-eslint/ban-ts-comment',
    "// @ts-ignore because it is easier\nexport const wrong: number = '1';\n",
  ),
  inModule(
    '@typescript-eslint/no-non-null-assertion',
    'export const first = (all: string[]): string => all[0]!;\n',
  ),
];

const shapePlants: Plant[] = [
  inModule(
    '@typescript-eslint/max-params',
    'export const many = (a: number, b: number, c: number, d: number): number => a + b + c + d;\n',
  ),
  {
    rule: 'max-params',
    path: 'tools/planted-params.mjs',
    content: 'export const many = (a, b, c, d) => [a, b, c, d];\n',
  },
  inModule('max-lines', `export const list: number[] = [];\n${lines(300, 'list.push(1);')}`),
  inModule(
    'max-lines-per-function',
    `export function long(list: number[]): void {\n${lines(60, '  list.push(1);')}}\n`,
  ),
  {
    rule: 'max-lines-per-function',
    path: `${place}/planted.page.tsx`,
    content: `export function Long(list: number[]): void {\n${lines(80, '  list.push(1);')}}\n`,
  },
  inModule(
    '@typescript-eslint/no-unused-vars',
    '// eslint-disable-next-line @typescript-eslint/no-unused-vars\nconst nobody = 1;\nexport {};\n',
  ),
];

export const lintPlants: Plant[] = [...worldPlants, ...exportPlants, ...typePlants, ...shapePlants];

/** What is allowed although it looks much like a plant. */
export const innocentCode: Record<string, string> = {
  'packages/server/src/platform/innocent.ts':
    "import { randomBytes } from 'node:crypto';\nexport const at = [Date.now(), new Date(), randomBytes(8), process.env];\n",
  'packages/server/src/config/innocent.ts': "export const port = process.env['PORT'];\n",
  [`${place}/innocent.ts`]:
    "import { createHash } from 'node:crypto';\nexport const of = (at: number): unknown[] => [new Date(at), createHash('sha256')];\n",
  [`${place}/innocent.test.ts`]:
    'export const at = (all: string[]): unknown[] => [Date.now(), all[0]!, Math.random()];\n',
  [`${place}/innocent.page.tsx`]: `export function Page(list: number[]): void {\n${lines(70, '  list.push(1);')}}\n`,
  'vitest.config.ts': 'export default 1;\n',
};
