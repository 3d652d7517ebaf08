import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createDjangoFile } from '../../packages/server/src/commands/django/django-file.fixture.ts';
import { provideDebianPrograms } from '../programs/debian-programs.ts';
import { repository } from './support/blocks.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/command-line.md' });
const json = (printed: string): unknown => JSON.parse(printed) as unknown;

async function tokenOf(person: { email: string; password: string }): Promise<string> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const signedIn = await fetch(`${story.url()}/auth/token/`, {
    ...{ method: 'POST', headers, body: JSON.stringify(person) },
  });
  const { access } = (await signedIn.json()) as { access: string };
  const made = await fetch(`${story.url()}/api/v1/me/tokens`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${access}` },
    body: JSON.stringify({ name: 'guide' }),
  });
  return ((await made.json()) as { token: string }).token;
}

const anna = { email: 'anna@example.org', password: 'anna-pass-1x' };
let token: string;

it(
  'commands work here and elsewhere as their guide says',
  async () => {
    await story.addUser({ ...anna, flags: ['--username', 'anna'] });
    const printed = await story.run('npx ostiary users list');
    expect(printed).toMatch(/anna@example\.org.*has the role admin now\./s);
    for (const noun of ['users', 'roles', 'audit', 'serve']) expect(printed).toContain(noun);
    for (const verb of ['deactivate', '--password-stdin']) expect(printed).toContain(verb);

    await story.say("rm '" + (await story.say('command -v ostiary')).trim() + "'; hash -r");
    await story.run('export PATH=');
    expect((await story.say('command -v ostiary')).trim()).toBe(
      join(story.workplace().checkout, 'node_modules/.bin/ostiary'),
    );

    token = await tokenOf(anna);
    const elsewhere = { 'https://auth.example.org': story.url(), '…': token };
    expect(await story.run('OSTIARY_REMOTE_URL', { replace: elsewhere })).toContain('anna@example.org');
    await story.say('OSTIARY_REMOTE_TOKEN=wrong ostiary users list', { fails: true });
    await story.say('unset OSTIARY_REMOTE_URL OSTIARY_REMOTE_TOKEN');

    const shown = story.take('"users.not_found"');
    const failed = await story.say('ostiary users show nobody --json', { fails: true });
    expect(json(failed.trim().split('\n').at(-1) ?? '')).toEqual(json(shown));
    expect(await story.run('etag=')).toContain('Anna');
    await story.say('ostiary users update anna --first-name Anne --if-match "$etag"', { fails: true });
  },
  storyTimeoutMs,
);

/** An import of which only the beginning arrives. Gives its id. */
async function importTheBeginning(csv: string): Promise<string> {
  const sent = request(`${story.url()}/api/v1/imports`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Token ${token}` },
  });
  sent.on('error', () => undefined);
  sent.write(csv.slice(0, Math.floor(csv.length * 0.9)));
  for (let tries = 0; tries < 60; tries++) {
    const list = json(await story.say('ostiary imports list --json')) as { items: Record<string, unknown>[] };
    const begun = list.items.find((one) => one['finished_at'] === null && Number(one['lines_done']) > 0);
    if (begun) {
      sent.destroy();
      return String(begun['id']);
    }
    await sleep(100);
  }
  throw new Error('The import never began');
}

it(
  'many at once are read and written as the guide says, and an import goes on where it was interrupted',
  async () => {
    const { checkout } = story.workplace();
    await story.say('ostiary roles grant anna owner');
    const lines = Array.from({ length: 6_000 }, (_, n) => `hr-${n},person-${n}@example.com`);
    const csv = `external_id,email\n${lines.join('\n')}\n`;
    await writeFile(join(checkout, 'users.csv'), csv);
    const django = [{ id: 7, username: 'dora', email: 'dora@example.com' }];
    createDjangoFile(join(checkout, 'db.sqlite3'), django);
    const changes = { method: 'PATCH', path: '/api/v1/me', body: { last_name: 'A' } };
    await writeFile(join(checkout, 'changes.jsonl'), `${JSON.stringify({ ...changes, path: 'PATH' })}\n`);
    const { id } = json(await story.say('ostiary users show anna --json')) as { id: string };
    await writeFile(
      join(checkout, 'changes.jsonl'),
      `${JSON.stringify({ ...changes, path: `/api/v1/users/${id}` })}\n`,
    );
    const interrupted = await importTheBeginning(csv);
    const printed = await story.run('--dry-run', { replace: { '<id>': interrupted } });
    const runs = [...printed.matchAll(/: (\d+) created, 0 updated, (\d+) unchanged, 0 failed/g)];
    expect(runs.map(([, created, unchanged]) => Number(created) + Number(unchanged))).toEqual([
      ...[6_000, 6_000, 6_000, 1],
    ]);
    expect(printed).toMatch(new RegExp(`${interrupted} .* 6001 `));
    expect(await story.say('ostiary users show dora@example.com --json')).toContain('"dora"');
    expect(await story.say('ostiary users show anna --json')).toContain('"last_name": "A"');
    for (const file of ['users.jsonl', 'everything.jsonl', 'users.scim.jsonl', 'audit.jsonl', 'review.csv'])
      expect(Number(await story.say(`wc -l < ${file}`)), file).toBeGreaterThan(0);
  },
  storyTimeoutMs,
);

it(
  'completion works in the three shells, each the real one',
  async () => {
    const { env, root, find } = await provideDebianPrograms({ packages: ['zsh', 'fish'] });
    const [bash = '', zsh = '', fish = ''] = story.take('ostiary completion bash').split('\n');
    const bin = join(repository, 'node_modules/.bin');
    const libraries = `LD_LIBRARY_PATH='${env['LD_LIBRARY_PATH']}'`;
    expect(await story.say(`${bash}\ncomplete -p ostiary`)).toMatch(/complete .*ostiary/);

    const functions = `fpath=('${root}'/usr/share/zsh/functions/*(/))`;
    const modules = `module_path=('${root}'/usr/lib/*/zsh/*(/))`;
    const inZsh = [
      functions,
      modules,
      'autoload -Uz compinit && compinit -u -D',
      zsh,
      'print -r -- $_comps[ostiary]',
    ];
    await writeFile(join(story.workplace().temporary, 'in.zsh'), `${inZsh.join('\n')}\n`);
    const inTemporary = (name: string): string => join(story.workplace().temporary, name);
    expect(
      await story.say(`PATH="${bin}:$PATH" ${libraries} '${find('zsh')}' -f '${inTemporary('in.zsh')}'`),
    ).toMatch(/^_?ostiary\n$/);
    await writeFile(inTemporary('in.fish'), `${fish}\ncomplete -C 'ostiary use'\n`);
    expect(await story.say(`${libraries} '${find('fish')}' --no-config '${inTemporary('in.fish')}'`)).toMatch(
      /^users\b/m,
    );
  },
  storyTimeoutMs,
);
