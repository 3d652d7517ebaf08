import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Captured, testInstallation, type Run, type TestInstallation } from '../command-line.fixture.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await testInstallation();
  await installation.run(['migrate']);
  for (const name of ['anna', 'bert', 'carl']) {
    await installation.run(['users', 'create', '--username', name, '--without-password']);
  }
});
afterAll(() => installation.remove());

const ostiary: TestInstallation['run'] = (argv, options) => installation.run(argv, options);
const parsed = (run: Run): unknown => JSON.parse(run.out);
const names = (run: Run): unknown[] =>
  (parsed(run) as { items: { username: string }[] }).items.map(({ username }) => username);
const failure = (run: Run): unknown => (JSON.parse(run.err) as { error: unknown }).error;

/** A terminal where somebody presses these keys. */
function atTerminal(keys: string) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const stdout = new Captured();
  void stdout.until(/\?/).then(async () => {
    await sleep(50);
    stdin.write(keys);
  });
  return { stdout, io: { isInteractive: true, stdin, stdout } };
}

describe('lists', () => {
  it('are followed to their end', async () => {
    const argv = ['users', 'list', '--limit', '1', '--fields', 'username'];
    const whole = await ostiary([...argv, '--all', '--json']);
    expect(names(whole)).toEqual(['anna', 'bert', 'carl']);
    expect(parsed(whole)).toMatchObject({ next_cursor: null });
    const lines = await ostiary([...argv, '--all', '--jsonl']);
    expect(
      lines.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([{ username: 'anna' }, { username: 'bert' }, { username: 'carl' }]);
    expect((await ostiary([...argv, '--all'])).out).toBe('USERNAME\nanna\nbert\ncarl\n');
  });

  it('say how to go on', async () => {
    const page = await ostiary(['users', 'list', '--limit', '1']);
    const cursor = /^More: --cursor (\S+)$/m.exec(page.out)?.[1];
    const rest = await ostiary(['users', 'list', '--cursor', cursor ?? '', '--json']);
    expect(names(rest)).toEqual(['bert', 'carl']);
    const lines = await ostiary(['users', 'list', '--limit', '1', '--jsonl']);
    expect(lines).toMatchObject({ code: 0, err: `More: --cursor ${cursor}\n` });
  });

  it('that are empty are still whole', async () => {
    const none = await ostiary(['users', 'list', '--search', 'zz', '--all', '--json']);
    expect(parsed(none)).toEqual({ items: [], next_cursor: null });
  });

  it('take the choices of the API and no others', async () => {
    const wrong = await ostiary(['users', 'list', '--order', 'shoe-size']);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('Allowed choices are created_at, -created_at, email');
    const unknown = await ostiary(['users', 'list', '--fields', 'id,shoes']);
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('Allowed, separated by commas, are id, external_id, email, ');
    expect(await ostiary(['users', 'list', '--limit', '201'])).toMatchObject({ code: 2 });
    expect(names(await ostiary(['users', 'list', '--order', '-username', '--json']))[0]).toBe('carl');
    expect(names(await ostiary(['users', 'list', '--no-active', '--json']))).toEqual([]);
  });
});

describe('failures where JSON is wanted', () => {
  it('are one object on standard error, with the exit code as ever', async () => {
    const unknown = await ostiary(['users', 'show', 'nobody', '--json']);
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(failure(unknown)).toEqual({ code: 'users.not_found', message: 'There is no such user.' });
    const refused = await ostiary(['roles', 'create', '', '--json']);
    expect(refused.code).toBe(1);
    expect(failure(refused)).toMatchObject({
      code: 'request.invalid',
      errors: [{ path: 'name' }],
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  it('keep what the API says of each field', async () => {
    const argv = ['permissions', 'create', 'orders.read', '--description', 'x'.repeat(501)];
    const long = await ostiary([...argv, '--json']);
    expect(failure(long)).toMatchObject({ code: 'request.invalid', errors: [{ path: 'description' }] });
    expect((await ostiary(argv)).err).toMatch(
      /^Some fields are not valid\. \(request\.invalid\)\n {2}description: /,
    );
  });

  it('name wrong usage', async () => {
    const typo = await ostiary(['users', 'list', '--serach', 'x', '--json']);
    expect(typo).toMatchObject({ code: 2, out: '' });
    expect(failure(typo)).toEqual({
      code: 'command.wrong_usage',
      message: "unknown option '--serach'\n(Did you mean --search?)",
    });
    const nothing = await ostiary(['users', 'update', 'anna', '--json']);
    expect(nothing.code).toBe(2);
    expect(failure(nothing)).toMatchObject({ message: 'There is nothing to change.' });
  });

  it('name every wrong setting', async () => {
    const run = await ostiary(['users', 'list', '--json'], { env: { OSTIARY_PRT: '1', OSTIARY_PORT: 'x' } });
    expect(run.code).toBe(1);
    expect(failure(run)).toMatchObject({
      code: 'command.failed',
      errors: [{ path: 'OSTIARY_PRT' }, { path: 'OSTIARY_PORT' }],
    });
  });

  it('say why the database cannot be used', async () => {
    const env = { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x' };
    const run = await ostiary(['users', 'list', '--json'], { env });
    expect(failure(run)).toMatchObject({
      code: 'service.unavailable',
      message: 'The database cannot be used: connect ECONNREFUSED 127.0.0.1:1',
    });
  });
});

describe('what destroys', () => {
  it('writes nothing in a dry run, not even to the audit log', async () => {
    const before = parsed(await ostiary(['audit', 'list', '--limit', '1', '--json']));
    const dryRun = await ostiary(['users', 'delete', 'anna', '--dry-run']);
    expect(dryRun.code).toBe(0);
    expect(dryRun.out).toMatch(/^external id +-$/m);
    expect((await ostiary(['users', 'deactivate', 'anna', '--dry-run'])).code).toBe(0);
    expect((await ostiary(['roles', 'delete', 'admin', '--dry-run'])).code).toBe(0);
    expect(parsed(await ostiary(['audit', 'list', '--limit', '1', '--json']))).toEqual(before);
    expect((await ostiary(['users', 'delete', 'nobody', '--dry-run'])).code).toBe(1);
    expect((await ostiary(['blocklist', 'remove', '203.0.113.1', '--dry-run'])).code).toBe(1);
  });

  it('asks at a terminal, and a no leaves everything as it is', async () => {
    const no = atTerminal('n\r');
    expect((await ostiary(['users', 'delete', 'bert'], { io: no.io })).code).toBe(1);
    expect(no.stdout.text).toContain('Delete the user bert?');
    expect((await ostiary(['users', 'show', 'bert'])).code).toBe(0);
    const yes = atTerminal('y\r');
    expect((await ostiary(['users', 'delete', 'bert'], { io: yes.io })).code).toBe(0);
    expect((await ostiary(['users', 'show', 'bert'])).code).toBe(1);
    const sure = atTerminal('');
    expect((await ostiary(['users', 'delete', 'carl', '--yes'], { io: sure.io })).code).toBe(0);
  });
});

describe('characters that command a terminal', () => {
  it('never reach it, by whatever way', async () => {
    // A right-to-left override, and an escape sequence that clears the screen.
    const evil = 'x\u202ey\u001b[2J';
    await ostiary(['blocklist', 'add', '203.0.113.8', '--reason', evil]);
    for (const argv of [['--json'], ['--jsonl'], ['--all', '--json'], []]) {
      const { out } = await ostiary(['blocklist', 'list', ...argv]);
      expect(out).toContain('203.0.113.8');
      expect(out).not.toMatch(/[\u202e\u001b]/);
    }
    const json = parsed(await ostiary(['blocklist', 'list', '--json'])) as { items: { reason: string }[] };
    expect(json.items[0]?.reason).toBe(evil);
    const { err } = await ostiary(['users', 'grant', 'anna', evil]);
    expect(err).not.toMatch(/[\u202e\u001b]/);
    const stdout = Object.assign(new Captured(), { isTTY: true });
    await ostiary(['audit', 'export'], { io: { stdout } });
    expect(stdout.text).toContain('"blocklist.add"');
    expect(stdout.text).not.toMatch(/[\u202e\u001b]/);
    const piped = await ostiary(['audit', 'export']);
    expect(piped.out).toContain('\u202e');
  });
});

describe('long work', () => {
  it('moves a bar on a terminal, and only there', async () => {
    const stderr = new Captured();
    const input = '{"username":"dora"}\n';
    await writeFile(join(installation.cwd, 'one.jsonl'), input);
    const argv = ['import', 'one.jsonl', '--dry-run'];
    const moved = await ostiary(argv, { io: { isProgressShown: true, stderr } });
    expect(moved.code).toBe(0);
    expect(stderr.text).toContain(`[${'#'.repeat(30)}] 100%  ${input.length} bytes`);
    expect((await ostiary(argv)).err).toBe('');
    const verified = new Captured();
    const verify = await ostiary(['audit', 'verify'], { io: { isProgressShown: true, stderr: verified } });
    expect(verify).toMatchObject({ code: 0 });
    expect(verified.text).toBe('\r\u001b[2K');
  });

  it('writes a file only when it is complete', async () => {
    const there = await ostiary(['audit', 'export', '--output', 'no/such/folder.jsonl']);
    expect(there).toMatchObject({ code: 1, out: '' });
    expect(there.err).toContain('was not written');
    const written = await ostiary(['export', '--output', 'all.csv', '--format', 'csv', '--json']);
    expect(written).toMatchObject({ code: 0, out: '' });
    expect((await readdir(installation.cwd)).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('keeps everything from everybody else, and says what it is', async () => {
    const file = join(installation.cwd, 'everything.jsonl');
    // Somebody left one behind that others may read.
    await writeFile(`${file}.unfinished`, 'old', { mode: 0o644 });
    const written = await ostiary(['export', '--everything', '--output', 'everything.jsonl']);
    expect(written).toMatchObject({ code: 0, out: '' });
    expect(written.err).toMatch(/^Wrote everything\.jsonl\.\nIt holds password hashes/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/^\{"id":"[0-9a-f-]{36}","external_id":null,.*"username":"anna"/m);
    expect((await ostiary(['export', '--include', 'everything'])).out).toBe(text);
    const dry = await ostiary(['import', 'everything.jsonl', '--dry-run']);
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toMatch(/ 0 created, 0 updated, \d+ unchanged, 0 failed\.$/m);
    const both = await ostiary(['export', '--everything', '--include', 'roles']);
    expect(both).toMatchObject({ code: 2, out: '' });
    const scim = await ostiary(['export', '--format', 'scim']);
    expect(JSON.parse(scim.out.split('\n')[0] ?? '')).toMatchObject({ userName: 'anna' });
    const unfit = await ostiary(['export', '--format', 'csv', '--everything']);
    expect(unfit).toMatchObject({ code: 1, out: '' });
    expect(unfit.err).toContain('JSON Lines');
  });

  it('says that a file is written on a line of its own', async () => {
    const stderr = new Captured();
    const argv = ['audit', 'export', '--output', 'own-line.jsonl'];
    expect((await ostiary(argv, { io: { isProgressShown: true, stderr } })).code).toBe(0);
    expect(stderr.text).toMatch(/\r\u001b\[2KWrote own-line\.jsonl\.\n$/);
  });

  it('tells of an import both when it went on and how many it changed', async () => {
    const input = '{"username":"evi"}\n';
    const { id } = parsed(await ostiary(['import', '-', '--json'], { input })) as { id: string };
    const shown = await ostiary(['imports', 'show', id]);
    expect(shown.out).toMatch(/^updated at +\d{4}-/m);
    expect(shown.out).toMatch(/^updated +0$/m);
    const listed = await ostiary(['imports', 'list']);
    expect(listed.out.split('\n')[0]).toMatch(/CREATED +UPDATED +UNCHANGED +FAILED$/);
  });

  it('names what cannot be read', async () => {
    expect((await ostiary(['import', 'nowhere.jsonl'])).err).toContain(
      'nowhere.jsonl cannot be read: ENOENT',
    );
    expect((await ostiary(['bulk', '.'])).err).toContain('. is a directory.');
    const input = '{"method":"POST","path":"/api/v1/groups","body":{"name":"Line"}}\nnonsense\n';
    const bulk = await ostiary(['bulk', '-'], { input });
    expect(bulk.code).toBe(1);
    expect(bulk.out).toBe('1  201  POST /api/v1/groups\n');
    expect(bulk.err).toContain('Line 2 is not a JSON object');
    const invalid = '{"method":"PATCH","path":"/api/v1/users/x","body":{}}\n';
    expect((await ostiary(['bulk', '-'], { input: invalid })).out).toBe(
      '1  400  PATCH /api/v1/users/x  Some fields are not valid. id: Must match format "uuid".\n',
    );
    const taken = '{"method":"POST","path":"/api/v1/groups","body":{"name":"Line"}}\n';
    expect((await ostiary(['bulk', '-'], { input: taken })).out).toBe(
      '1  409  POST /api/v1/groups  A group with this name exists already.\n',
    );
    const odd = await ostiary(['bulk', '-'], { input: '\n\n{"method":"STEAL","path":"/api/v1/groups"}\n' });
    expect(odd).toMatchObject({ code: 1, out: '' });
    expect(odd.err).toContain('(request.invalid)\n  line 3.method: ');
  });
});

describe('without a record of its own', () => {
  it('the command line is in the audit log by the name of whoever runs it', async () => {
    await ostiary(['groups', 'create', 'Testers']);
    const entries = parsed(
      await ostiary(['audit', 'list', '--action', 'group.create', '--limit', '1', '--json']),
    );
    expect(entries).toMatchObject({
      items: [{ actor: { type: 'command', id: 'tester' }, address: null, user_agent: null }],
    });
  });

  it('works from an address that is blocked', async () => {
    await ostiary(['blocklist', 'add', '127.0.0.1']);
    expect((await ostiary(['blocklist', 'remove', '127.0.0.1'])).code).toBe(0);
  });
});
