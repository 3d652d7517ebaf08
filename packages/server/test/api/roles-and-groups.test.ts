import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addClient, callApi, type ApiAnswer, type ApiClient, type Json } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let root: ApiClient;
let owner: ApiClient;

const builtins = ['owner', 'investor', 'admin', 'read-write', 'read-only'];
const made = ['zeta', 'Alpha', 'beta-2', 'beta-1', 'Beta'];

beforeAll(async () => {
  ostiary = await testApp();
  root = await addClient(ostiary, 'root', { isSuperuser: true });
  owner = await addClient(ostiary, 'olga', { roles: ['owner'] });
  for (const [index, name] of made.entries()) {
    const level = index === 0 ? 2 : null;
    for (const answer of [
      await root.send('POST', '/roles', { name, level }),
      await root.send('POST', '/groups', { name }),
    ]) {
      expect([answer.status, answer.headers['etag']]).toEqual([201, '"1"']);
    }
  }
});
afterAll(() => ostiary.close());

async function namesOf(list: string, query: string): Promise<unknown[]> {
  const found: unknown[] = [];
  let after = '';
  do {
    const answer = await root.get(`${list}?${query}${after}`);
    expect(answer.status).toBe(200);
    found.push(...(answer.body['items'] as Json[]).map((item) => item['name']));
    const { next_cursor: next } = answer.body;
    after = typeof next === 'string' ? `&cursor=${next}` : '';
  } while (after !== '');
  return found;
}

function conditional(
  method: 'PATCH' | 'DELETE',
  path: string,
  { tag, body }: { tag: string; body?: object },
): Promise<ApiAnswer> {
  const call = { method, path, token: root.token, ...(body && { body }) };
  return callApi(ostiary, call, { 'if-match': tag });
}

const inOrder = ['Alpha', 'Beta', 'beta-1', 'beta-2', 'zeta'];
const betas = ['Beta', 'beta-1', 'beta-2'];

describe.each([1, 2, 3, 200])('in pages of %d', (limit) => {
  test.each([
    ['name', inOrder],
    ['-name', inOrder.toReversed()],
    ['created_at', made],
    ['-created_at', made.toReversed()],
  ])('groups are listed by %s', async (order, expected) => {
    expect(await namesOf('/groups', `limit=${limit}&order=${order}`)).toEqual(expected);
  });

  test('roles are listed by level first, then by name', async () => {
    const expected = ['owner', 'investor', 'admin', 'zeta', 'read-write', 'read-only'];
    const byLevel = [...expected, 'Alpha', ...betas];
    expect(await namesOf('/roles', `limit=${limit}`)).toEqual(byLevel);
    expect(await namesOf('/roles', `limit=${limit}&order=level`)).toEqual(byLevel);
    expect(await namesOf('/roles', `limit=${limit}&order=created_at`)).toEqual([...builtins, ...made]);
    expect(await namesOf('/roles', `limit=${limit}&order=name`)).toEqual([
      ...['admin', 'Alpha', ...betas, 'investor', 'owner', 'read-only', 'read-write', 'zeta'],
    ]);
  });

  test.each(['/roles', '/groups'])(
    '%s are searched by the beginning of a name, in any case',
    async (list) => {
      expect(await namesOf(list, `limit=${limit}&search=BETA`)).toEqual(betas);
      expect(await namesOf(list, `limit=${limit}&search=beta&order=-name`)).toEqual(betas.toReversed());
      expect(await namesOf(list, `limit=${limit}&search=beta-3`)).toEqual([]);
    },
  );
});

describe.each(['/roles', '/groups'])('%s', (list) => {
  test('answer only the fields asked for', async () => {
    const [first] = (await root.get(`${list}?fields=name&search=alpha`)).body['items'] as [Json];
    expect(Object.keys(first).sort()).toEqual(['id', 'name']);
    expect((await root.get(`${list}/alpha?fields=description`)).body).toEqual({
      id: first['id'],
      description: '',
    });
  });

  test.each(['order=description', 'fields=version', 'search=a&order=created_at', 'cursor=bm9uc2Vuc2U'])(
    'cannot be asked for %s',
    async (query) => {
      const answer = await root.get(`${list}?${query}`);
      expect([answer.status, answer.body['code']]).toEqual([400, 'request.invalid']);
    },
  );

  test('refuse a cursor of another order, of another list, and one made by hand', async () => {
    const { body } = await root.get(`${list}?limit=1&order=name`);
    const other = await root.get('/permissions?limit=1&order=name');
    const byHand = (text: string): string => Buffer.from(text).toString('base64url');
    const name = list.slice(1);
    for (const query of [
      `order=-name&cursor=${String(body['next_cursor'])}`,
      `order=name&cursor=${String(other.body['next_cursor'])}`,
      `order=created_at&cursor=${byHand(`${name} created_at nonsense`)}`,
      `order=name&cursor=${byHand(`${name} name a\0`)}`,
      ...(list === '/roles' ? [`order=level&cursor=${byHand('roles level nonsense')}`] : []),
    ]) {
      const answer = await root.get(`${list}?${query}`);
      expect([answer.status, answer.body], query).toMatchObject([
        400,
        { code: 'request.invalid', errors: [{ path: 'cursor' }] },
      ]);
    }
  });

  test('are changed only as they were read, when the caller says how that was', async () => {
    const path = `${list}/zeta`;
    const tag = String((await root.get(path)).headers['etag']);
    const changed = await conditional('PATCH', path, { tag, body: { description: 'One.' } });
    const newTag = String(changed.headers['etag']);
    expect([changed.status, newTag]).toEqual([200, `"${Number(tag.slice(1, -1)) + 1}"`]);
    expect((await root.get(path)).headers['etag']).toBe(newTag);
    const late = await conditional('PATCH', path, { tag, body: { description: 'Two.' } });
    expect([late.status, late.body['code']]).toEqual([412, 'request.precondition_failed']);
    expect((await conditional('DELETE', path, { tag })).status).toBe(412);
    expect((await root.get(path)).body['description']).toBe('One.');
    const same = await conditional('PATCH', path, { tag: newTag, body: { description: 'One.' } });
    expect([same.status, same.headers['etag']]).toEqual([200, newTag]);
  });

  test('one of twenty conditional changes at once wins', async () => {
    const tag = String((await root.get(`${list}/beta-2`)).headers['etag']);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        conditional('PATCH', `${list}/beta-2`, { tag, body: { description: `Number ${index}` } }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
  });
});

describe('a group', () => {
  test('is renamed and described, on record', async () => {
    const { body: before } = await root.send('POST', '/groups', { name: 'Night shift' });
    ostiary.clock.advance(1_000);
    const changed = await root.send('PATCH', '/groups/night%20shift', {
      name: ' Late shift ',
      description: 'x',
    });
    const updated_at = new Date(ostiary.clock.nowMs()).toISOString();
    expect(changed.body).toEqual({ ...before, name: 'Late shift', description: 'x', updated_at });
    const [entry] = (await root.get('/audit?limit=1')).body['items'] as [Json];
    expect(entry).toMatchObject({
      action: 'group.update',
      target: { type: 'group', id: before['id'] },
      details: {
        name: 'Late shift',
        previous_name: 'Night shift',
        description: 'x',
        previous_description: '',
      },
    });
    const taken = await root.send('PATCH', '/groups/late%20shift', { name: 'ALPHA' });
    expect([taken.status, taken.body]).toMatchObject([
      409,
      { code: 'access.group_taken', errors: [{ path: 'name' }] },
    ]);
    const invalid = await root.send('PATCH', '/groups/late%20shift', { name: '' });
    expect([invalid.status, invalid.body]).toMatchObject([
      400,
      { code: 'request.invalid', errors: [{ path: 'name' }] },
    ]);
    expect((await root.send('PATCH', '/groups/no-such', { name: 'x' })).body['code']).toBe(
      'access.group_not_found',
    );
  });

  test('is not renamed by somebody who holds less than its roles', async () => {
    await root.send('POST', '/roles', { name: 'namer', permissions: ['roles.manage', 'roles.read'] });
    const namer = await addClient(ostiary, 'nils', { roles: ['namer'] });
    await root.send('POST', '/groups', { name: 'Board' });
    expect((await namer.send('PATCH', '/groups/board', { description: 'x' })).status).toBe(200);
    await root.send('PUT', '/groups/board/roles/owner');
    const answer = await namer.send('PATCH', '/groups/board', { name: 'Bored' });
    expect([answer.status, answer.body['code']]).toEqual([403, 'access.cannot_grant']);
    expect((await owner.send('PATCH', '/groups/board', { name: 'Bored' })).status).toBe(200);
  });

  test('has another version when its roles, or what they are called, change', async () => {
    await root.send('POST', '/groups', { name: 'Versions' });
    await root.send('POST', '/roles', { name: 'first' });
    const seen = async (): Promise<unknown> => (await root.get('/groups/versions')).headers['etag'];
    const tags = [await seen()];
    for (const step of [
      () => root.send('PUT', '/groups/versions/roles/first'),
      () => root.send('PUT', '/groups/versions/roles/first'),
      () => root.send('PATCH', '/roles/first', { name: 'second' }),
      () => root.send('PATCH', '/roles/second', { description: 'x' }),
      () => root.send('PUT', `/groups/versions/members/${owner.userId}`),
      () => root.send('DELETE', '/roles/second'),
    ]) {
      expect((await step()).status).toBeLessThan(300);
      tags.push(await seen());
    }
    expect(tags).toEqual(['"1"', '"2"', '"2"', '"3"', '"3"', '"3"', '"4"']);
  });
});
