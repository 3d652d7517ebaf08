import { sqliteDatabase } from '@ostiary/testkit';
import type { KyselyPlugin, QueryId } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '#platform/db/database.ts';
import type { User } from '#modules/users';
import {
  actFrom,
  codeOf,
  createOwnAccountsFixture,
  otherPassword,
  password,
  type OwnAccountsFixture,
} from './own-accounts.fixture.ts';

/** Notes the kind of each statement; of those that are prepared only that there was one. */
function recorder(seen: string[]): KyselyPlugin {
  const kinds = new WeakMap<QueryId, string>();
  return {
    transformQuery({ node, queryId }) {
      kinds.set(queryId, node.kind);
      return node;
    },
    transformResult({ result, queryId }) {
      seen.push(kinds.get(queryId) ?? 'prepared');
      return Promise.resolve(result);
    },
  };
}

function watched(database: Database, seen: string[]): Database {
  const plugin = recorder(seen);
  return {
    ...{ dialect: database.dialect, location: database.location, signals: database.signals },
    db: database.db.withPlugin(plugin),
    write: (work) =>
      database.write((tx) => {
        seen.push('transaction');
        // A transaction with a plugin is one still.
        return work(tx.withPlugin(plugin) as typeof tx);
      }),
    writeStatement(statement, ...parameters) {
      seen.push('transaction', 'prepared');
      return database.writeStatement(statement, ...parameters);
    },
    isWriteAwaited: () => database.isWriteAwaited(),
    expectMuchWriting: () => database.expectMuchWriting(),
    figures: () => database.figures(),
    migrate: () => database.migrate(),
    schemaState: () => database.schemaState(),
    ping: () => database.ping(),
    close: () => database.close(),
  };
}

const stranger = { act: actFrom(), subject: null };
const known = 'ann@example.com';
const unknown = 'bob@example.com';
let fixture: OwnAccountsFixture;
let seen: string[];
let me: User;

beforeEach(async () => {
  const store = await sqliteDatabase();
  seen = [];
  const env = { OSTIARY_EMAIL_VERIFICATION: 'required' };
  fixture = await createOwnAccountsFixture(store, env, watched(store.database, seen));
  await fixture.add({ email: known }, password);
  me = await fixture.add({ email: 'me@example.com' }, password);
});
afterEach(() => fixture.close());

/** What is done until the answer, and the answer. */
async function traceOf(ask: () => Promise<unknown>): Promise<{ answer: unknown; statements: string[] }> {
  seen.length = 0;
  const answer = await ask();
  return { answer, statements: [...seen] };
}

describe('whether an address has an account is not told by what is done before the answer:', () => {
  const asks: [string, (email: string) => Promise<unknown>][] = [
    ['recovery', (email) => fixture.ownAccounts.recovery.request(actFrom(), email)],
    ['a link to sign in', (email) => fixture.ownAccounts.mailedSignIn.requestLink(actFrom(), email, '/')],
    [
      'a code to sign in',
      async (email) => (await fixture.ownAccounts.mailedSignIn.requestCode(actFrom(), email)).request.length,
    ],
    ['another verification', (email) => fixture.ownAccounts.email.requestVerification(actFrom(), email)],
    ['another address', (email) => fixture.ownAccounts.email.requestChange(actFrom(), me, email)],
    ['signing up', (email) => fixture.account.signUp(stranger, { email, password: otherPassword })],
  ];

  test.each(asks)('%s', async (_name, ask) => {
    // Once before, so that what is read only once is.
    await ask('warm@example.com');
    const ofKnown = await traceOf(() => ask(known));
    const ofUnknown = await traceOf(() => ask(unknown));
    expect(ofKnown).toEqual(ofUnknown);
    expect(ofKnown.statements).toContain('transaction');
  });

  test('a wrong code', async () => {
    const { mailedSignIn, requests } = fixture.ownAccounts;
    const guessOf = async (email: string) => {
      const { request } = await mailedSignIn.requestCode(actFrom(), email);
      await requests.answer();
      return traceOf(() => codeOf(mailedSignIn.redeemCode(actFrom(), { request, code: 'wrong' })));
    };
    const ofKnown = await guessOf(known);
    expect(ofKnown).toEqual(await guessOf(unknown));
    expect(ofKnown.answer).toBe('login.code_invalid');
  });
});
