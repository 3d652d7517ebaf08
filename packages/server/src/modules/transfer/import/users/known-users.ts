import type { Held } from '#modules/access';
import type { StoredPassword } from '#modules/passwords';
import type { KnownUser, UserKeys } from '#modules/users';
import { AppError } from '#platform/errors.ts';

/** Somebody who exists, with everything that a line may change. */
export interface Standing extends KnownUser {
  held: Held;
  password: StoredPassword | undefined;
}

export type MatchedBy = 'external_id' | 'email' | 'username';

export interface Match {
  standing: Standing;
  by: MatchedBy;
}

type Taken = MatchedBy | 'id';

const messages: Record<Taken, string> = {
  id: 'Another account has this id.',
  external_id: 'Another account has this external id.',
  email: 'Another account has this email address.',
  username: 'Another account has this username.',
};

export function takenBy(path: Taken, message = messages[path]): AppError {
  return new AppError(`users.${path}_taken`, { fields: [{ path, message }] });
}

/** The accounts that the lines of a batch may be about, by what they are found by. */
export class KnownUsers {
  readonly #byExternalId = new Map<string, Standing>();
  readonly #byEmail = new Map<string, Standing>();
  readonly #byUsername = new Map<string, Standing>();
  readonly #ids: ReadonlySet<string>;

  /** With the ids among those that the lines give which somebody has. */
  constructor(standings: readonly Standing[], takenIds: readonly string[]) {
    this.#ids = new Set(takenIds);
    for (const standing of standings) {
      const { externalId, emailKey, usernameKey } = standing.keys;
      if (externalId !== null) this.#byExternalId.set(externalId, standing);
      if (emailKey !== null) this.#byEmail.set(emailKey, standing);
      if (usernameKey !== null) this.#byUsername.set(usernameKey, standing);
    }
  }

  hasId(id: string): boolean {
    return this.#ids.has(id);
  }

  /**
   * Whom these keys mean: by external id, else by email, else by username. AppError `users.*_taken` when
   * they mean several people, or somebody who has another external id.
   */
  match(keys: UserKeys): Match | undefined {
    const { externalId, emailKey, usernameKey } = keys;
    const found: Record<MatchedBy, Standing | undefined> = {
      external_id: externalId === null ? undefined : this.#byExternalId.get(externalId),
      email: emailKey === null ? undefined : this.#byEmail.get(emailKey),
      username: usernameKey === null ? undefined : this.#byUsername.get(usernameKey),
    };
    const by = (['external_id', 'email', 'username'] as const).find((key) => found[key] !== undefined);
    const standing = by && found[by];
    if (!standing) return undefined;
    const own = standing.user.externalId;
    if (externalId !== null && own !== null && own !== externalId) {
      throw takenBy(by, 'It belongs to an account with another external id.');
    }
    for (const other of ['email', 'username'] as const) {
      if (found[other] !== undefined && found[other] !== standing) throw takenBy(other);
    }
    return { standing, by };
  }
}

/** What the lines of a batch have taken so far: one account is the business of one line. */
export class Claims {
  readonly #byExternalId = new Map<string, number>();
  readonly #byEmail = new Map<string, number>();
  readonly #byUsername = new Map<string, number>();
  readonly #byId = new Map<string, number>();

  /** AppError `users.*_taken` when an earlier line is about the same account. */
  check(userId: string, keys: UserKeys, by: Taken): void {
    const { externalId, emailKey, usernameKey } = keys;
    this.#refuse('external_id', externalId === null ? undefined : this.#byExternalId.get(externalId));
    this.#refuse('email', emailKey === null ? undefined : this.#byEmail.get(emailKey));
    this.#refuse('username', usernameKey === null ? undefined : this.#byUsername.get(usernameKey));
    this.#refuse(by, this.#byId.get(userId));
  }

  add(userId: string, keys: UserKeys, line: number): void {
    if (keys.externalId !== null) this.#byExternalId.set(keys.externalId, line);
    if (keys.emailKey !== null) this.#byEmail.set(keys.emailKey, line);
    if (keys.usernameKey !== null) this.#byUsername.set(keys.usernameKey, line);
    this.#byId.set(userId, line);
  }

  #refuse(path: Taken, line: number | undefined): void {
    if (line !== undefined) throw takenBy(path, `Line ${line} is about the same account.`);
  }
}
