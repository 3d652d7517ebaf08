import type { Held } from '#modules/access';
import type { User } from '#modules/users';
import type { TransferDeps } from '../transfer.deps.ts';
import { pagesBehind } from './pages.ts';

/** Somebody with as much about them as was asked for. */
export interface ExportedUser {
  user: User;
  held: Held | undefined;
  hash: string | undefined;
}

/** Every user, in order of their ids. */
export async function* userPages(
  deps: TransferDeps,
  wanted: { hasHoldings: boolean; hasHashes: boolean },
): AsyncGenerator<ExportedUser[]> {
  const { users, access, passwords, database } = deps;
  const { db } = database;
  const pages = pagesBehind<User>((last, limit) => users.bulk.listAfter(db, last?.id ?? '', limit));
  for await (const page of pages) {
    const ids = page.map(({ id }) => id);
    const held = wanted.hasHoldings ? await access.holdingsOf(db, ids) : undefined;
    const stored = wanted.hasHashes ? await passwords.bulk.findAll(db, ids) : undefined;
    yield page.map((user) => ({ user, held: held?.get(user.id), hash: stored?.get(user.id)?.hash }));
  }
}
