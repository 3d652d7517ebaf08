import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases } from '@ostiary/testkit';
import { contentOf, differences, tellingsOf } from './content.ts';
import { peopleMap } from './django-project.ts';
import { importDjango, prepareMove, reportOf, rowsOf, type Move } from './move-in.ts';

const crowd = 15_000;
const kills = 4;
const now = Math.floor(Date.now() / 1000);
const seed = Number(process.env['DJANGO_KILL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Mulberry32: the same numbers for the same seed. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function rolesOf(home: Record<string, string>, key: string): Promise<string[]> {
  const sql = `select r.name from user_roles h join roles r on r.id = h.role_id join users u on u.id = h.user_id
    where u.external_id = '${key}' order by r.name`;
  return (await rowsOf<{ name: string }>(home, sql)).map(({ name }) => name);
}

describe.each(databases())(`an import from Django on $name, seed ${String(seed)}`, (dialect) => {
  let move: Move;
  beforeAll(async () => {
    move = await prepareMove(dialect, { users: 'people', crowd, now });
  }, 300_000);
  afterAll(() => move.remove());

  test('that is killed again and again ends like one that is not', async () => {
    const map = `${move.folder}/map.json`;
    await writeFile(map, JSON.stringify({ ...peopleMap, permission_labels: { people: 'persons' } }));
    const more = ['--map', map];
    const [whole, torn] = [await move.home('whole'), await move.home('torn')];
    const startedAt = performance.now();
    const undisturbed = reportOf(await importDjango(move.from, whole, { more }));
    const tookMs = performance.now() - startedAt;
    expect(undisturbed).toMatchObject({ failed: 0 });
    expect(await rolesOf(whole, move.made.member.id)).toEqual(['admin', 'permission:persons.delete_person']);
    const random = randomOf(seed);
    let killed = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      // From before anything is open to shortly before the end.
      const killAfterMs = Math.round(tookMs * (0.1 + 0.85 * random()));
      const { code } = await importDjango(move.from, torn, { more, killAfterMs });
      if (code === null) killed += 1;
    }
    expect(killed).toBeGreaterThan(0);
    const last = reportOf(await importDjango(move.from, torn, { more }));
    expect(last).toMatchObject({ lines: undisturbed.lines, failed: 0 });
    const [expected, found] = [await contentOf(whole), await contentOf(torn)];
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    const differing = Object.entries(expected).map(([table, rows]) => [
      table,
      differences(rows, found[table] ?? []),
    ]);
    expect(differing.filter(([, rows]) => rows?.length !== 0)).toEqual([]);
    expect(expected['users']?.length).toBe(move.made.total_users);
    expect(await tellingsOf(torn)).toEqual(await tellingsOf(whole));
    expect(reportOf(await importDjango(move.from, torn, { more }))).toMatchObject({
      ...{ created: 0, updated: 0, unchanged: undisturbed.created },
    });
  }, 600_000);
});
