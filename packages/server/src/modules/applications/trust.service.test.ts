import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, operator } from '../access/access.fixture.ts';
import type { Caller } from '#modules/access';
import { createApplicationsFixture, web, type ApplicationsFixture } from './applications.fixture.ts';
import type { ApplicationService } from './applications.types.ts';

let store: TestDatabase;
let fixture: ApplicationsFixture;
let applications: ApplicationService;
let admin: Caller;
let ann: Caller;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createApplicationsFixture(store);
  applications = fixture.applications;
  await fixture.access.ensureBuiltinRoles();
  admin = await fixture.addCaller(['admin']);
  ann = await fixture.addCaller([]);
});
afterEach(() => store.close());

describe('an application', () => {
  test('that is trusted is touched by nobody who may not trust it, its owner and administrators included', async () => {
    const { application } = await applications.create(ann, web);
    const { id } = application;
    expect(await codeOf(applications.update(admin, id, { isFirstParty: true }))).toBe('access.denied');
    await applications.update(operator, id, { isFirstParty: true });
    for (const caller of [ann, admin]) {
      const moved = { redirectUris: ['https://elsewhere.example.org/'] };
      expect(await codeOf(applications.update(caller, id, moved))).toBe('access.denied');
      expect(await codeOf(applications.addSecret(caller, id))).toBe('access.denied');
      expect(await codeOf(applications.update(caller, id, { isFirstParty: false }))).toBe('access.denied');
      expect(await codeOf(applications.delete(caller, id))).toBe('access.denied');
    }
    await applications.update(operator, id, { name: 'Shop 3' });
    expect((await fixture.entries('application.update')).map((entry) => entry.details)).toMatchObject([
      { changed: ['is_first_party'], is_first_party: true },
      { changed: ['name'], is_first_party: true },
    ]);
  });
});
