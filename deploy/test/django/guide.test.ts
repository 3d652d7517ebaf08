import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { databases } from '@ostiary/testkit';
import { afterAll, expect, it } from 'vitest';
import { call, objectsIn } from '../../../tools/guides/support/services.ts';
import { followDocument } from '../../../tools/guides/support/story.ts';
import { fillDjango, readLines, type Made, type MadeUser } from './django-project.ts';
import { oldKey, startOldService, type OldService } from './old-service.ts';

/** Each command starts a Python or a Node, on machines that are busy. */
const patienceMs = 300_000;

const story = followDocument({ document: 'docs/guides/from-django.md' });
const now = Math.floor(Date.now() / 1000);

let made: Made;
let old: OldService;
const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  old?.stop();
  for (const close of closers) await close();
});

const person = (name: string): MadeUser => {
  const found = made.users.find(({ email }) => email === `${name}@example.org`);
  if (!found) throw new Error(`Nobody is called ${name}`);
  return found;
};

async function signIn({ email, password }: MadeUser): Promise<{ status: number; access: string }> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const body = JSON.stringify({ email, password });
  const reply = await call(`${story.url()}/auth/token/`, undefined, { ...init, body });
  return { status: reply.status, access: String((reply.body as Record<string, unknown>)['access']) };
}

const users = async (): Promise<number> => {
  const printed = await story.say('npx ostiary users list --all --json 2> /dev/null');
  return (objectsIn(printed)[0]?.['items'] as unknown[]).length;
};

/** What a block puts into `.env`. */
const settingsIn = (block: string): Record<string, string> =>
  Object.fromEntries(
    [...block.matchAll(/^(OSTIARY_\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll("'", ''),
    ]),
  );

it(
  'what would be brought over is told, and nothing is written',
  async () => {
    const file = join(story.workplace().checkout, 'db.sqlite3');
    made = await fillDjango({ database: file, users: 'people', crowd: 3, now });
    // The samples have one of everything that cannot be brought over.
    const printed = await story.run('--from db.sqlite3 --dry-run', { fails: true });
    expect(printed).toMatch(/^people_person .*\(django\.password_hash\)$/m);
    expect(printed).toMatch(
      /^Nothing was written\. It would be: \d{2,} created, 0 updated, 0 unchanged, 0 failed\.$/m,
    );
    expect(await users()).toBe(0);

    const store = await databases()
      .find(({ name }) => name === 'postgres')!
      .open({ isMigrated: false, poolSize: 1 });
    closers.push(() => store.close());
    await fillDjango({ database: store.url, users: 'auth', crowd: 3, now });
    const replace = { 'postgres://reader@db.example.org/shop': store.url };
    const elsewhere = await story.run("--from 'postgres://", { replace, fails: true });
    expect(elsewhere).toMatch(/^auth_user .*\(django\.email_shared\)$/m);
    const mapped = await story.run('cat > map.json', { fails: true });
    expect(mapped).toContain('The map names no role for the value 9. (django.level)');
    expect(await users()).toBe(0);
  },
  patienceMs,
);

let overlap: Record<string, string> = {};

it(
  'beside the old service people come over at their sign-in',
  async () => {
    const { checkout, room } = story.workplace();
    old = await startOldService({ database: join(checkout, 'db.sqlite3'), users: 'people', folder: room });
    await story.export({ NODE_EXTRA_CA_CERTS: old.certificate });
    const block = story.take('OSTIARY_PREDECESSOR_TOKEN_URL').replaceAll('https://old.example.org', old.url);
    expect(await story.say(block)).toMatch(/ok +predecessor +It answers[^]*Nothing is wrong\./);
    overlap = { ...settingsIn(block), NODE_EXTRA_CA_CERTS: old.certificate };
    await story.server().stop();
    await story.server().start(overlap);
    expect((await signIn(person('staff'))).status).toBe(200);
    expect(await users()).toBe(1);
    expect(await story.run('audit list --action user.adopt')).toContain('user.adopt');

    const keyed = story.take('OSTIARY_PREDECESSOR_KEY');
    const replace = { 'the SIGNING_KEY of SIMPLE_JWT, which is SECRET_KEY unless set': oldKey };
    await story.say(keyed, { replace });
    expect(await readFile(join(checkout, '.env'), 'utf8')).toContain(`OSTIARY_PREDECESSOR_KEY='${oldKey}'`);
    await story.server().stop();
    await story.server().start({ ...overlap, ...settingsIn(keyed), OSTIARY_PREDECESSOR_KEY: oldKey });
    const { access } = await old.signIn({ email: person('staff').email, password: person('staff').password });
    expect((await call(`${story.url()}/auth/user/`, access)).status).toBe(200);
  },
  patienceMs,
);

it(
  'all are brought over, tokens too, and can be taken back',
  async () => {
    const shown = story.take('{"type":"consent"').trim().split('\n');
    const printed = await story.run('--output lines.jsonl', { fails: true });
    expect(printed).toMatch(/^Done: \d{2,} created, .* 0 failed\.$/m);
    const lines = readLines(join(story.workplace().checkout, 'lines.jsonl'));
    for (const one of shown.map((line) => JSON.parse(line) as Record<string, unknown>)) {
      const names = Object.keys(one);
      const alike = lines.filter(
        ({ type, ...rest }) => type === one['type'] && names.every((name) => name === 'type' || name in rest),
      );
      expect([one['type'], names, alike.length > 0]).toEqual([one['type'], names, true]);
    }
    const { key, user } = made.drf_tokens.find(({ is_active: isActive }) => isActive)!;
    const owner = made.users.find(({ id }) => id === user)!;
    const me = await fetch(`${story.url()}/auth/user/`, { headers: { authorization: `Token ${key}` } });
    expect(await me.json()).toMatchObject({ email: owner.email });

    await story.run('ostiary export');
    const people = readLines(join(story.workplace().checkout, 'people.jsonl'));
    expect(people.find(({ email }) => email === owner.email)).toMatchObject({ external_id: owner.id });
    expect(JSON.stringify(people)).toContain('$argon2id$');
  },
  patienceMs,
);
