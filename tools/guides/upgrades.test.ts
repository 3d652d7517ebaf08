import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '../../packages/server/src/platform/db/database.ts';
import { migrationsUpTo, newestOfPreviousRelease } from '../../packages/server/test/support/as-of-version.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/upgrades.md' });

/** The word that begins each line of a report. */
const labels = (report: string): string[] =>
  report
    .trim()
    .split('\n')
    .map((line) => line.split(/\s{2,}/)[0] ?? '');
const folder = async (): Promise<string> => (await story.say('printf %s "$OSTIARY_DATA_DIR"')).trim();

async function change(file: string, statements: string): Promise<void> {
  const connection = new SqliteConnection(file);
  connection.exec(statements);
  connection.close();
}

it(
  'an upgrade is announced in the words of the guide, and done by its commands (a program in the place of systemctl)',
  async () => {
    const old = join(story.workplace().temporary, 'old');
    await story.say(`mkdir -p '${old}' && cp "$OSTIARY_DATA_DIR"/secrets.json '${old}'`);
    const file = join(old, 'ostiary.sqlite');
    const database = await openDatabase({
      url: `sqlite:${file}`,
      migrations: migrationsUpTo(newestOfPreviousRelease),
    });
    await database.migrate();
    await database.close();
    await change(
      file,
      `insert into audit_entries (seq, id, at, actor_type, action, outcome, details, prev_hash, hash)
        values (1, 'e1', 1000, 'anonymous', 'session.sign_in', 'success', '{}', '', '');
       update audit_head set seq = 1;`,
    );
    await story.export({ OSTIARY_DATA_DIR: old });
    const checked = await story.run('upgrade --check');
    const shown = labels(story.take('0019_signals'));
    expect([...new Set(labels(checked))]).toEqual([...new Set(shown)]);
    expect(checked).toMatch(/^running {5}processes of the version before go on/m);
    expect(checked).toMatch(/^backup {6}to .*backups: takes \d+ MiB of \d+ MiB that are free$/m);

    await story.workplace().standIn('systemctl');
    await story.run('systemctl stop');
    expect(await story.workplace().calls()).toEqual([
      { program: 'systemctl', args: ['stop', 'ostiary'] },
      { program: 'systemctl', args: ['start', 'ostiary'] },
    ]);
    expect(await story.say(`ls '${old}/backups'`)).toMatch(/^automatic-.*-before-0017_/m);
    expect(await story.say('ostiary upgrade --check')).toContain('There is nothing to do.');
  },
  storyTimeoutMs,
);

it(
  'what a database says that is too new is what the guide shows',
  async () => {
    const said = story.take('belongs to a newer Ostiary').trim();
    const demand = story.take('stop every process first').trim();
    const [, newest = '', oldest = ''] = /migration (\S+)\. .* knows (\S+)\.$/.exec(said) ?? [];
    const file = join(await folder(), 'ostiary.sqlite');
    await change(
      file,
      `insert into kysely_migration (name, timestamp) values ('${newest}', 'x');
       update schema_support set oldest = '${oldest}'`,
    );
    const checked = await story.say('ostiary upgrade --check', { fails: true });
    expect(checked).toContain(said);
    // The other line is for a database from which something is going to be taken: its words come from the same place.
    const plan = await story.say(`cat packages/server/src/commands/upgrade.plan.ts`);
    expect(plan).toContain(demand.replace(/^running +/, '').replace(oldest, '${oldest}'));
    await writeFile(join(story.workplace().temporary, 'seen'), checked);
  },
  storyTimeoutMs,
);
