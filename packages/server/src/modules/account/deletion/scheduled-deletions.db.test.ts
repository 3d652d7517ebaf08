import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '#modules/access';
import type { User } from '#modules/users';
import { refusalOf } from '../../passwords/passwords.fixture.ts';
import { operator } from '../../sessions/sessions.fixture.ts';
import { createDeletionWorld, graceMs, type DeletionWorld } from './deletion.fixture.ts';

const isDone = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

describe.each(databases())('the deletion that an administrator decides, on $name', ({ open }) => {
  let store: TestDatabase;
  let world: DeletionWorld;
  let root: User;
  let admin: Caller;
  let ada: User;
  let count = 0;

  beforeAll(async () => {
    store = await open();
    world = createDeletionWorld(store);
    root = await world.fixture.addUser({ username: 'root', isSuperuser: true });
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.database.write((tx) => tx.deleteFrom('account_deletions').execute());
    world = createDeletionWorld(store);
    admin = await world.fixture.callerOf(root);
    count += 1;
    ada = await world.fixture.addUser({ email: `ada${count}@example.com` });
  });

  const find = (id: string) => world.fixture.users.find(store.database.db, id);
  const pendingOf = (id: string) => world.deletion.find(store.database.db, id);
  const lastActions = async (number: number) => (await world.fixture.actions()).slice(-number);

  async function asOwner(user: User): Promise<[Caller['act'], User]> {
    return [(await world.fixture.callerOf(user)).act, user];
  }

  it('closes the account at once, ends its sessions, and deletes it when it is due, without a mail', async () => {
    const { clock, start, sessions, events } = world.fixture;
    await start(ada.id);
    const now = clock.nowMs();
    expect(await world.deletion.schedule(admin, ada.id)).toEqual({
      ...{ userId: ada.id, requestedAt: now, dueAt: now + graceMs },
      ...{ requestedBy: root.id, wasActive: true },
    });
    expect(await lastActions(3)).toEqual(['session.end_all', 'user.deactivate', 'user.schedule_deletion']);
    expect(await find(ada.id)).toMatchObject({ isActive: false });
    expect(await sessions.list(store.database.db, ada.id)).toEqual([]);
    expect((await events()).at(-1)).toMatchObject({
      ...{ type: 'user.updated', subjectId: ada.id },
      data: { changed: ['is_active'], is_active: false },
    });
    clock.advance(graceMs);
    expect(await world.deletion.deleteDue()).toBe(1);
    expect(await find(ada.id)).toBeUndefined();
    expect((await events()).at(-1)).toMatchObject({ type: 'user.deleted', subjectId: ada.id });
    expect(world.mails).toEqual([]);
  });

  it('called off opens an account that was open, and leaves closed one that was closed', async () => {
    const closed = await world.fixture.addUser({ username: `closed${count}`, isActive: false });
    for (const { id } of [ada, closed]) {
      await world.deletion.schedule(admin, id);
      await world.deletion.callOff(operator, id);
      expect(await pendingOf(id)).toBeUndefined();
    }
    expect(await find(ada.id)).toMatchObject({ isActive: true });
    expect(await find(closed.id)).toMatchObject({ isActive: false });
    expect(await refusalOf(world.deletion.callOff(admin, ada.id))).toMatchObject({
      code: 'users.deletion_not_found',
    });
  });

  it('decided twice is due as before, and closes an account that was opened meanwhile', async () => {
    const first = await world.deletion.schedule(operator, ada.id);
    expect(first).toMatchObject({ requestedBy: 'operator' });
    await world.fixture.users.reactivate(admin, ada.id);
    world.fixture.clock.advance(1_000);
    expect(await world.deletion.schedule(admin, ada.id)).toEqual(first);
    expect(await find(ada.id)).toMatchObject({ isActive: false });
    expect(await lastActions(1)).toEqual(['user.deactivate']);
  });

  it('is not for its owner to take back, by a link of before or signed in', async () => {
    await world.deletion.request(...(await asOwner(ada)));
    const asked = await pendingOf(ada.id);
    const token = new URL(world.mails[0]?.values['cancelLink'] ?? '').searchParams.get('token') ?? '';
    world.fixture.clock.advance(1_000);
    expect(await world.deletion.schedule(admin, ada.id)).toEqual({
      ...asked,
      ...{ requestedBy: root.id, wasActive: true },
    });
    expect(await world.deletion.findCancellation(token)).toBeUndefined();
    const { act } = await world.fixture.callerOf(ada);
    expect(await refusalOf(world.deletion.cancelByLink(act, token))).toMatchObject({
      code: 'login.link_invalid',
    });
    await world.fixture.users.reactivate(admin, ada.id);
    expect(await refusalOf(world.deletion.cancel(...(await asOwner(ada))))).toMatchObject({
      code: 'users.deletion_decided',
    });
    expect(await world.deletion.request(...(await asOwner(ada)))).toMatchObject({ requestedBy: root.id });
  });

  it('that its owner asked for is called off by an administrator, and its owner is told', async () => {
    await world.deletion.request(...(await asOwner(ada)));
    await world.deletion.callOff(admin, ada.id);
    expect(world.mails.at(-1)).toMatchObject({ template: 'deletion-cancelled', to: ada.email });
    expect(await lastActions(1)).toEqual(['user.call_off_deletion']);
    expect(await find(ada.id)).toMatchObject({ isActive: true });
  });

  it('is refused without the right to it, for whoever holds more, and for the last administrator', async () => {
    const { access, addUser, callerOf } = world.fixture;
    const name = `deleter${count}`;
    const role = await access.createRole(operator, { name, permissions: ['users.delete'] });
    const clerk = await addUser({ username: `clerk${count}` });
    await access.grantRole(operator, { userId: clerk.id }, role.name);
    const caller = await callerOf(clerk);
    for (const attempt of [world.deletion.schedule, world.deletion.callOff]) {
      expect(await refusalOf(attempt(caller, root.id))).toMatchObject({ code: 'access.denied' });
      expect(await refusalOf(attempt(await callerOf(ada), clerk.id))).toMatchObject({
        code: 'access.denied',
      });
    }
    expect(await refusalOf(world.deletion.schedule(admin, root.id))).toMatchObject({
      code: 'users.last_administrator',
    });
    expect(await find(root.id)).toMatchObject({ isActive: true });
    expect(await pendingOf(root.id)).toBeUndefined();
    expect(await world.deletion.schedule(caller, ada.id)).toMatchObject({
      requestedBy: clerk.id,
    });
  });

  it('happens at once where there is no grace', async () => {
    world = createDeletionWorld(store, 0);
    expect(await world.deletion.schedule(await world.fixture.callerOf(root), ada.id)).toBeNull();
    expect(await find(ada.id)).toBeUndefined();
    expect(await lastActions(1)).toEqual(['user.delete']);
  });

  it('decided twenty times at once is decided once', async () => {
    const before = await world.fixture.actions();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.deletion.schedule(admin, ada.id)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const actions = (await world.fixture.actions()).slice(before.length);
    expect(actions.filter((action) => action !== 'session.end_all')).toEqual([
      'user.deactivate',
      'user.schedule_deletion',
    ]);
  });

  it('called off twenty times at once is called off once', async () => {
    await world.deletion.schedule(admin, ada.id);
    const tries = Array.from({ length: 20 }, () => isDone(world.deletion.callOff(admin, ada.id)));
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    expect(await find(ada.id)).toMatchObject({ isActive: true });
  });

  it('called off and due at the same moment does one of the two', async () => {
    for (let round = 0; round < 10; round += 1) {
      const user = await world.fixture.addUser({ email: `race${count}-${round}@example.com` });
      await world.deletion.schedule(admin, user.id);
      world.fixture.clock.advance(graceMs);
      const [isCalledOff, ...deleted] = await Promise.all([
        isDone(world.deletion.callOff(admin, user.id)),
        ...Array.from({ length: 3 }, () => world.deletion.deleteDue()),
      ]);
      const sum = deleted.reduce((all, one) => all + one, 0);
      const left = await find(user.id);
      expect([isCalledOff, sum, left?.isActive]).toEqual(
        isCalledOff ? [true, 0, true] : [false, 1, undefined],
      );
    }
    expect(world.failures).toEqual([]);
  });

  it('and a deletion at once, when it is due, do not wait for each other in a circle', async () => {
    for (let round = 0; round < 10; round += 1) {
      const user = await world.fixture.addUser({ email: `circle${count}-${round}@example.com` });
      await world.deletion.schedule(admin, user.id);
      world.fixture.clock.advance(graceMs);
      const [isDeleted, due] = await Promise.all([
        isDone(world.fixture.users.delete(admin, user.id)),
        world.deletion.deleteDue(),
      ]);
      expect([isDeleted, due]).toEqual(isDeleted ? [true, 0] : [false, 1]);
      expect(await find(user.id)).toBeUndefined();
    }
    expect(world.failures).toEqual([]);
  });

  it('and an owner who takes theirs back at the same moment end in one of the two', async () => {
    for (let round = 0; round < 10; round += 1) {
      const user = await world.fixture.addUser({ email: `both${count}-${round}@example.com` });
      const own = await asOwner(user);
      await world.deletion.request(...own);
      const isTakenBack = isDone(world.deletion.cancel(...own));
      await world.deletion.schedule(admin, user.id);
      // Before or after: what was decided stands.
      await isTakenBack;
      expect(await pendingOf(user.id)).toMatchObject({ requestedBy: root.id });
      expect(await find(user.id)).toMatchObject({ isActive: false });
    }
  });
});
