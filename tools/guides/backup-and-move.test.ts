import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startOwnPostgres, type OwnPostgres } from '@ostiary/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { provideDebianPrograms } from '../programs/debian-programs.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/backup-and-move.md' });
const role = { name: 'ostiary', password: 'only-of-this-test' };

let postgres: OwnPostgres;
/** Programs of PostgreSQL, as Debian has them. */
let programs: string;
beforeAll(async () => {
  postgres = await startOwnPostgres();
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`create role ${role.name} login createdb password '${role.password}'`);
  await client.end();
  // The name of the package has the version of Debian in it.
  const { stdout } = await promisify(execFile)('apt-cache', ['depends', 'postgresql-client']);
  const [clientPackage = '', version = ''] = /postgresql-client-(\d+)/.exec(stdout) ?? [];
  const { root } = await provideDebianPrograms({ packages: [clientPackage] });
  programs = join(root, 'usr/lib/postgresql', version, 'bin');
}, storyTimeoutMs);
afterAll(() => postgres.remove());

it(
  'a database of SQLite is backed up, verified and restored as the guide says, by hand and by cron',
  async () => {
    const { temporary, checkout, room } = story.workplace();
    await story.addUser({ email: 'before@example.com', password: 'before-pass-1x' });
    await story.say(`ln -s "$OSTIARY_DATA_DIR" data && mkdir '${temporary}/safe'`);
    const first = await story.run('--verify', {
      replace: { '/mnt/safe': `${temporary}/safe`, '--verify today': `--verify ${temporary}/safe/today` },
    });
    expect(first).toMatch(/ostiary-\d{8}T\d{6}Z\.sqlite/);
    await writeFile(join(temporary, 'broken.sqlite'), 'no database');
    expect(
      await story.say(`ostiary backup --verify '${temporary}/broken.sqlite'; echo code $?`, { fails: true }),
    ).toContain('code 1');

    const [, schedule, command = ''] = /^((?:\S+ ){5}) *(.*)\n$/.exec(story.take('15 3')) ?? [];
    expect(schedule?.trim()).toMatch(/^(\*|\d+)( (\*|\d+)){4}$/);
    await story.say(
      'touch -d "15 days ago" data/backups/ostiary-old.sqlite data/backups/automatic-old.sqlite',
    );
    await writeFile(
      join(room, 'cron.sh'),
      `${command.replace('/srv/ostiary', checkout).replace('/usr/local/bin', join(room, '../bin'))}\n`,
    );
    const environment = 'HOME="$HOME" OSTIARY_DATA_DIR="$OSTIARY_DATA_DIR" PATH=/usr/bin:/bin SHELL=/bin/sh';
    await story.say(`env -i ${environment} /bin/sh '${room}/cron.sh'`);
    const kept = (await story.say('ls data/backups')).split('\n');
    expect(kept.filter((name) => /^ostiary-\d/.test(name))).toHaveLength(2);
    expect([kept.includes('ostiary-old.sqlite'), kept.includes('automatic-old.sqlite')]).toEqual([
      false,
      true,
    ]);

    await story.addUser({ email: 'since@example.com', password: 'since-pass-1x' });
    const backup = kept.find((name) => /^ostiary-\d/.test(name)) ?? '';
    expect(await story.say(`ostiary restore --yes data/backups/${backup}`, { fails: true })).toMatch(/stop/i);
    await story.server().stop();
    const restored = await story.answer('ostiary restore', [[/Replace [^]*Yes/, 'y']], {
      replace: { 'ostiary-20261127T120000Z.sqlite': backup },
    });
    expect(restored).toContain('.replaced-');
    expect(await story.say('ls data')).toMatch(/ostiary\.sqlite\.replaced-\d{8}T\d{6}Z/);
    await story.server().start();
    const users = await story.say('ostiary users list');
    expect([users.includes('before@example.com'), users.includes('since@example.com')]).toEqual([
      true,
      false,
    ]);
  },
  storyTimeoutMs,
);

it(
  'pg_dump and pg_restore are called with flags that they know (programs in their place note the calls)',
  async () => {
    for (const name of ['pg_dump', 'pg_restore']) await story.workplace().standIn(name);
    await story.run('pg_dump', { replace: { '"$DATABASE_URL"': '"postgres://there"' } });
    const calls = await story.workplace().calls();
    expect(calls.map(({ program }) => program)).toEqual(['pg_dump', 'pg_restore']);
    for (const { program, args } of calls) {
      const help = await story.say(`'${programs}/${program}' --help`);
      for (const flag of args.filter((arg) => arg.startsWith('-')))
        expect(help).toContain(flag.replace(/=.*/, ''));
    }
    expect(
      calls.map(({ args }) => args.includes('ostiary.dump') || args.includes('--file=ostiary.dump')),
    ).toEqual([true, true]);
  },
  storyTimeoutMs,
);

it(
  'a server moves to PostgreSQL beside which it goes on, and everybody is there afterwards',
  async () => {
    await story.workplace().addProgram('createdb', `exec '${programs}/createdb' "$@"`);
    await story.export({
      ...{ PGHOST: '127.0.0.1', PGPORT: String(postgres.port), PGUSER: role.name, PGPASSWORD: role.password },
    });
    const address = `127.0.0.1:${postgres.port}`;
    const printed = await story.run('createdb', {
      replace: { 'db.example.org': address, '=…': `='${role.password}'` },
    });
    const url = `postgres://${role.name}:${role.password}@${address}/ostiary`;
    expect(printed).toContain('DATABASE_URL');
    expect((await fetch(`${story.url()}/readyz`)).status).toBe(503);
    await story.server().stop();
    await story.server().start({ DATABASE_URL: url });
    const body = JSON.stringify({ email: 'before@example.com', password: 'before-pass-1x' });
    const headers = { 'content-type': 'application/json' };
    const signedIn = await fetch(`${story.url()}/auth/token/`, { method: 'POST', body, headers });
    expect(signedIn.status).toBe(200);
    await story.server().stop();
  },
  storyTimeoutMs,
);
