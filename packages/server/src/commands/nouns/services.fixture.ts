import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Run, RunOptions } from '../command-line.fixture.ts';

export interface Tools {
  where: string;
  /** For files. */
  folder: string;
  run(argv: string[], options?: RunOptions): Promise<Run>;
  /** It must succeed. */
  ok(argv: string[], options?: RunOptions): Promise<Run>;
}

export const parsed = ({ out }: Run): unknown => JSON.parse(out);
export const itemsOf = (run: Run): Record<string, unknown>[] =>
  (parsed(run) as { items: Record<string, unknown>[] }).items;

/** A service with levels and data, of this name. */
async function newService({ ok, folder }: Tools, name: string): Promise<void> {
  const schema = join(folder, 'schema.json');
  const team = { type: 'object', properties: { team: { type: 'string' } } };
  await writeFile(schema, JSON.stringify(team));
  const levels = ['--access-level', 'reader', '--access-level', 'editor', '--entry', 'granted'];
  const audience = `urn:${name.replaceAll(' ', ':')}`;
  const made = await ok([
    ...['services', 'create', name, audience, ...levels, '--data-schema', schema],
    '--json',
  ]);
  expect(parsed(made)).toMatchObject({
    ...{ entry: 'granted', access_levels: ['reader', 'editor'], data_schema: team },
  });
}

export async function tryKeys(tools: Tools): Promise<void> {
  const { where, ok } = tools;
  const name = `Keys ${where}`;
  await newService(tools, name);
  const created = await ok(['services', 'keys', 'create', name, '--expires-at', '2099-01-01T00:00:00Z']);
  expect(created.out).toMatch(
    /^Created the key \S{36}\.\nService key: osk_\S{43}\nIt is not shown again\.\n$/,
  );
  const [key] = itemsOf(await ok(['services', 'keys', 'list', name, '--json']));
  const remove = ['services', 'keys', 'delete', name, String(key?.['id'])];
  expect(parsed(await ok([...remove, '--dry-run', '--json']))).toMatchObject({ object: key });
  await ok(remove);
  expect(itemsOf(await ok(['services', 'keys', 'list', name, '--json']))).toEqual([]);
  expect(parsed(await ok(['services', 'update', name, '--no-data-schema', '--json']))).toMatchObject({
    data_schema: null,
  });
}

/** What makes a holder, and how the verbs for it end. */
const kinds = {
  user: { make: ['users', 'create', '--without-password', '--username'], suffix: '' },
  group: { make: ['groups', 'create'], suffix: '-group' },
  role: { make: ['roles', 'create'], suffix: '-role' },
};

export async function tryGrants(tools: Tools, kind: keyof typeof kinds): Promise<void> {
  const { where, run, ok } = tools;
  const { make, suffix } = kinds[kind];
  const [name, holder] = [`Access of ${kind} ${where}`, `sorter-${where}`];
  await newService(tools, name);
  await ok([...make, holder]);
  const access = (verb: string, ...words: string[]): string[] => ['services', 'access', verb, name, ...words];
  const grant = access(`grant${suffix}`, holder);
  await ok([...grant, '--level', 'editor', '--data', '{"team":"north"}']);
  expect((await run([...grant, '--data', '[1]'])).code).toBe(2);
  expect((await run([...grant, '--level', 'chief'])).err).toContain('level');
  const list = access(suffix === '' ? 'list' : `list${suffix}s`, '--json');
  expect(itemsOf(await ok(list))).toMatchObject([{ level: 'editor', data: { team: 'north' } }]);
  if (kind === 'user') {
    const line = new RegExp(`^${name} +yes +editor .*north.* user$`, 'm');
    expect((await ok(['services', 'access', 'of', holder, '--all'])).out).toMatch(line);
  }
  await ok(access(`revoke${suffix}`, holder));
  expect(itemsOf(await ok(list))).toEqual([]);
}

/** Every verb of services. */
export async function tryServices({ where, run, ok }: Tools): Promise<void> {
  const [name, audience] = [`Orders ${where}`, `https://${where}.example.org/orders`];
  const scope = ['--scope', 'orders.read=See your orders', '--scope', 'orders.write=Order = buy'];
  await ok(['services', 'create', name, audience, ...scope]);
  expect(parsed(await ok(['services', 'show', audience, '--json']))).toMatchObject({
    name,
    scopes: [
      { name: 'orders.read', description: 'See your orders' },
      { name: 'orders.write', description: 'Order = buy' },
    ],
  });
  expect((await run(['services', 'update', name, '--scope', 'orders.read'])).code).toBe(2);
  const changed = await ok(['services', 'update', name, '--token-format', 'opaque', '--no-scope', '--json']);
  expect(parsed(changed)).toMatchObject({ token_format: 'opaque', scopes: [] });
  expect((await ok(['services', 'list', '--search', 'orders'])).out).toContain(audience);
  await ok(['services', 'delete', name, '--dry-run']);
  await ok(['services', 'delete', name]);
  expect((await run(['services', 'show', name])).err).toContain('(services.not_found)');
}
