import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { Claim } from '../verdict/verdict.types.ts';
import type { Installation } from '../world/installation.ts';
import type { World } from '../world/world.ts';

const ostiaryBin = fileURLToPath(new URL('../../../packages/server/bin/ostiary.mjs', import.meta.url));
const patienceMs = 20_000;

type Json = Record<string, unknown>;

async function source(world: World): Promise<Json[]> {
  const headers = { authorization: `Bearer ${world.serviceKey}`, accept: 'application/x-ndjson' };
  const { text: lines } = await world.ostiary.send({ path: '/feed/snapshot?users=all', headers });
  const parsed = lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; user?: Json });
  if (parsed.at(-1)?.kind !== 'end') throw new Error('The snapshot is not whole');
  return parsed.flatMap(({ user }) => (user ? [user] : []));
}

async function mirrored(world: World): Promise<Json[]> {
  const { text: list } = await world.service.send({ path: '/mirror' });
  return (JSON.parse(list) as Json[]).map(({ issues: _issues, ...user }) => user);
}

/** How many users the two tell differently, and how many there are. */
async function compare(world: World): Promise<{ different: number; users: number }> {
  const [here, there] = [await source(world), await mirrored(world)];
  const bySub = new Map(there.map((user) => [user['sub'], user]));
  const different = here.filter((user) => !isDeepStrictEqual(user, bySub.get(user['sub']))).length;
  return { different: different + Math.max(0, there.length - here.length), users: here.length };
}

/** What was told last may be under way. */
export async function mirrorClaim(world: World): Promise<Claim> {
  let { different, users } = await compare(world);
  for (const deadline = performance.now() + patienceMs; different > 0 && performance.now() < deadline;) {
    await sleep(500);
    ({ different, users } = await compare(world));
  }
  return {
    name: 'the mirror is equal to the source',
    holds: different === 0 && users > 0,
    found: `${String(users)} users, ${String(different)} different`,
  };
}

export async function auditClaim({ env }: Installation): Promise<Claim> {
  const child = spawn(process.execPath, [ostiaryBin, 'audit', 'verify'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = text(child.stdout);
  const [code] = (await once(child, 'exit')) as [number | null];
  const found = (await said).trim().replaceAll(/\s+/g, ' ');
  return { name: 'the audit chain verifies', holds: code === 0, found };
}
