import type { JsonObject } from '../output.ts';

/** Where in Django's database something stands. Never a token, also where Django uses that as the key. */
export interface Origin {
  table: string;
  key: string;
}

export type ConflictCode =
  | 'application_name'
  | 'date'
  | 'email_shared'
  | 'grant'
  | 'group_name'
  | 'level'
  | 'no_identifier'
  | 'password_hash'
  | 'permission'
  | 'permissions_many'
  | 'redirect_uri'
  | 'scope'
  | 'secret'
  | 'signing'
  | 'token_kind'
  | 'username_shared';

/** What cannot be brought over as it is, in words for whoever moves. Holds no secret. */
export interface Conflict extends Origin {
  code: ConflictCode;
  /** The column. */
  path: string;
  message: string;
}

/** As many are told one by one. */
const maxTold = 1_000;

/** Gathers conflicts; the first thousand are kept and the rest is counted. */
export class Conflicts {
  readonly #told: Conflict[] = [];
  #count = 0;

  add(origin: Origin, conflict: Omit<Conflict, keyof Origin>): void {
    this.#count += 1;
    const { table, key } = origin;
    if (this.#told.length < maxTold) this.#told.push({ table, key, ...conflict });
  }

  get count(): number {
    return this.#count;
  }

  get told(): readonly Conflict[] {
    return this.#told;
  }

  /** For the report. */
  toJson(): JsonObject {
    return {
      conflicts: this.#told.map(({ table, key, code, path, message }) => ({
        ...{ table, key, code: `django.${code}`, path, message },
      })),
      conflicts_left_out: this.#count - this.#told.length,
    };
  }
}
