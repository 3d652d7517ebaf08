import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTransferFixture, type TransferFixture } from '../../transfer.fixture.ts';

const annId = '0190a000-0000-7000-8000-000000000001';
const bobId = 'ffffffff-0000-4000-8000-00000000000b';
const ann = { id: annId, external_id: '1', email: 'ann@example.com' };

describe.each(databases())('the id of an imported account on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: TransferFixture;
  beforeEach(async () => {
    store = await open();
    fixture = await createTransferFixture(store);
  });
  afterEach(async () => {
    await fixture.passwords.close();
    await store.close();
  });
  const idOf = async (login: string) => (await fixture.users.findByLogin(store.database.db, login))?.id;

  test('is taken when the account is made, so that its subject stays', async () => {
    const lines = [ann, { id: bobId, username: 'bob' }, { username: 'cleo' }];
    for (const isDryRun of [true, false])
      expect(await fixture.importObjects(lines, { isDryRun })).toMatchObject({ created: 3, failed: 0 });
    expect(await idOf('ann@example.com')).toBe(annId);
    expect(await idOf('bob')).toBe(bobId);
    expect(await idOf('cleo')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(await fixture.importObjects(lines)).toMatchObject({ unchanged: 3, failed: 0 });
    // One that comes later is found behind it, and the other way round.
    expect(await fixture.importObjects([{ username: 'dan' }])).toMatchObject({ created: 1 });
    expect((await fixture.exportText()).trim().split('\n')).toHaveLength(4);
  });

  test('of somebody else is refused, and so is another one for the same person', async () => {
    await fixture.importObjects([ann]);
    const refused: [line: object, code: string][] = [
      [{ ...ann, external_id: '2', email: 'other@example.com' }, 'users.id_taken'],
      [{ ...ann, id: bobId }, 'users.id_taken'],
      [{ id: bobId, email: 'ANN@example.com' }, 'users.id_taken'],
      [{ id: annId.toUpperCase(), username: 'x' }, 'request.invalid'],
      [{ id: '7', username: 'x' }, 'request.invalid'],
      [{ id: null, username: 'x' }, 'request.invalid'],
    ];
    for (const [line, code] of refused) {
      for (const options of [{}, { isDryRun: true }, { existing: 'skip' } as const]) {
        const report = await fixture.importObjects([line], options);
        expect(report).toMatchObject({ failed: 1, problems: [{ line: 1, code, path: 'id' }] });
      }
    }
    expect(await idOf('ann@example.com')).toBe(annId);
    const twice = await fixture.importObjects([
      { id: bobId, username: 'bob' },
      { id: bobId, username: 'rob' },
    ]);
    expect(twice).toMatchObject({ created: 1, failed: 1, problems: [{ line: 2, code: 'users.id_taken' }] });
  });

  test('is chosen by nobody who may not do everything', async () => {
    await fixture.importObjects([
      { type: 'role', name: 'importer', permissions: ['users.import', 'users.create', 'users.update'] },
      { username: 'importer', roles: ['importer'] },
      { username: 'root', is_superuser: true },
    ]);
    const importer = await fixture.callerOf('importer');
    for (const isDryRun of [true, false]) {
      const report = await fixture.importObjects([ann], { isDryRun }, importer);
      expect(report).toMatchObject({ failed: 1, problems: [{ code: 'access.denied', path: 'id' }] });
    }
    expect(await fixture.importObjects([ann], {}, await fixture.callerOf('root'))).toMatchObject({
      created: 1,
    });
    // That it is what it is, anybody may say.
    expect(await fixture.importObjects([ann], {}, importer)).toMatchObject({ unchanged: 1, failed: 0 });
  });
});
