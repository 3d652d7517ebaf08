import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import type { Mutant } from './judge.ts';
import { roomVariable, type Room } from './rooms.ts';

type Result = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** What stands at a place of a file, whose lines and columns count from 1. */
function textAt(lines: readonly string[], { start, end }: Result['location']): string {
  const within = lines.slice(start.line - 1, end.line);
  const cut = [...within.slice(0, -1), (within.at(-1) ?? '').slice(0, end.column - 1)];
  return cut.join('\n').slice(start.column - 1);
}

function toMutant(root: string, room: string, result: Result): Mutant {
  const { fileName, location, mutatorName, replacement, status } = result;
  const file = relative(root, fileName);
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  return {
    room,
    file,
    lineNumber: location.start.line,
    line: (lines[location.start.line - 1] ?? '').trim(),
    mutator: mutatorName,
    original: textAt(lines, location),
    mutated: replacement,
    status,
  };
}

/** Changes a copy of the code of a room in every way, one at a time, and runs the room's tests on each. */
export async function mutateRoom(root: string, room: Room): Promise<Mutant[]> {
  process.env[roomVariable] = room.name;
  const results = await new Stryker({
    mutate: [...room.mutate, '!**/*.{test,types}.ts', '!**/index.ts'],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'tools/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // A busy machine kills no mutant.
    timeoutMS: 20_000,
    tempDirName: '.cache/mutation',
    ignorePatterns: [
      '/docs',
      '/e2e',
      '/deploy',
      '/bench',
      '/clients',
      '/examples',
      '/packages/console',
      'dist',
    ],
    reporters: ['progress-append-only'],
    warnings: false,
  }).runMutationTest();
  return results.map((result) => toMutant(root, room.name, result));
}
