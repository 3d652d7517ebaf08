import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  consumeArtifact,
  deleteArtifactsOfClient,
  deleteArtifactsOfGrants,
  deleteExpiredArtifacts,
  findArtifact,
  findArtifactByUserCode,
  findEitherArtifact,
  insertArtifactOnce,
  upsertArtifact,
  type Artifact,
} from './artifacts.store.ts';

let count = 0;
function artifact(changes: Partial<Artifact> = {}): Artifact {
  return {
    ...{ idHash: `hash-${String(++count)}`, model: 'AuthorizationCode', clientId: 'client', userId: null },
    ...{ grantId: 'grant', userCodeHash: null, payloadSealed: 'sealed', consumedAt: null, expiresAt: 2_000 },
    ...changes,
  };
}

describe.each(databases())('what the engine keeps, on $name', ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  const write: TestDatabase['database']['write'] = (work) => opened.database.write(work);
  const find = (one: Artifact) => findArtifact(opened.database.db, one.model, one.idHash);

  test('is used up by one of fifty', async () => {
    const code = artifact();
    await write((tx) => upsertArtifact(tx, code));
    const wins = await Promise.all(
      Array.from({ length: 50 }, (_one, at) => write((tx) => consumeArtifact(tx, code.idHash, 1_000 + at))),
    );
    expect(wins.filter(Boolean)).toHaveLength(1);
    expect((await find(code))?.consumedAt).toBe(1_000 + wins.indexOf(true));
  });

  test('that may be seen once is seen first by one of fifty', async () => {
    const seen = artifact({ model: 'ReplayDetection' });
    const wins = await Promise.all(
      Array.from({ length: 50 }, () => write((tx) => insertArtifactOnce(tx, seen))),
    );
    expect(wins.filter(Boolean)).toHaveLength(1);
  });

  test('stays used up when it is written again', async () => {
    const code = artifact();
    await write((tx) => upsertArtifact(tx, code));
    await write((tx) => consumeArtifact(tx, code.idHash, 1_500));
    await write((tx) => upsertArtifact(tx, { ...code, payloadSealed: 'other' }));
    expect(await find(code)).toMatchObject({ consumedAt: 1_500, payloadSealed: 'other' });
  });

  test('is found by whichever of two hashes it has', async () => {
    const token = artifact({ model: 'AccessToken' });
    await write((tx) => upsertArtifact(tx, token));
    const { db } = opened.database;
    expect(await findEitherArtifact(db, token.idHash, 'none')).toEqual(token);
    expect(await findEitherArtifact(db, 'none', token.idHash)).toEqual(token);
    expect(await findEitherArtifact(db, 'none', 'nothing')).toBeUndefined();
  });

  test('is found by its own model only, and by user code', async () => {
    const device = artifact({ model: 'DeviceCode', userCodeHash: `user-${String(count)}` });
    await write((tx) => upsertArtifact(tx, device));
    expect(await findArtifact(opened.database.db, 'AuthorizationCode', device.idHash)).toBeUndefined();
    expect(await findArtifactByUserCode(opened.database.db, device.userCodeHash!)).toEqual(device);
  });

  test('ends with its grant or client, but for used codes, whose replay is to be noticed', async () => {
    const [used, fresh, other] = [
      artifact({ grantId: 'g1' }),
      artifact({ grantId: 'g1' }),
      artifact({ grantId: 'g2' }),
    ];
    for (const one of [used, fresh, other]) await write((tx) => upsertArtifact(tx, one));
    await write((tx) => consumeArtifact(tx, used.idHash, 1));
    const more = Array.from({ length: 600 }, (_, index) => `none-${index}`);
    await write((tx) => deleteArtifactsOfGrants(tx, [...more, 'g1']));
    expect(
      await Promise.all([used, fresh, other].map(async (one) => (await find(one)) !== undefined)),
    ).toEqual([...[true, false, true]]);
    await write((tx) => deleteArtifactsOfClient(tx, 'client'));
    expect(await find(other)).toBeUndefined();
  });

  test('is deleted in batches once it has expired', async () => {
    const mine = Array.from({ length: 5 }, () => artifact({ expiresAt: 10 }));
    const kept = artifact({ expiresAt: 30 });
    for (const one of [...mine, kept]) await write((tx) => upsertArtifact(tx, one));
    expect(await write((tx) => deleteExpiredArtifacts(tx, 20, 3))).toBe(3);
    expect(await write((tx) => deleteExpiredArtifacts(tx, 20, 3))).toBe(2);
    expect(await find(kept)).toBeDefined();
  });
});
