import type { Plant } from './plant.types.ts';

const source = 'packages/server/src';
const modules = `${source}/modules`;

const imports = (specifier: string): string =>
  `import { it } from '${specifier}';\nexport const used = it;\n`;
const it = 'export const it = 1;\n';

const moduleNames = [
  ...['audit', 'events', 'keys', 'access', 'users', 'passwords', 'sessions', 'tokens', 'oauth'],
  ...['account', 'transfer', 'feed', 'login', 'compat'],
];

/** One folder per module, so that every import below leads somewhere. */
export const surroundings: Record<string, string> = {
  ...Object.fromEntries(moduleNames.map((name) => [`${modules}/${name}/index.ts`, it])),
  [`${modules}/users/users.store.ts`]: it,
  [`${modules}/users/users.service.ts`]: it,
  [`${modules}/users/users.table.ts`]: it,
  [`${source}/platform/clock.ts`]: it,
  [`${source}/config/index.ts`]: it,
  [`${source}/app/build-app.ts`]: it,
  [`${source}/main.ts`]: it,
  [`${source}/commands/serve/serve.ts`]: it,
  'packages/contract/src/index.ts': it,
  'packages/testkit/src/index.ts': it,
};

/** What is allowed although it looks much like a plant. */
export const innocentImports: Record<string, string> = {
  [`${modules}/users/innocent.service.ts`]: `${imports('#modules/audit')}export * from '#platform/clock.ts';\n`,
  [`${modules}/users/innocent.routes.ts`]: imports('./users.service.ts'),
  [`${modules}/users/innocent-sibling.ts`]: imports('./users.store.ts'),
  [`${modules}/audit/innocent.test.ts`]: `${imports('@ostiary/testkit')}export * from '#modules/tokens';\n`,
  [`${modules}/oauth/innocent.ts`]: "export { default as Provider } from 'oidc-provider';\n",
  [`${modules}/users/innocent.routes.test.ts`]: "export { default as fastify } from 'fastify';\n",
  [`${source}/app/innocent.ts`]: `${imports('#modules/login')}export * from '#modules/audit';\n`,
  [`${source}/commands/innocent.ts`]: imports('#app/build-app.ts'),
  [`${source}/platform/innocent.ts`]: imports('@ostiary/contract'),
  [`${modules}/users/innocent-type.ts`]:
    "import type { Other } from './innocent-other.ts';\nexport interface One { other: Other }\n",
  [`${modules}/users/innocent-other.ts`]:
    "import type { One } from './innocent-type.ts';\nexport interface Other { one: One }\n",
  'packages/testkit/src/innocent.ts': imports('../../server/src/platform/clock.ts'),
  'packages/server/test/support/server-process.ts': it,
  'e2e/innocent.test.ts': imports('../packages/server/test/support/server-process.ts'),
  'packages/sdk/test/innocent.test.ts': imports('../../server/src/platform/clock.ts'),
  'packages/sdk/src/innocent.ts': "export type { FastifyInstance } from 'fastify';\nexport * from 'jose';\n",
  'examples/web-app/src/innocent.ts': imports('./settings.ts'),
  'examples/web-app/src/settings.ts': it,
};

const ladderPlants: Plant[] = [
  { rule: 'ladder-rung-1', path: `${modules}/audit/climbs.ts`, content: imports('#modules/users') },
  { rule: 'ladder-rung-1', path: `${modules}/audit/same-rung.ts`, content: imports('#modules/events') },
  { rule: 'ladder-rung-2', path: `${modules}/keys/same-rung.ts`, content: imports('#modules/access') },
  { rule: 'ladder-rung-3', path: `${modules}/users/climbs.ts`, content: imports('#modules/sessions') },
  {
    rule: 'ladder-rung-4',
    path: `${modules}/sessions/type-only.ts`,
    content: "import type { it } from '#modules/passwords';\nexport type It = typeof it;\n",
  },
  { rule: 'ladder-rung-5', path: `${modules}/tokens/climbs.ts`, content: imports('#modules/oauth') },
  { rule: 'ladder-rung-6', path: `${modules}/oauth/climbs.ts`, content: imports('#modules/account') },
  { rule: 'ladder-rung-7', path: `${modules}/account/climbs.ts`, content: imports('#modules/login') },
  { rule: 'ladder-rung-7', path: `${modules}/transfer/same-rung.ts`, content: imports('#modules/account') },
  { rule: 'ladder-rung-7', path: `${modules}/feed/climbs.ts`, content: imports('#modules/login') },
  { rule: 'ladder-rung-8', path: `${modules}/login/same-rung.ts`, content: imports('#modules/compat') },
];

const modulePlants: Plant[] = [
  {
    rule: 'module-off-the-ladder',
    path: `${modules}/surprise/surprise.ts`,
    content: imports('#platform/clock.ts'),
  },
  {
    rule: 'front-door-between-modules',
    path: `${modules}/tokens/side-door.ts`,
    content: imports('../users/users.service.ts'),
  },
  {
    rule: 'front-door-from-outside',
    path: `${source}/app/side-door.ts`,
    content: imports('../modules/users/users.store.ts'),
  },
  {
    rule: 'modules-know-no-app',
    path: `${modules}/users/looks-up.ts`,
    content: imports('#app/build-app.ts'),
  },
  {
    rule: 'modules-known-only-to-app',
    path: `${source}/elsewhere/gathers.ts`,
    content: imports('#modules/users'),
  },
  {
    rule: 'app-knows-no-command',
    path: `${source}/app/runs-command.ts`,
    content: imports('../commands/serve/serve.ts'),
  },
];

const rolePlants: Plant[] = [
  {
    rule: 'routes-never-touch-a-store',
    path: `${modules}/users/planted.routes.ts`,
    content: imports('./users.store.ts'),
  },
  {
    rule: 'routes-never-touch-a-store',
    path: `${modules}/users/planted-table.routes.tsx`,
    content: imports('./users.table.ts'),
  },
  {
    rule: 'a-store-never-calls-a-service',
    path: `${modules}/users/planted.store.ts`,
    content: imports('./users.service.ts'),
  },
  {
    rule: 'rules-are-pure',
    path: `${modules}/users/planted.rules.ts`,
    content: imports('./users.store.ts'),
  },
  {
    rule: 'a-service-never-sees-a-request',
    path: `${modules}/users/planted.service.ts`,
    content: "import type { FastifyRequest } from 'fastify';\nexport type Seen = FastifyRequest;\n",
  },
];

const layerPlants: Plant[] = [
  {
    rule: 'platform-knows-nobody',
    path: `${source}/platform/planted.ts`,
    content: imports('#modules/users'),
  },
  { rule: 'platform-knows-nobody', path: `${source}/platform/configured.ts`, content: imports('#config') },
  {
    rule: 'config-knows-only-platform',
    path: `${source}/config/planted.ts`,
    content: imports('#modules/users'),
  },
  {
    rule: 'migrations-stand-alone',
    path: 'packages/server/migrations/0001_planted.ts',
    content: imports('../src/platform/clock.ts'),
  },
  {
    rule: 'contract-knows-nobody',
    path: 'packages/contract/src/planted.ts',
    content: imports('../../server/src/platform/clock.ts'),
  },
  {
    rule: 'server-is-nobodys-library',
    path: 'packages/sdk/src/planted.ts',
    content: imports('../../server/src/platform/clock.ts'),
  },
  { rule: 'kit-stands-alone', path: 'packages/sdk/src/wired.ts', content: imports('@ostiary/contract') },
  {
    rule: 'kit-runs-anywhere',
    path: 'packages/sdk/src/on-node.ts',
    content: "export { createHash } from 'node:crypto';\n",
  },
  {
    rule: 'kit-has-one-dependency',
    path: 'packages/sdk/src/framed.ts',
    content: "export { default as fastify } from 'fastify';\n",
  },
  {
    rule: 'testkit-only-in-tests',
    path: `${source}/platform/tested.ts`,
    content: imports('@ostiary/testkit'),
  },
  {
    rule: 'e2e-visits-what-is-built',
    path: 'e2e/planted.test.ts',
    content: imports('../packages/server/src/platform/clock.ts'),
  },
  {
    rule: 'examples-stand-alone',
    path: 'examples/web-app/src/planted.ts',
    content: imports('@ostiary/contract'),
  },
  {
    rule: 'examples-stand-alone',
    path: 'examples/web-app/src/of-another.ts',
    content: imports('../../machine-worker/src/main.ts'),
    beside: { 'examples/machine-worker/src/main.ts': it },
  },
  {
    rule: 'oauth-engine-behind-its-wall',
    path: `${source}/app/engine.ts`,
    content: "export { default as Provider } from 'oidc-provider';\n",
  },
];

const shapePlants: Plant[] = [
  {
    rule: 'no-circular',
    // A cycle is reported once, at the first of its files.
    path: `${modules}/users/about.ts`,
    content: "import { round } from './round.ts';\nexport const about = (): unknown => round;\n",
    beside: {
      [`${modules}/users/round.ts`]:
        "import { about } from './about.ts';\nexport const round = (): unknown => about;\n",
    },
  },
  ...['utils', 'helpers', 'common'].map((folder) => ({
    rule: 'no-vague-folders',
    path: `${modules}/users/uses-${folder}.ts`,
    content: imports(`./${folder}/thing.ts`),
    beside: { [`${modules}/users/${folder}/thing.ts`]: it },
  })),
];

export const importPlants: Plant[] = [
  ...ladderPlants,
  ...modulePlants,
  ...rolePlants,
  ...layerPlants,
  ...shapePlants,
];
