import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oauthWorld, type OauthWorld } from '../../support/oauth/index.ts';
import { everySecret, worldForSecrets, type Secrets } from './every-secret.ts';

let store: TestDatabase;
let world: OauthWorld;
let secrets: Secrets;

beforeAll(async () => {
  store = await sqliteDatabase();
  world = await oauthWorld({ ...worldForSecrets, DATABASE_URL: store.url });
  secrets = await everySecret(world);
});
afterAll(async () => {
  await world.close();
  await store.close();
});

/** As it is, and as somebody might have written it who meant no harm. */
function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const plain = secret.replace(/^[a-z]+_/, '').replaceAll('-', '');
  const whole = [secret, bytes.toString('base64url'), bytes.toString('hex'), bytes.toString('base64')];
  return plain.length >= 8 ? [...whole, plain] : whole;
}

async function everyRow(): Promise<[table: string, row: string][]> {
  const { db } = world.services.database;
  const tables = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db);
  const rows: [string, string][] = [];
  for (const { name } of tables.rows) {
    const found = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db);
    for (const row of found.rows) {
      const texts = Object.values(row).map((value) =>
        Buffer.isBuffer(value) ? `${value.toString('latin1')} ${value.toString('hex')}` : String(value),
      );
      rows.push([name, texts.join('\n')]);
    }
  }
  return rows;
}

describe('after every grant and every page', () => {
  it('there were secrets of every kind', () => {
    const kinds = new Set([...secrets.keys()].map((name) => name.replace(/ \d+$/, '').replace(/ of .*/, '')));
    expect([...kinds].sort()).toEqual(
      [
        ...['DPoP proof', 'access_token', 'client secret', 'client_assertion', 'client_secret', 'code'],
        ...[
          'code verifier',
          'cookie ostiary_device',
          'cookie ostiary_form',
          'cookie ostiary_interaction',
          'cookie ostiary_session',
        ],
        ...['cookie ostiary_interaction_resume', 'device_code', 'form_token', 'id_token', 'password', 'xsrf'],
        ...['refresh_token', 'registration token', 'registration_access_token', 'request_uri', 'user_code'],
      ].sort(),
    );
  });

  it('no row of any table holds one of them in clear', async () => {
    const rows = await everyRow();
    expect(new Set(rows.map(([table]) => table)).size).toBeGreaterThan(12);
    expect(rows.filter(([table]) => table === 'oauth_artifacts').length).toBeGreaterThan(10);
    const found: string[] = [];
    for (const [name, secret] of secrets) {
      for (const spelling of spellingsOf(secret)) {
        const [table] = rows.find(([, row]) => row.includes(spelling)) ?? [];
        if (table !== undefined) found.push(`${name} in ${table}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('neither does the file of the database, with what was deleted from it', async () => {
    const file = store.url.replace(/^sqlite:/, '');
    const whole = await Promise.all(
      [file, `${file}-wal`].map((name) => readFile(name, 'latin1').catch(() => '')),
    );
    const text = whole.join('');
    expect(text).toContain('oauth_artifacts');
    const found = [...secrets].filter(([, secret]) => spellingsOf(secret).some((one) => text.includes(one)));
    expect(found.map(([name]) => name)).toEqual([]);
  });
});
