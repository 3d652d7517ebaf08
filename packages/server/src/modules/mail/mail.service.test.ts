import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMailWorld, linkFor, resetMail, type MailWorld } from './mail-world.fixture.ts';

const dayMs = 24 * 60 * 60 * 1000;
const link = linkFor();

let store: TestDatabase;
let world: MailWorld;
beforeEach(async () => {
  store = await sqliteDatabase();
  world = createMailWorld(store);
});
afterEach(() => store.close());

describe('mail of a server under development', () => {
  it('is printed in one line with its link, and shown', async () => {
    const mail = world.service();
    await world.enqueue(mail, resetMail());
    expect(await mail.deliver()).toBe(1);
    expect(world.printed).toEqual([`Mail to ann@example.com: Set a new password  ${link}`]);
    const [shown, ...more] = await mail.shown(store.database.db, 10);
    expect(more).toEqual([]);
    expect(shown).toMatchObject({ to: 'ann@example.com', template: 'reset-password' });
    expect(shown?.text).toContain(link);
    expect(shown?.messageId).toBe(`<${shown?.id ?? ''}@id.example>`);
    expect(await mail.deliver()).toBe(0);
  });

  it('prints the code of a mail that has one', async () => {
    const mail = world.service();
    await world.enqueue(mail, {
      ...{ template: 'sign-in-code', to: 'ann@example.com', language: 'de' },
      values: { code: '123456', minutes: '10' },
    });
    await mail.deliver();
    expect(world.printed).toEqual(['Mail to ann@example.com: 123456 ist Ihr Code zum Anmelden  123456']);
  });
});

describe('mail that is off', () => {
  it('writes nothing, and says that it is off', async () => {
    const mail = world.service({ transport: 'off' });
    await world.enqueue(mail, resetMail());
    expect(mail.isOn).toBe(false);
    expect(await mail.deliver()).toBe(0);
    expect(await world.rows()).toEqual([]);
    mail.start();
    await mail.stop();
  });
});

describe('pruning', () => {
  it('forgets mails after 30 days, also where mail was switched off meanwhile', async () => {
    await world.enqueue(world.service(), resetMail());
    const off = world.service({ transport: 'off' });
    const prune = () => store.database.write((tx) => off.prune(tx, world.clock.nowMs()));
    world.clock.advance(30 * dayMs);
    expect(await prune()).toBe(0);
    world.clock.advance(1);
    expect(await prune()).toBe(1);
  });
});
