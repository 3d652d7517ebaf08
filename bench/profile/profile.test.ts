import { expect, test } from 'vitest';
import { groupOf, spentIn, sumByGroup, type CallFrame, type CpuProfile } from './profile.ts';

test.each([
  ['node:internal/crypto/sig', 'crypto'],
  ['node:_http_server', 'HTTP and sockets of Node'],
  ['node:internal/process/task_queues', 'other code of Node'],
  ['/a/node_modules/fastify/lib/route.js', 'HTTP framework'],
  ['/a/node_modules/@fastify/cookie/plugin.js', 'HTTP framework'],
  ['/a/node_modules/better-sqlite3/lib/methods/wrappers.js', 'SQLite'],
  ['/a/node_modules/fastify/node_modules/ajv/dist/ajv.js', 'schema validation'],
  ['/a/node_modules/left-pad/index.js', 'other packages'],
  ['/a/packages/server/src/modules/tokens/refresh/refreshing.ts', 'ours: tokens'],
  ['/a/packages/server/src/platform/db/prepared.ts', 'ours: platform/db'],
  ['/a/packages/server/src/platform/db/sqlite/group-commit.ts', 'SQLite'],
  ['/a/node_modules/constructor/index.js', 'other packages'],
  ['evalmachine.<anonymous>', undefined],
])('the work of %s is %s', (source, group) => {
  expect(groupOf(source)).toBe(group);
});

function frame(functionName: string, url: string): CallFrame {
  return { functionName, url, lineNumber: 0, columnNumber: 0 };
}

const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)', ''), children: [2, 4, 5] },
    { id: 2, callFrame: frame('get', '/node_modules/better-sqlite3/lib/a.js'), children: [3] },
    { id: 3, callFrame: frame('get', '') },
    { id: 4, callFrame: frame('(idle)', '') },
    { id: 5, callFrame: frame('sign', 'node:internal/crypto/sig') },
  ],
  startTime: 1_000,
  samples: [3, 2, 4, 5, 3],
  timeDeltas: [10, 10, 10, 10, 10],
};
const findSource = ({ url }: CallFrame): string | undefined => (url === '' ? undefined : url);

test('native functions belong to whoever calls them', () => {
  const spent = spentIn(profile, { from: 0, to: 2_000 }, findSource);
  expect(sumByGroup(spent)).toEqual([
    { name: 'SQLite', microseconds: 30 },
    { name: 'idle', microseconds: 10 },
    { name: 'crypto', microseconds: 10 },
  ]);
});

test('only what was sampled within the span counts', () => {
  const spent = spentIn(profile, { from: 1_035, to: 1_045 }, findSource);
  expect(spent).toEqual([{ name: 'sign', group: 'crypto', microseconds: 10 }]);
});
