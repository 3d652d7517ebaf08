import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { randomSecret } from '#platform/random.ts';
import type { AccountService } from './account.types.ts';
import {
  consumeLink,
  deleteExpiredLinks,
  deleteLinksOf,
  hasLiveLink,
  insertLink,
} from './links/links.store.ts';
import { requestMaxAgeMs } from './links/requests.ts';
import { deleteRequestsBefore } from './links/requests.store.ts';
import { createUser, insertAccount, prepareAdministrator } from './registration.ts';
import type { SignUpDeps } from './sign-up/sign-up.deps.ts';
import { signUp } from './sign-up/sign-up.ts';

export type AccountDeps = SignUpDeps;

const setUpLifetimeMs = 24 * 60 * 60 * 1000;

export function createAccountService(deps: AccountDeps): AccountService {
  const { database, clock, users } = deps;
  const setUpLink = (token: string) =>
    ({
      tokenHash: deps.sealer.mac('one-time-link', token).toString('base64url'),
      purpose: 'setup',
      now: clock.nowMs(),
    }) as const;
  return {
    signUp: (caller, input) => signUp(deps, caller, input),
    createUser: (caller, input) => createUser(deps, caller, input),
    async createAdministrator(act, input) {
      const registration = await prepareAdministrator(deps, input);
      return database.write((tx) => insertAccount(deps, tx, { ...registration, act }));
    },
    async offerSetUp() {
      if (await users.hasAdministrator(database.db)) return null;
      const token = randomSecret();
      const link = setUpLink(token);
      await database.write(async (tx) => {
        await deleteLinksOf(tx, 'setup');
        await insertLink(tx, { ...link, expiresAt: link.now + setUpLifetimeMs });
      });
      return token;
    },
    async isSetUpTokenValid(token) {
      return (
        (await hasLiveLink(database.db, setUpLink(token))) && !(await users.hasAdministrator(database.db))
      );
    },
    async setUp(act, token, input) {
      // Before the costly hash; the conditional consumption below decides.
      if (!(await hasLiveLink(database.db, setUpLink(token)))) throw new AppError('login.setup_link_invalid');
      const registration = await prepareAdministrator(deps, input);
      return database.write(async (tx) => {
        const isWinner = await consumeLink(tx, setUpLink(token));
        if (!isWinner || (await users.hasAdministrator(tx))) throw new AppError('login.setup_link_invalid');
        return insertAccount(deps, tx, { ...registration, act });
      });
    },
    async prune(tx: Tx, now: number) {
      const requests = await deleteRequestsBefore(tx, now - requestMaxAgeMs);
      return requests + (await deleteExpiredLinks(tx, now));
    },
  };
}
