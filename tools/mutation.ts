#!/usr/bin/env node
// Changes the rules that decide who may do what, one small change at a time, and fails when the tests beside them do not
// notice. Arguments name the rooms to look at; without any, all, and when all is well that is written to
// docs/security/mutation.md.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { judge, type Mutant } from './mutation/judge.ts';
import { mutateRoom } from './mutation/mutate.ts';
import { renderDocument, renderScores } from './mutation/render.ts';
import { roomOf, rooms } from './mutation/rooms.ts';
import { explainedSurvivors } from './mutation/survivors.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !rooms.some((room) => room.name === name));
if (unknown.length > 0) {
  console.error(
    `No such room: ${unknown.join(', ')}. There are: ${rooms.map(({ name }) => name).join(', ')}`,
  );
  process.exit(1);
}

const chosen = rooms.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const mutants: Mutant[] = [];
for (const room of chosen) mutants.push(...(await mutateRoom(root, room)));

const explained = explainedSurvivors.filter(({ file }) => chosen.includes(roomOf(file)));
const verdict = judge(mutants, explained);
console.log(renderScores(verdict));
for (const objection of verdict.objections) console.error(objection);

if (wanted.length === 0 && verdict.objections.length === 0) {
  const file = join(root, 'docs/security/mutation.md');
  const options = { ...(await resolveConfig(file)), filepath: file };
  await writeFile(file, await format(renderDocument(verdict, explained), options));
}
process.exitCode = verdict.objections.length === 0 ? 0 : 1;
