import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allOf, mayEnterService, permission, serviceLevel, type Policy } from '#modules/access';
import { operator } from '../../access/access.fixture.ts';
import { createServicesFixture, type ServicesFixture } from '../../services/services.fixture.ts';
import { createDecisionService } from './decisions.service.ts';
import type { Verdict } from './decisions.types.ts';

describe.each(databases())('access to services in decisions on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: ServicesFixture;
  let ann: string;

  beforeEach(async () => {
    store = await open();
    fixture = createServicesFixture(store);
    const { access, services } = fixture;
    await access.createRole(operator, { name: 'clerk', permissions: [] });
    await access.createGroup(operator, { name: 'Back office' });
    await access.grantRole(operator, { groupId: 'Back office' }, 'clerk');
    const accessLevels = ['reader', 'editor', 'chief'];
    await services.create(operator, {
      name: 'Orders',
      audience: 'urn:orders',
      accessLevels,
      entry: 'granted',
    });
    await services.create(operator, { name: 'Wiki', audience: 'urn:wiki' });
    const caller = await fixture.addCaller([]);
    if (caller.subject === null || caller.subject === 'operator') throw new Error('A user is asked about.');
    ann = caller.subject.userId;
  });
  afterEach(() => store.close());

  const ask = async (policy: Policy): Promise<Verdict | undefined> => {
    const { access, services } = fixture;
    const decisions = createDecisionService({ database: store.database, access, services });
    const [verdict] = await decisions.decide(operator, [{ subject: { userId: ann }, policy }]);
    return verdict;
  };
  const because = async (policy: Policy) => (await ask(policy))?.because.map(({ text }) => text);
  const give = (holder: 'user' | 'group' | 'role', id: string, level: string | null = null) =>
    fixture.services.grantAccess(operator, 'Orders', { holder, id, level });

  test('a service for everybody lets in; one for the chosen does not, nor does one that is not there', async () => {
    expect(await ask(mayEnterService('Wiki'))).toMatchObject({ isAllowed: true });
    expect(await because(mayEnterService('Wiki'))).toEqual(['Wiki lets everybody in.']);
    const missing = [mayEnterService('Orders')];
    expect(await ask(mayEnterService('Orders'))).toMatchObject({
      isAllowed: false,
      reason: 'denied',
      missing,
    });
    expect(await because(mayEnterService('Orders'))).toEqual(['The subject has no access to Orders.']);
    expect(await because(mayEnterService('nowhere'))).toEqual(['The subject has no access to nowhere.']);
  });

  test('a grant of a role, of a group or of their own lets in, and is named', async () => {
    await fixture.access.addMember(operator, 'Back office', ann);
    await give('role', 'clerk', 'reader');
    const entry = mayEnterService('Orders');
    expect(await because(entry)).toEqual([
      'The role clerk, through the group Back office, has access to Orders.',
    ]);
    await give('group', 'Back office', 'editor');
    expect((await ask(entry))?.because).toEqual([
      {
        requirement: 'service Orders',
        isMet: true,
        role: null,
        group: 'Back office',
        text: 'The group Back office has access to Orders.',
      },
    ]);
    await give('user', ann);
    expect(await because(entry)).toEqual(['The subject was given access to Orders.']);
  });

  test('a level is had with every level below it, of the one grant that decides', async () => {
    await fixture.access.addMember(operator, 'Back office', ann);
    await give('group', 'Back office', 'editor');
    const levels = async () =>
      Promise.all(
        ['reader', 'editor', 'chief', 'king'].map(
          async (level) => (await ask(serviceLevel('Orders', level)))?.isAllowed,
        ),
      );
    expect(await levels()).toEqual([true, true, false, false]);
    await give('user', ann, 'reader');
    expect(await levels()).toEqual([true, false, false, false]);
  });

  test('a service is called by its id, audience or name in any case, and joins other requirements', async () => {
    await give('user', ann);
    const { id } = await fixture.services.get(store.database.db, 'Orders');
    for (const name of [id, 'urn:orders', 'ORDERS']) {
      expect(await ask(mayEnterService(name))).toMatchObject({ isAllowed: true });
    }
    const missing = [permission('users.read')];
    const both = allOf(mayEnterService('Orders'), permission('users.read'));
    expect(await ask(both)).toMatchObject({ isAllowed: false, missing });
  });
});
