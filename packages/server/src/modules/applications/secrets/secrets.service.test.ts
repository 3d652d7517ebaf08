import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#modules/access';
import { codeOf, operator } from '../../access/access.fixture.ts';
import { createApplicationsFixture, web, type ApplicationsFixture } from '../applications.fixture.ts';
import type { Application, ApplicationService } from '../applications.types.ts';

let store: TestDatabase;
let fixture: ApplicationsFixture;
let applications: ApplicationService;
let ann: Caller;
let application: Application;
let first: string;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createApplicationsFixture(store);
  applications = fixture.applications;
  ann = await fixture.addCaller([]);
  const created = await applications.create(ann, web);
  application = created.application;
  first = created.secret ?? '';
});
afterEach(() => store.close());

async function isSecret(secret: string): Promise<boolean> {
  const client = await applications.findClient(application.clientId);
  return client !== undefined && applications.isSecretOf(client, secret);
}

describe('the secrets of an application', () => {
  test('are two at most, so that one can be replaced while the other is in use', async () => {
    const { secret: second, info } = await applications.addSecret(ann, application.clientId);
    expect(info).toEqual({
      id: info.id,
      applicationId: application.id,
      hint: second.slice(-4),
      createdAt: fixture.clock.nowMs(),
      expiresAt: null,
    });
    expect([await isSecret(first), await isSecret(second)]).toEqual([true, true]);
    expect(await codeOf(applications.addSecret(ann, application.id))).toBe('applications.too_many_secrets');
    const [old] = await applications.listSecrets(ann, application.id);
    await applications.deleteSecret(ann, application.id, old?.id ?? '');
    expect([await isSecret(first), await isSecret(second)]).toEqual([false, true]);
    expect(await codeOf(applications.deleteSecret(ann, application.id, old?.id ?? ''))).toBe(
      'applications.secret_not_found',
    );
    await applications.addSecret(ann, application.id);
  });

  test('count until they expire, and are pruned then', async () => {
    const expiresAt = fixture.clock.nowMs() + 60_000;
    const { secret, info } = await applications.addSecret(ann, application.id, { expiresAt });
    const client = await applications.findClient(application.clientId);
    expect(client && applications.isSecretOf(client, secret)).toBe(true);
    fixture.clock.advance(59_999);
    expect(client && applications.isSecretOf(client, secret)).toBe(true);
    fixture.clock.advance(1);
    // What is in memory knows by itself that it has expired.
    expect(client && applications.isSecretOf(client, secret)).toBe(false);
    expect(await applications.listSecrets(ann, application.id)).toHaveLength(1);
    expect(await codeOf(applications.deleteSecret(ann, application.id, info.id))).toBe(
      'applications.secret_not_found',
    );
    await applications.addSecret(ann, application.id);
    const pruned = await store.database.write((tx) => applications.prune(tx, fixture.clock.nowMs()));
    expect(pruned).toBe(1);
    expect(await applications.listSecrets(ann, application.id)).toHaveLength(2);
  });

  test('expire in the future or never', async () => {
    const now = fixture.clock.nowMs();
    for (const expiresAt of [now, now - 1, 0, -1, Number.NaN, now + 0.5, Infinity]) {
      expect(await codeOf(applications.addSecret(ann, application.id, { expiresAt }))).toBe(
        'request.invalid',
      );
    }
  });

  test('are told from anything else', async () => {
    const other = await applications.create(operator, web);
    const near = `${first.slice(0, -1)}${first.endsWith('A') ? 'B' : 'A'}`;
    for (const wrong of [
      '',
      'ocs_',
      near,
      `${first} `,
      first.toLowerCase(),
      other.secret ?? '',
      'x'.repeat(9_999),
    ]) {
      expect(await isSecret(wrong)).toBe(false);
    }
    const [row] = await store.database.db.selectFrom('application_secrets').selectAll().execute();
    expect(await isSecret(row?.secret_hash ?? '')).toBe(false);
    expect(await isSecret(first)).toBe(true);
  });

  test('are audited and told without what they are', async () => {
    const { secret, info } = await applications.addSecret(ann, application.id);
    await applications.deleteSecret(ann, application.id, info.id);
    const entries = (await fixture.entries()).slice(-2);
    const target = { type: 'application', id: application.id };
    const details = { client_id: application.clientId, name: 'Shop', secret_id: info.id };
    expect(entries).toMatchObject([
      { action: 'application.secret_create', target, details: { ...details, expires_at: null } },
      { action: 'application.secret_delete', target, details },
    ]);
    const told = (await fixture.events()).slice(-2);
    const data = { client_id: application.clientId, is_active: true, changed: ['secrets'] };
    expect(told).toEqual([
      { type: 'application.changed', subjectId: application.id, data },
      { type: 'application.changed', subjectId: application.id, data },
    ]);
    expect(JSON.stringify([entries, told])).not.toMatch(new RegExp(`ocs_|${secret.slice(-4)}"`));
    expect(await applications.get(ann, application.id)).toEqual(application);
  });
});
