import type { Db } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { Overlay } from '../import/overlay.ts';
import type { TransferDeps } from '../transfer.deps.ts';
import { personKey, type Person } from './person.ts';
import type { UserReference } from './user-reference.rules.ts';

/** The accounts that some lines name. */
export class People {
  readonly #known: ReadonlyMap<string, Person>;
  readonly #overlay: Overlay;
  readonly #keyOf: (reference: UserReference) => string;

  constructor(
    known: ReadonlyMap<string, Person>,
    overlay: Overlay,
    keyOf: (reference: UserReference) => string,
  ) {
    this.#known = known;
    this.#overlay = overlay;
    this.#keyOf = keyOf;
  }

  find(reference: UserReference): Person | undefined {
    const key = this.#keyOf(reference);
    return this.#known.get(key) ?? this.#overlay.person(key);
  }

  /** The account, or what is to be said about the line that names nobody. */
  get(reference: UserReference, path = 'user'): Person | AppError {
    const found = this.find(reference);
    if (found) return found;
    const error = new AppError('users.not_found');
    return new AppError(error.code, { fields: [{ path, message: error.message }] });
  }
}

/** Finds everybody that the lines of a batch name, in a few queries. */
export async function findPeople(
  deps: TransferDeps,
  db: Db,
  { references, overlay }: { references: readonly UserReference[]; overlay: Overlay },
): Promise<People> {
  const { bulk } = deps.users;
  const keysOf = ({ by, value }: UserReference) =>
    bulk.keysOf({
      externalId: by === 'external_id' ? value : null,
      email: by === 'email' ? value : null,
      username: by === 'username' ? value : null,
    });
  const keyOf = (reference: UserReference): string => {
    const { externalId, emailKey, usernameKey } = keysOf(reference);
    return personKey(reference.by, externalId ?? emailKey ?? usernameKey ?? reference.value);
  };
  const byId = references.filter(({ by }) => by === 'id').map(({ value }) => value);
  const named = references.filter(({ by }) => by !== 'id').map(keysOf);
  const people = new Map<string, Person>();
  for (const user of await bulk.findByIds(db, byId)) people.set(personKey('id', user.id), user);
  for (const { user, keys } of await bulk.findByKeys(db, named)) {
    if (keys.externalId !== null) people.set(personKey('external_id', keys.externalId), user);
    if (keys.emailKey !== null) people.set(personKey('email', keys.emailKey), user);
    if (keys.usernameKey !== null) people.set(personKey('username', keys.usernameKey), user);
  }
  return new People(people, overlay, keyOf);
}
