import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run, RunOptions } from '../command-line.fixture.ts';
import { servedInstallation, type Served } from '../served.fixture.ts';
import { tryBulk } from './bulk.fixture.ts';
import { tryDjango } from './django.fixture.ts';
import { namedCommands, wholeCommandNames } from './index.ts';
import { tryGrants, tryKeys, tryServices } from './services.fixture.ts';
import {
  tryDeletion,
  tryFactors,
  tryFigures,
  tryGranted,
  tryInvitations,
  tryMails,
} from './users.fixture.ts';
import { tryWebhooks } from './webhooks.fixture.ts';

const strong = 'another-long-phrase-9';
let served: Served;
let folder: string;
beforeAll(async () => {
  served = await servedInstallation();
  folder = await mkdtemp(join(tmpdir(), 'ostiary-files-'));
});
afterAll(async () => {
  await served.stop();
  await rm(folder, { recursive: true, force: true });
});

const names = [...namedCommands().map(([words]) => words), ...wholeCommandNames().reverse()];
/** Those that the installation of this test refuses, as their own tests here show. */
const refusedHere: ReadonlySet<string> = new Set([
  'mails resend',
  'mails test',
  'granted-applications revoke',
]);
const exercised = { here: new Set<string>(), elsewhere: new Set<string>() };
const parsed = (run: Run): unknown => JSON.parse(run.out);
const itemsOf = (run: Run): Record<string, unknown>[] =>
  (parsed(run) as { items: Record<string, unknown>[] }).items;

describe.each(['here', 'elsewhere'] as const)('every command, %s', (where) => {
  const run = async (argv: string[], options?: RunOptions): Promise<Run> => {
    const ran = where === 'here' ? served.installation.run(argv, options) : served.elsewhere(argv, options);
    const result = await ran;
    const called = names.find((name) => `${argv.join(' ')} `.startsWith(`${name} `));
    if (result.code === 0 && called !== undefined) exercised[where].add(called);
    return result;
  };
  /** It must succeed and say nothing on standard error. */
  const ok = async (argv: string[], options?: RunOptions): Promise<Run> => {
    const result = await run(argv, options);
    expect(result, argv.join(' ')).toMatchObject({ code: 0, err: '' });
    return result;
  };
  const anna = `anna-${where}@example.org`;

  it('users', async () => {
    const argv = ['users', 'create', '--email', anna, '--phone', '123', '--role', 'read-only'];
    const created = await ok([...argv, '--password-stdin', '--json'], { input: strong });
    const { id } = parsed(created) as { id: string };
    expect(itemsOf(await ok(['users', 'list', '--search', `anna-${where}`, '--json']))).toMatchObject([
      { id },
    ]);
    const updated = await ok([
      'users',
      'update',
      anna,
      '--first-name',
      'Anna',
      '--no-phone',
      '--staff',
      '--json',
    ]);
    expect(parsed(updated)).toMatchObject({ first_name: 'Anna', phone: null, is_staff: true, email: anna });
    const shown = parsed(await ok(['users', 'show', anna, '--json']));
    expect(shown).toMatchObject({ id, roles: ['read-only'], is_staff: true });
    expect((await ok(['users', 'show', anna])).out).toMatch(/^first name +Anna$/m);
    await ok(['users', 'grant', anna, 'read-write']);
    expect(parsed(await ok(['users', 'access', anna, '--json']))).toMatchObject({
      direct_roles: ['read-only', 'read-write'],
    });
    await ok(['users', 'revoke', anna, 'read-write']);
    await ok(['users', 'reset-password', anna, '--password-stdin'], { input: `${strong}-2\n` });
    await ok(['users', 'deactivate', anna]);
    expect(parsed(await ok(['users', 'show', id, '--json', '--fields', 'is_active']))).toEqual({
      id,
      is_active: false,
    });
    await ok(['users', 'reactivate', anna]);
  });

  it('invitations', () => tryInvitations({ where, folder, run, ok }));

  it('second factors', () => tryFactors({ where, folder, run, ok }, anna));

  it('mails', () => tryMails({ where, folder, run, ok }, `invited-${where}@example.org`));

  it('applications that may act for somebody', () => tryGranted({ where, folder, run, ok }, anna));

  it('deletion with time to take it back', () => tryDeletion({ where, folder, run, ok }, anna));

  it('figures and settings', () => tryFigures({ where, folder, run, ok }));

  it('versions keep two people from undoing each other’s work', async () => {
    const etag = (await ok(['users', 'show', anna, '--etag'])).out.trim();
    expect(etag).toMatch(/^"\d+"$/);
    await ok(['users', 'update', anna, '--last-name', 'One', '--if-match', etag]);
    const late = await run(['users', 'update', anna, '--last-name', 'Two', '--if-match', etag.slice(1, -1)]);
    expect(late).toMatchObject({ code: 1, out: '' });
    expect(late.err).toContain('(request.precondition_failed)');
  });

  it('roles, groups and permissions', async () => {
    const [role, group, permission] = [`clerk-${where}`, `Office ${where}`, `orders-${where}.read`];
    await ok(['permissions', 'create', permission, '--description', 'See orders']);
    await ok(['permissions', 'update', permission, '--description', 'See all orders']);
    expect(parsed(await ok(['permissions', 'show', permission, '--json']))).toMatchObject({
      description: 'See all orders',
    });
    expect((await ok(['permissions', 'list', '--no-builtin'])).out).toContain(permission);
    await ok(['roles', 'create', role, '--level', '9', '--permission', permission]);
    expect((await ok(['roles', 'list', '--search', 'clerk'])).out).toContain(role);
    const changed = await ok(['roles', 'update', role, '--no-level', '--no-permission', '--json']);
    expect(parsed(changed)).toMatchObject({ level: null, permissions: [] });
    await ok(['roles', 'update', role, '--permission', permission]);
    expect(parsed(await ok(['roles', 'show', role, '--json']))).toMatchObject({ permissions: [permission] });
    await ok(['groups', 'create', group]);
    await ok(['groups', 'update', group, '--description', 'Back']);
    expect((await ok(['groups', 'list'])).out).toContain(group);
    await ok(['groups', 'add-member', group, anna]);
    expect(itemsOf(await ok(['groups', 'members', group, '--json']))).toHaveLength(1);
    await ok(['groups', 'grant', group, role]);
    expect(parsed(await ok(['groups', 'show', group, '--json']))).toMatchObject({ roles: [role] });
    const asked = await ok(['decisions', 'ask', anna, permission]);
    expect(asked.out).toMatch(/^Allowed\.\n/);
    expect(asked.out).toContain(role);
    await ok(['groups', 'revoke', group, role]);
    expect((await run(['decisions', 'ask', anna, permission])).code).toBe(1);
    await ok(['roles', 'grant', '--group', group, role]);
    await ok(['roles', 'revoke', '--group', group, role]);
    await ok(['roles', 'grant', anna, role]);
    const would = parsed(await ok(['roles', 'delete', role, '--dry-run', '--json']));
    expect(would).toMatchObject({
      dry_run: true,
      object: { name: role },
      dependents: { 'users who hold it': 1 },
    });
    await ok(['roles', 'revoke', anna, role]);
    await ok(['groups', 'remove-member', group, anna]);
    await ok(['groups', 'delete', group]);
    await ok(['roles', 'delete', role]);
    await ok(['permissions', 'delete', permission]);
  });

  it('applications and their secrets', async () => {
    const uri = 'https://shop.example.org/callback';
    const create = ['applications', 'create', `Shop ${where}`, '--redirect-uri', uri];
    const made = parsed(await ok([...create, '--json'])) as { id: string; client_id: string };
    const { id, client_id: clientId } = made;
    expect((await ok([...create, '--client-type', 'public'])).out).toMatch(/^Client id: \S{32}\n$/m);
    expect((await ok(create)).out).toMatch(/^Client secret: ocs_\S{43}\nIt is not shown again\.\n$/m);
    const listed = await ok(['applications', 'list', '--search', `shop ${where}`]);
    expect(listed.out).toContain(clientId);
    const keys = join(folder, 'keys.json');
    const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    await writeFile(keys, JSON.stringify({ keys: [key] }));
    const update = ['applications', 'update', clientId, '--json'];
    const changed = parsed(
      await ok([...update, '--jwks', keys, '--no-active', '--grant-type', 'client_credentials']),
    );
    expect(changed).toMatchObject({
      ...{ id, jwks: { keys: [key] }, is_active: false, grant_types: ['client_credentials'] },
    });
    expect(parsed(await ok([...update, '--no-jwks', '--active']))).toMatchObject({
      jwks: null,
      is_active: true,
    });
    expect((await run([...update, '--jwks', join(folder, 'none.json')])).err).toContain('cannot be read');
    expect((await ok(['applications', 'show', clientId])).out).toMatch(/^grant types +client_credentials$/m);
    const added = await ok([
      'applications',
      'secrets',
      'add',
      clientId,
      '--expires-at',
      '2099-01-01T00:00:00Z',
    ]);
    expect(added.out).toMatch(/^Added the secret \S{36}\.\nClient secret: ocs_\S{43}\n/);
    const [first] = itemsOf(await ok(['applications', 'secrets', 'list', clientId, '--json']));
    const secretId = String(first?.['id']);
    const look = await ok(['applications', 'secrets', 'delete', clientId, secretId, '--dry-run', '--json']);
    expect(parsed(look)).toMatchObject({ dry_run: true, object: { id: secretId } });
    await ok(['applications', 'secrets', 'delete', clientId, secretId]);
    const would = parsed(await ok(['applications', 'delete', clientId, '--dry-run', '--json']));
    expect(would).toMatchObject({ object: { id }, dependents: { secrets: 1 } });
    await ok(['applications', 'delete', clientId]);
    expect((await run(['applications', 'show', clientId])).err).toContain('(applications.not_found)');
  });

  it('keys of services', () => tryKeys({ where, folder, run, ok }));
  it('webhooks', () => tryWebhooks({ where, folder, run, ok }));

  it.each(['user', 'group', 'role'] as const)('access of a %s to services', (kind) =>
    tryGrants({ where, folder, run, ok }, kind),
  );

  it('services', () => tryServices({ where, folder, run, ok }));

  it('the access review, as a table and as CSV', async () => {
    expect((await ok(['access-review', 'show'])).out).toContain(anna);
    const csv = await ok(['access-review', 'show', '--csv']);
    expect(csv.out).toMatch(/^id,email,username,/);
    expect(csv.out).toContain(anna);
  });

  it('sessions, families and tokens', async () => {
    const password = `${strong}-2`;
    const token = await served.tokenFor(anna, password);
    expect(token).not.toBe('');
    const [session] = itemsOf(await ok(['sessions', 'list', anna, '--json']));
    const [family] = itemsOf(await ok(['families', 'list', anna, '--json']));
    const [made] = itemsOf(await ok(['tokens', 'list', anna, '--json']));
    const would = await ok(['sessions', 'end', anna, String(session?.['id']), '--dry-run']);
    expect(would.out).toMatch(/^Nothing was done\. It would end the session /);
    await ok(['families', 'end', anna, String(family?.['id'])]);
    await ok(['sessions', 'end', anna, String(session?.['id'])]);
    await served.tokenFor(anna, password);
    const revoked = await ok(['tokens', 'revoke', anna, String(made?.['id'])]);
    expect(revoked.out).toBe(`Revoked the token ${String(made?.['id'])}.\n`);
    expect((await ok(['sessions', 'end-all', anna])).out).toBe('Ended 1 sessions.\n');
  });

  it('blocklist and keys', async () => {
    await ok(['blocklist', 'add', '203.0.113.9', '--reason', 'spraying']);
    expect(itemsOf(await ok(['blocklist', 'list', '--json']))).toMatchObject([{ reason: 'spraying' }]);
    const would = parsed(await ok(['blocklist', 'remove', '203.0.113.9', '--dry-run', '--json']));
    expect(would).toMatchObject({ object: { range: '203.0.113.9/32' } });
    await ok(['blocklist', 'remove', '203.0.113.9']);
    await ok(['keys', 'rotate']);
    expect((await ok(['keys', 'list'])).out).toMatch(/^ID +ALGORITHM +CREATED +SIGNS +GONE AFTER\n/);
  });

  it('audit and events', async () => {
    const list = await ok(['audit', 'list', '--limit', '2', '--jsonl', '--all', '--action', 'role.grant']);
    const lines = list.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { action: string });
    expect(lines.length).toBeGreaterThan(2);
    expect(new Set(lines.map(({ action }) => action))).toEqual(new Set(['role.grant']));
    const file = join(folder, `audit-${where}.jsonl`);
    const exported = await run(['audit', 'export', '--output', file]);
    expect(exported).toMatchObject({ code: 0, out: '' });
    const [first = ''] = (await readFile(file, 'utf8')).split('\n');
    expect(JSON.parse(first)).toMatchObject({ seq: 1 });
    expect((await ok(['audit', 'verify'])).out).toMatch(/^The audit log is intact: \d+ entries\.\n$/);
    const events = itemsOf(await ok(['events', 'list', '--type', 'user.created', '--json']));
    expect(events.length).toBeGreaterThan(0);
  });

  it('events are followed until Ctrl-C', async () => {
    const stop = Promise.withResolvers<void>();
    const io = { untilStopped: () => stop.promise };
    const argv = ['events', 'tail', '--from-start', '--type', 'user.access_changed', '--jsonl'];
    const tailing = run(argv, { io });
    setTimeout(() => stop.resolve(), 1_500);
    const tail = await tailing;
    expect(tail).toMatchObject({ code: 0, err: '' });
    const types = tail.out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(new Set(types)).toEqual(new Set(['user.access_changed']));
  });

  it('the last: deleting, after a look at what goes with it', async () => {
    const would = await ok(['users', 'delete', anna, '--dry-run']);
    expect(would.out).toContain(`It would delete the user ${anna}:`);
    expect(would.out).toMatch(/^ {2}static tokens: \d/m);
    expect((await ok(['users', 'delete', anna])).out).toBe(`Deleted ${anna}.\n`);
    expect((await run(['users', 'show', anna])).err).toContain('(users.not_found)');
  });

  it('imports and exports', async () => {
    const file = join(folder, `users-${where}.jsonl`);
    const lines = ['one', 'two', 'three'].map((name) =>
      JSON.stringify({ external_id: `${where}-${name}`, username: `${name}-${where}`, roles: ['read-only'] }),
    );
    await writeFile(file, `${lines.join('\n')}\n{"nonsense":1}\n`);
    const bad = await run(['import', file]);
    expect(bad).toMatchObject({ code: 1, out: 'Done: 3 created, 0 updated, 0 unchanged, 1 failed.\n' });
    expect(bad.err).toMatch(/^line 4: /m);
    const again = await ok(['import', '-', '--json'], { input: `${lines.join('\n')}\n` });
    expect(parsed(again)).toMatchObject({ created: 0, unchanged: 3, failed: 0 });
    const exported = await ok(['export', '--include', 'roles']);
    expect(exported.out).toContain(`"two-${where}"`);
    const [{ id } = {}] = itemsOf(await ok(['imports', 'list', '--json']));
    expect(parsed(await ok(['imports', 'show', String(id), '--json']))).toMatchObject({ id, created: 0 });
    const checked = await ok(['import', '-', '--dry-run'], { input: '{"username":"dry"}\n' });
    expect(checked.out).toMatch(/^Nothing was written\. It would be: 1 created, /);
    expect((await run(['users', 'show', 'dry'])).code).toBe(1);
  });

  it('a database of Django', () => tryDjango({ where, folder, run, ok }));

  it('bulk requests, of which one that is refused keeps none of the others', () =>
    tryBulk({ where, folder, run, ok }));

  it('leaves none out', () => {
    expect(names.filter((name) => !exercised[where].has(name) && !refusedHere.has(name))).toEqual([]);
  });
});
