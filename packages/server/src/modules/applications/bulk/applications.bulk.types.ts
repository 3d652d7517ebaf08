import type { Caller } from '#modules/access';
import type { AppError } from '#platform/errors.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { Application, NewApplication } from '../applications.types.ts';

/** A secret as it comes from elsewhere: in clear, or as a hash that `isReadableHash` knows. */
export interface ImportedSecret {
  secret?: string;
  hash?: string;
  /** The last characters, where only the hash is known. */
  hint?: string;
  /** Epoch milliseconds. */
  createdAt?: number;
  expiresAt?: number | null;
}

export interface ImportedApplication {
  clientId: string;
  /** What is not given stays, or gets its default. */
  fields: Partial<Omit<NewApplication, 'ownerId'>>;
  /** Absent: stays, or is of the installation. */
  ownerId?: string | null;
  /** Epoch milliseconds; taken when the application is made. */
  createdAt?: number;
  /** Taken when the application is made, and when it has none. */
  secrets: readonly ImportedSecret[];
}

export interface ExportedSecret {
  /** Keyed with the server's secret, or as it was imported. */
  hash: string;
  hint: string;
  createdAt: number;
  expiresAt: number | null;
}

/** Where it is written; a dry run only looks. */
export interface BulkTarget {
  db: Db;
  tx: Tx | null;
}

/** For imports and exports of many. */
export interface ApplicationBulk {
  /** Whether such a hash of a secret can be verified: ours, or one of Django's. Pure. */
  isReadableHash(hash: string): boolean;
  /**
   * Makes or changes applications under their own client ids; audited and told one by one. What is wrong with one is
   * returned in its place: `access.denied`, `request.invalid`, `applications.client_id_taken`.
   */
  importAll(
    target: BulkTarget,
    caller: Caller,
    input: { applications: readonly ImportedApplication[]; existing: 'update' | 'skip' | 'refuse' },
  ): Promise<('created' | 'updated' | 'unchanged' | AppError)[]>;
  /** Applications after this client id (empty for the first), in the order of client ids, with their secrets. */
  listAfter(
    db: Db,
    after: string,
    limit: number,
  ): Promise<{ application: Application; secrets: ExportedSecret[] }[]>;
}
