import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTransferFixture, someHash, type TransferFixture } from '../../transfer.fixture.ts';
import { problemsOfResource } from './scim-schema.fixture.ts';

const annId = '0190a000-0000-7000-8000-000000000001';
const people = [
  { type: 'role', name: 'clerk' },
  { type: 'group', name: 'Büro, Nord (2)', roles: ['clerk'] },
  { type: 'group', name: 'Empty' },
  {
    ...{ id: annId, external_id: 'hr-1', username: 'ann', email: 'ann@example.com', first_name: 'Ann' },
    ...{ last_name: 'Ünal "A"', phone: '+49 (30) 12-34', is_staff: true, is_superuser: true },
    ...{ roles: ['clerk', 'read-only'], groups: ['Büro, Nord (2)'], password_hash: someHash },
    created_at: '2020-02-02T02:02:02.002Z',
  },
  { email: 'only@example.com', phone: '(0) 30', is_active: false, last_name: 'Only' },
  { username: '李' },
];

type Resource = Record<string, unknown>;

describe.each(databases())('an export as SCIM on $name', ({ open }) => {
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

  async function resources(): Promise<Resource[]> {
    const lines = (await fixture.exportText({ format: 'scim' })).trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Resource);
  }

  test('is users and groups as RFC 7643 defines them', async () => {
    await fixture.importObjects(people);
    const [ann, only, li, nord, empty, ...others] = await resources();
    const office = await fixture.access.getGroup('Büro, Nord (2)');
    const created = '2026-01-15T10:00:00.000Z';
    const core = 'urn:ietf:params:scim:schemas:core:2.0';
    expect(ann).toEqual({
      ...{ schemas: [`${core}:User`], id: annId, externalId: 'hr-1', userName: 'ann' },
      name: { formatted: 'Ann Ünal "A"', familyName: 'Ünal "A"', givenName: 'Ann' },
      ...{ displayName: 'Ann Ünal "A"', active: true },
      emails: [{ value: 'ann@example.com', primary: true }],
      phoneNumbers: [{ value: 'tel:+49-30-12-34', primary: true }],
      groups: [{ value: office.id, display: 'Büro, Nord (2)', type: 'direct' }],
      roles: [{ value: 'clerk' }, { value: 'read-only' }],
      entitlements: [{ value: 'staff' }, { value: 'superuser' }],
      meta: {
        ...{ resourceType: 'User', created: '2020-02-02T02:02:02.002Z', lastModified: created },
        version: 'W/"1"',
      },
    });
    expect(only).toMatchObject({ userName: 'only@example.com', displayName: 'Only', active: false });
    expect(only).toMatchObject({ name: { formatted: 'Only', familyName: 'Only' } });
    expect(only).toMatchObject({ phoneNumbers: [{ value: '(0) 30', primary: true }] });
    expect(Object.keys(li ?? {})).toEqual(['schemas', 'id', 'userName', 'displayName', 'active', 'meta']);
    expect(nord).toEqual({
      ...{ schemas: [`${core}:Group`], id: office.id, displayName: 'Büro, Nord (2)' },
      members: [{ value: annId, type: 'User' }],
      meta: {
        resourceType: 'Group',
        created,
        lastModified: created,
        version: `W/"${String(office.version)}"`,
      },
    });
    expect(empty).toMatchObject({ displayName: 'Empty', members: [] });
    expect(others).toEqual([]);
  });

  test('has resources that keep to the schema, whoever they are about, and every member once', async () => {
    const members = Array.from({ length: 1_100 }, (_, index) => ({
      ...{
        username: `u${String(index)}`,
        groups: ['Büro, Nord (2)'],
        first_name: index % 2 === 0 ? 'U' : '',
      },
    }));
    await fixture.importObjects([...people, ...members]);
    const all = await resources();
    expect(all).toHaveLength(3 + 1_100 + 2);
    expect(all.flatMap(problemsOfResource)).toEqual([]);
    const ids = new Set(all.map(({ id }) => id));
    const group = all.find(({ displayName }) => displayName === 'Büro, Nord (2)');
    const named = (group?.['members'] as { value: string }[]).map(({ value }) => value);
    expect(new Set(named).size).toBe(1_101);
    expect(named.every((id) => ids.has(id))).toBe(true);
    expect(await fixture.exportText({ format: 'scim' })).not.toContain('argon2');
  });
});

test('what keeps to no schema is found out', () => {
  const user = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id: '1',
    meta: { resourceType: 'User' },
  };
  expect(problemsOfResource({ ...user, userName: 'ann' })).toEqual([]);
  const wrong: [object, string][] = [
    [user, 'userName is missing'],
    [{ ...user, userName: 'ann', colour: 'red' }, 'colour is no attribute'],
    [{ ...user, userName: 'ann', active: 'yes' }, 'active is no boolean'],
    [{ ...user, userName: 'ann', emails: 'a@b' }, 'emails is no list'],
    [{ ...user, userName: 'ann', emails: [{ value: 1 }] }, 'emails.0.value is no text'],
    [
      {
        ...user,
        userName: 'ann',
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      },
      'emails has several that are primary',
    ],
    [{ ...user, userName: 'ann', meta: { resourceType: 'User', created: 'now' } }, 'meta.created is no time'],
    [
      { ...user, userName: 'ann', meta: { resourceType: 'Group' } },
      'meta.resourceType is another than the schema',
    ],
  ];
  for (const [resource, problem] of wrong) {
    expect(problemsOfResource(resource as Resource)).toEqual([problem]);
  }
});
