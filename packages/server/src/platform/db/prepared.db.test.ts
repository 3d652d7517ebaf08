import { databases } from '@ostiary/testkit';
import { expect, it } from 'vitest';
import { prepared } from './prepared.ts';

const byName = prepared((db) =>
  db.selectFrom('kysely_migration').select('name').where('name', '>', '').where('name', '<', ''),
);

it('runs on both engines, with the parameters of each call, inside transactions too', async () => {
  for (const dialect of databases()) {
    const { database, close } = await dialect.open();
    try {
      expect(await byName(database.db, '0001', '0002')).toEqual([{ name: '0001_audit_and_events' }]);
      expect(await database.write((tx) => byName(tx, '0002', '0003'))).toEqual([{ name: '0002_keys' }]);
      await expect(byName(database.db, '0001')).rejects.toThrow(TypeError);
    } finally {
      await close();
    }
  }
});
