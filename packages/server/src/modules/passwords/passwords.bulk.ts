import { hash as digest } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import { isReadableHash } from './hashing/stored-hash.rules.ts';
import type { PasswordBulk } from './passwords.bulk.types.ts';
import { findPasswords, insertPasswords, replacePassword } from './passwords.bulk.store.ts';
import { adoptedMark, type PasswordRow } from './passwords.table.ts';

/** Tells one encoded hash from another; not from what it was made. */
function digestOf(encoded: string): string {
  return digest('sha256', encoded, 'base64url');
}

function toRow(userId: string, hash: string, changedAt: number): PasswordRow {
  return { user_id: userId, hash, changed_at: changedAt, imported_digest: digestOf(hash) };
}

export function createPasswordBulk({ clock }: { clock: Clock }): PasswordBulk {
  return {
    isReadable: isReadableHash,
    async findAll(db, userIds) {
      const rows = await findPasswords(db, userIds);
      return new Map(
        rows.map((row) => [row.user_id, { hash: row.hash, importedDigest: row.imported_digest }]),
      );
    },
    isSame: (stored, encoded) =>
      stored.hash === encoded ||
      stored.importedDigest === digestOf(encoded) ||
      stored.importedDigest === adoptedMark,
    async insertAll(tx, passwords) {
      const now = clock.nowMs();
      await insertPasswords(
        tx,
        passwords.map(({ userId, hash }) => toRow(userId, hash, now)),
      );
    },
    replace: (tx, userId, hash) => replacePassword(tx, toRow(userId, hash, clock.nowMs())),
  };
}
