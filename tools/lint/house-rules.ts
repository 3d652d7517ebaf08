import type { Linter } from 'eslint';

// What the server may not do outside `platform/` and `config/`, and what no code of ours may do. Every
// entry has a plant in tools/plants/, found by its message.

const passedIn = (what: string): string => `${what} is passed in, so that tests decide it.`;
const clock = passedIn('The time (Clock of #platform/clock.ts)');
const randomness = `${passedIn('Randomness')} Use #platform/random.ts or #platform/ids.ts.`;
const settings = passedIn('Configuration (#config)');

/** Object properties that read the world. */
export const restrictedProperties = [
  { object: 'Date', property: 'now', message: `Date.now: ${clock}` },
  { object: 'Math', property: 'random', message: `Math.random: ${randomness}` },
  { object: 'process', property: 'env', message: `process.env: ${settings}` },
  { object: 'globalThis', property: 'fetch', message: `globalThis.fetch: ${passedIn('fetch')}` },
  ...['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues'].map((property) => ({
    object: 'crypto',
    property,
    message: `crypto.${property}: ${randomness}`,
  })),
];

export const restrictedGlobals = [{ name: 'fetch', message: `fetch: ${passedIn('fetch')}` }];

const cryptoNames = [
  'randomBytes',
  'randomUUID',
  'randomInt',
  'getRandomValues',
  'randomFill',
  'randomFillSync',
];

export const restrictedImports = [
  ...['node:crypto', 'crypto'].map((name) => ({
    name,
    importNames: cryptoNames,
    message: `${name}: ${randomness}`,
  })),
  ...['node:process', 'process'].map((name) => ({
    name,
    importNames: ['env'],
    message: `${name}: ${settings}`,
  })),
];

/** Calls that a property rule cannot see. */
export const worldSyntax = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: `new Date(): ${clock}` },
  { selector: "CallExpression[callee.name='Date']", message: `Date(): ${clock}` },
];

/** Everywhere but in the configuration files of tools, which ask for a default export. */
export const exportSyntax = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'export default: named exports only, so that a thing has one name.',
  },
  {
    selector: "ExportSpecifier[exported.name='default']",
    message: 'export as default: named exports only, so that a thing has one name.',
  },
];

/** In shipped code. */
export const castSyntax = [
  {
    selector: "TSAsExpression > TSAsExpression[typeAnnotation.type='TSUnknownKeyword']",
    message: 'as unknown as: a type guard or a better type says it honestly.',
  },
];

/** Rules that cap sizes and shapes; each has a plant under its own name. */
export const shapeRules: Linter.RulesRecord = {
  'max-params': 'off',
  '@typescript-eslint/max-params': ['error', { max: 3 }],
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
};

export function functionLength(max: number): Linter.RulesRecord {
  return { 'max-lines-per-function': ['error', { max, skipBlankLines: true, skipComments: true }] };
}

/** Rules of typescript-eslint that matter most here; each has a plant. */
export const typeRules: Linter.RulesRecord = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
};
