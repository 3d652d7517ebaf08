/** The rungs of the ladder, lowest first; a module may import only from below its own. */
const ladder = [
  ['audit', 'events', 'mail', 'limits', 'statistics'],
  ['keys', 'access'],
  ['users', 'applications', 'services'],
  ['passwords', 'sessions', 'mfa', 'federation', 'predecessor'],
  ['tokens'],
  ['oauth'],
  ['account', 'transfer', 'feed', 'overview', 'webhooks'],
  ['login', 'compat'],
];

const source = '^packages/server/src/';
const modules = `${source}modules/`;
const testFiles = '[.](test|fixture)[.]tsx?$';
const nameOf = (names) => `(${names.join('|')})/`;

/** Tests may reach further than what they test. */
const shipped = (path, pathNot = []) => ({ path, pathNot: [testFiles, ...pathNot] });

const ladderRules = ladder.map((rung, index) => ({
  name: `ladder-rung-${index + 1}`,
  severity: 'error',
  comment: `${rung.join(', ')} may import only modules of lower rungs; what they must tell a higher one is a port.`,
  from: shipped(`${modules}${nameOf(rung)}`),
  to: { path: `${modules}${nameOf(ladder.slice(index).flat())}`, pathNot: `${modules}$1/` },
}));

const moduleRules = [
  {
    name: 'module-off-the-ladder',
    comment: 'A new module gets its rung in .dependency-cruiser.mjs and in the architecture first.',
    from: { path: modules, pathNot: `${modules}${nameOf(ladder.flat())}` },
    to: {},
  },
  {
    name: 'front-door-between-modules',
    comment: 'Another module is reached through its index.ts (#modules/name) only.',
    from: shipped(`${modules}([^/]+)/`),
    to: { path: `${modules}[^/]+/`, pathNot: [`${modules}$1/`, `${modules}[^/]+/index[.]ts$`] },
  },
  {
    name: 'front-door-from-outside',
    comment:
      'Modules are reached through their index.ts (#modules/name) only. Pages have a door of their own, so that ' +
      'services load without what draws documents.',
    from: shipped(source, [modules]),
    to: { path: `${modules}[^/]+/`, pathNot: `${modules}[^/]+/(pages/)?index[.]ts$` },
  },
  {
    name: 'modules-know-no-app',
    comment: 'Only app/, commands/ and main.ts know modules, never the other way round.',
    from: shipped(modules),
    to: { path: `${source}(app/|commands/|main[.]ts$)` },
  },
  {
    name: 'modules-known-only-to-app',
    comment: 'Only app/, commands/ and main.ts may know many modules.',
    from: shipped(source, [modules, `${source}(app/|commands/|main[.]ts$|platform/|config/)`]),
    to: { path: modules },
  },
  {
    name: 'app-knows-no-command',
    comment: 'Commands use the app, so that the app can be built without the command line.',
    from: shipped(`${source}app/`),
    to: { path: `${source}(commands/|main[.]ts$)` },
  },
];

const roleRules = [
  {
    name: 'routes-never-touch-a-store',
    comment: 'routes → service → store: a route calls a service.',
    from: { path: '[.]routes[.]tsx?$' },
    to: { path: '[.](store|table)[.]ts$' },
  },
  {
    name: 'a-store-never-calls-a-service',
    comment: 'routes → service → store: a store only queries.',
    from: { path: '[.]store[.]ts$' },
    to: { path: '[.](service|routes)[.]tsx?$' },
  },
  {
    name: 'rules-are-pure',
    comment: 'A *.rules.ts decides from its arguments alone.',
    from: { path: '[.]rules[.]ts$' },
    to: { path: '[.](store|service|routes)[.]tsx?$' },
  },
  {
    name: 'a-service-never-sees-a-request',
    comment: 'A service is called from routes and from commands alike: no HTTP framework in it.',
    from: { path: '[.]service[.]ts$' },
    to: { path: '(^|node_modules/)(fastify|@fastify/[^/]+)(/|$)' },
  },
];

const layerRules = [
  {
    name: 'platform-knows-nobody',
    comment: 'platform/ knows nothing of identity, of configuration or of the app.',
    from: shipped(`${source}platform/`),
    to: { path: `${source}(modules/|app/|commands/|config/|main[.]ts$)` },
  },
  {
    name: 'config-knows-only-platform',
    comment: 'config/ is read by everybody and reads nobody but platform/.',
    from: shipped(`${source}config/`),
    to: { path: `${source}(modules/|app/|commands/|main[.]ts$)` },
  },
  {
    name: 'migrations-stand-alone',
    comment: 'A migration is history: code of today must not change what it did.',
    from: shipped('^packages/server/migrations/'),
    to: { path: source },
  },
  {
    name: 'contract-knows-nobody',
    comment: 'The wire is described once; everybody imports it and it imports nobody.',
    from: { path: '^packages/contract/' },
    to: { path: '^packages/(?!contract/)' },
  },
  {
    name: 'server-is-nobodys-library',
    comment: 'Clients speak to the server by the wire; only the testkit and tests of the kit may import it.',
    from: { path: '^packages/(?!contract/|server/|testkit/)', pathNot: '^packages/sdk/test/' },
    to: { path: '^packages/server/' },
  },
  {
    name: 'kit-stands-alone',
    comment: 'The kit is installed without anything else of this repository.',
    from: shipped('^packages/sdk/src/'),
    to: { path: '^(packages/(?!sdk/src/|server/|testkit/)|examples/|e2e/|tools/|bench/)' },
  },
  {
    name: 'kit-runs-anywhere',
    comment: 'The kit runs on every web-standard runtime: nothing of Node is imported.',
    from: shipped('^packages/sdk/src/'),
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'kit-has-one-dependency',
    comment: 'At run time the kit needs jose; of frameworks and databases it knows types alone.',
    from: shipped('^packages/sdk/src/'),
    to: { path: 'node_modules/(?!jose/)', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'testkit-only-in-tests',
    comment: 'The testkit is for tests; nothing that is shipped may need it.',
    from: shipped('^packages/', ['^packages/testkit/', '^packages/[^/]+/test/']),
    to: { path: '^packages/testkit/' },
  },
  {
    name: 'e2e-visits-what-is-built',
    comment: 'Browser tests see the built server as people do; of its code they need only what starts it.',
    from: { path: '^e2e/' },
    to: { path: '^packages/', pathNot: '^packages/server/test/support/server-process[.]ts$' },
  },
  {
    name: 'examples-stand-alone',
    comment: 'An example is what anybody could write: of this repository it may use nothing but the sdk.',
    from: { path: '^examples/([^/]+)/src/' },
    to: { path: '^(packages|examples|e2e|tools|bench)/', pathNot: ['^packages/sdk/', '^examples/$1/src/'] },
  },
  {
    name: 'oauth-engine-behind-its-wall',
    comment: 'Only modules/oauth imports the OAuth engine.',
    from: { path: '^packages/', pathNot: `${modules}oauth/` },
    to: { path: '(^|node_modules/)(oidc-provider|@types/oidc-provider)(/|$)' },
  },
];

const shapeRules = [
  {
    name: 'no-circular',
    comment: 'A cycle has no beginning to read from. Types that only the compiler sees are excepted.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-vague-folders',
    comment: 'utils, helpers, common: name the concept instead.',
    from: {},
    to: { path: '(^|/)(utils?|helpers?|commons?)/', pathNot: 'node_modules' },
  },
];

export default {
  forbidden: [...ladderRules, ...moduleRules, ...roleRules, ...layerRules, ...shapeRules].map((rule) => ({
    severity: 'error',
    ...rule,
  })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    // Imports of types tie modules together as much as others do.
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
};
