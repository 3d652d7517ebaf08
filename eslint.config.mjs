import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import {
  castSyntax,
  exportSyntax,
  functionLength,
  restrictedGlobals,
  restrictedImports,
  restrictedProperties,
  shapeRules,
  typeRules,
  worldSyntax,
} from './tools/lint/house-rules.ts';

const tests = [
  '**/*.{test,fixture}.{ts,tsx}',
  'packages/*/test/**',
  'packages/testkit/**',
  'tools/**',
  'bench/**',
  'deploy/**',
  'e2e/**',
  'examples/test/**',
];

export default defineConfig(
  globalIgnores([
    ...['**/dist/', '**/node_modules/', '**/coverage/', 'data/', '.cache/', 'docs/'],
    // Generated from the description of the API.
    'packages/contract/src/client/paths.ts',
  ]),
  {
    // Exceptions belong here, where everybody sees them.
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
  },
  {
    name: 'typed',
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      ...typeRules,
      ...shapeRules,
      ...functionLength(60),
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A number in a message is as good as a string.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `async` also turns a throw into a rejection, which an interface may ask for.
      '@typescript-eslint/require-await': 'off',
      // Services are plain objects of functions; there is no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': ['error', ...exportSyntax, ...castSyntax],
    },
  },
  { name: 'pages', files: ['**/*.tsx'], rules: functionLength(80) },
  {
    // A migration is one list of statements, read from top to bottom.
    name: 'migrations',
    files: ['packages/*/migrations/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    name: 'the world is passed in',
    files: ['packages/server/src/**/*.{ts,tsx}'],
    ignores: ['packages/server/src/{platform,config}/**', '**/*.{test,fixture}.{ts,tsx}'],
    rules: {
      'no-restricted-properties': ['error', ...restrictedProperties],
      'no-restricted-globals': ['error', ...restrictedGlobals],
      'no-restricted-imports': ['error', { paths: restrictedImports }],
      'no-restricted-syntax': ['error', ...exportSyntax, ...castSyntax, ...worldSyntax],
    },
  },
  {
    name: 'tests and tools',
    files: tests,
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': ['error', ...exportSyntax],
    },
  },
  {
    name: 'plain scripts',
    files: ['**/*.mjs'],
    rules: { 'no-restricted-syntax': ['error', ...exportSyntax], 'max-params': ['error', { max: 3 }] },
  },
  {
    name: 'configuration of tools',
    files: ['**/*.config.{ts,mjs}', '.dependency-cruiser.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
