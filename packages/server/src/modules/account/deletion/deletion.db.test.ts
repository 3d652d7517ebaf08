import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import type { RecordedMail } from '../../mail/mail.fixture.ts';
import { refusalOf } from '../../passwords/passwords.fixture.ts';
import { visitor } from '../../sessions/sessions.fixture.ts';
import { createDeletionWorld, graceMs, type DeletionWorld } from './deletion.fixture.ts';

const german: Act = { ...visitor, origin: { ...visitor.origin, acceptLanguage: 'de-CH,de' } };

function ownAct(user: User): Act {
  return { ...german, actor: { type: 'user', id: user.id } };
}

describe.each(databases())('the deletion of one’s own account, on $name', ({ open }) => {
  let store: TestDatabase;
  let world: DeletionWorld;
  let ada: User;
  let count = 0;

  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.database.write((tx) => tx.deleteFrom('account_deletions').execute());
    world = createDeletionWorld(store);
    count += 1;
    ada = await world.fixture.addUser({ email: `ada${count}@example.com` });
  });

  const find = (id: string) => world.fixture.users.find(store.database.db, id);

  function tokenOf(mail: RecordedMail | undefined): string {
    return new URL(mail?.values['cancelLink'] ?? '').searchParams.get('token') ?? '';
  }

  async function ask(user = ada): Promise<void> {
    await world.deletion.request(ownAct(user), user);
  }

  it('is due after the grace, ends the other sessions, and is told in one’s language with a link', async () => {
    const { clock, start, sessions } = world.fixture;
    const kept = await start(ada.id);
    await start(ada.id);
    const pending = await world.deletion.request(ownAct(ada), ada, kept.session.id);
    const now = clock.nowMs();
    expect(pending).toEqual({
      ...{ userId: ada.id, requestedAt: now, dueAt: now + graceMs },
      ...{ requestedBy: null, wasActive: null },
    });
    expect(await world.deletion.find(store.database.db, ada.id)).toEqual(pending);
    const live = await sessions.list(store.database.db, ada.id);
    expect(live.map(({ id }) => id)).toEqual([kept.session.id]);
    expect(world.mails).toEqual([
      {
        template: 'deletion-requested',
        to: ada.email,
        language: 'de',
        values: {
          due: new Date(now + graceMs).toISOString(),
          cancelLink: expect.stringMatching(
            /^https:\/\/id\.example\/keep-account\?token=[\w-]{43}$/,
          ) as string,
        },
      },
    ]);
    expect((await world.fixture.actions()).at(-1)).toBe('user.request_deletion');
  });

  it('asked for again is due as before, and is not told again', async () => {
    await ask();
    const before = await world.deletion.find(store.database.db, ada.id);
    world.fixture.clock.advance(1_000);
    expect(await world.deletion.request(ownAct(ada), ada)).toEqual(before);
    expect(world.mails).toHaveLength(1);
  });

  it('happens when it is due and not before, as anybody’s deletion does, and is told to the last address', async () => {
    await ask();
    world.fixture.clock.advance(graceMs - 1);
    expect(await world.deletion.deleteDue()).toBe(0);
    expect(await find(ada.id)).toBeDefined();
    world.fixture.clock.advance(1);
    expect(await world.deletion.deleteDue()).toBe(1);
    expect(await find(ada.id)).toBeUndefined();
    expect((await world.fixture.events()).at(-1)).toMatchObject({ type: 'user.deleted', subjectId: ada.id });
    expect((await world.fixture.actions()).at(-1)).toBe('user.delete');
    expect(world.mails.at(-1)).toMatchObject({ template: 'account-deleted', to: ada.email });
    expect(await world.deletion.deleteDue()).toBe(0);
  });

  it('happens at once where there is no grace', async () => {
    world = createDeletionWorld(store, 0);
    expect(await world.deletion.request(ownAct(ada), ada)).toBeNull();
    expect(await find(ada.id)).toBeUndefined();
    expect(world.mails).toMatchObject([{ template: 'account-deleted', to: ada.email, language: 'de' }]);
  });

  it('is taken back once, by whoever asked', async () => {
    await ask();
    await world.deletion.cancel(ownAct(ada), ada);
    expect(await world.deletion.find(store.database.db, ada.id)).toBeUndefined();
    expect(world.mails.at(-1)).toMatchObject({ template: 'deletion-cancelled', to: ada.email });
    expect((await world.fixture.actions()).at(-1)).toBe('user.cancel_deletion');
    expect(await refusalOf(world.deletion.cancel(ownAct(ada), ada))).toMatchObject({
      code: 'users.deletion_not_found',
    });
    expect(await refusalOf(world.deletion.cancelByLink(visitor, tokenOf(world.mails[0])))).toMatchObject({
      code: 'login.link_invalid',
    });
    world.fixture.clock.advance(graceMs);
    expect(await world.deletion.deleteDue()).toBe(0);
  });

  it('is taken back by the link of the mail, which looking at does not use up', async () => {
    await ask();
    const token = tokenOf(world.mails[0]);
    const look = { userId: ada.id, email: ada.email };
    expect(await world.deletion.findCancellation(token)).toEqual(look);
    expect(await world.deletion.findCancellation(token)).toEqual(look);
    expect(await world.deletion.findCancellation(`${token}x`)).toBeUndefined();
    expect(await world.deletion.cancelByLink(visitor, token)).toMatchObject({ id: ada.id });
    expect(await world.deletion.findCancellation(token)).toBeUndefined();
    expect(await world.deletion.find(store.database.db, ada.id)).toBeUndefined();
  });

  it('cannot be taken back by a link once it is due', async () => {
    await ask();
    world.fixture.clock.advance(graceMs);
    const token = tokenOf(world.mails[0]);
    expect(await world.deletion.findCancellation(token)).toBeUndefined();
    expect(await refusalOf(world.deletion.cancelByLink(visitor, token))).toMatchObject({
      code: 'login.link_invalid',
    });
  });

  it('taken back fifty times at once is taken back once', async () => {
    await ask();
    const token = tokenOf(world.mails[0]);
    const tries = Array.from({ length: 50 }, () => world.deletion.cancelByLink(visitor, token));
    const won = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
  });

  it('taken back and carried out at the same moment does one of the two', async () => {
    for (let round = 0; round < 10; round += 1) {
      count += 1;
      const user = await world.fixture.addUser({ email: `race${count}@example.com` });
      await ask(user);
      world.fixture.clock.advance(graceMs);
      const [taken, ...deleted] = await Promise.all([
        world.deletion.cancel(ownAct(user), user).then(
          () => true,
          () => false,
        ),
        ...Array.from({ length: 4 }, () => world.deletion.deleteDue()),
      ]);
      const sum = deleted.reduce((all, one) => all + one, 0);
      expect([taken, sum, (await find(user.id)) !== undefined]).toEqual(
        taken ? [true, 0, true] : [false, 1, false],
      );
    }
    expect(world.failures).toEqual([]);
  });

  it('is refused to the last administrator, at once and when another one has gone meanwhile', async () => {
    const { addUser, users, callerOf } = world.fixture;
    const first = await addUser({ email: `first${count}@example.com`, isSuperuser: true });
    expect(await refusalOf(world.deletion.request(ownAct(first), first))).toMatchObject({
      code: 'users.last_administrator',
    });
    const second = await addUser({ email: `second${count}@example.com`, isSuperuser: true });
    await ask(first);
    await ask();
    await users.update(await callerOf(second), second.id, { isSuperuser: false });
    world.fixture.clock.advance(graceMs);
    // That one stays does not keep the others.
    expect(await world.deletion.deleteDue()).toBe(1);
    expect(world.failures).toMatchObject([{ code: 'users.last_administrator' }]);
    expect(await find(first.id)).toBeDefined();
    expect(await find(ada.id)).toBeUndefined();
    expect(await world.deletion.find(store.database.db, first.id)).toBeDefined();
    await world.deletion.cancel(ownAct(first), first);
    await store.database.write((tx) =>
      tx.updateTable('users').set({ is_superuser: 0 }).where('id', '=', first.id).execute(),
    );
  });

  it('of more than one page of accounts leaves none', async () => {
    const many: User[] = [];
    for (let number = 0; number < 205; number += 1) {
      many.push(await world.fixture.addUser({ username: `many-${count}-${number}` }));
    }
    const rows = many.map(({ id }, number) => ({
      ...{ user_id: id, requested_at: 1, due_at: 1 + (number % 3) },
      ...{ requested_by: null, was_active: null },
    }));
    await store.database.write((tx) => tx.insertInto('account_deletions').values(rows).execute());
    expect(await world.deletion.deleteDue()).toBe(205);
  });
});
