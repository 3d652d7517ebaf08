import { holderColumns, readAmr, toHolder, type HolderRow } from '#modules/sessions';
import type { User } from '#modules/users';
import type { Database } from '#platform/db/database.ts';
import { prepared, preparedInsert, preparedLookup } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { pruneSlice } from '#platform/db/pruning.ts';
import type { BearerSession } from '../jwt/minting.ts';
import type { RefreshFamilyRow } from '../tokens.table.ts';
import type { RefreshFamily } from './refresh-family.rules.ts';

/** A family with what it depends on; either may be gone. */
export interface FoundFamily {
  family: RefreshFamily;
  user: User | undefined;
  session: (BearerSession & { endedAt: number | null }) | undefined;
}

export interface Rotation {
  family: RefreshFamily;
  secretHash: string;
  now: number;
  expiresAt: number;
}

const maxListed = 500;

type FamilyRow = Omit<RefreshFamilyRow, 'created_at' | 'end_reason'> & {
  [K in keyof HolderRow]: HolderRow[K] | null;
} & {
  session_authenticated_at: number | null;
  session_amr: string | null;
  session_acr: string | null;
  session_expires_at: number | null;
  session_ended_at: number | null;
};

function hasHolder(row: FamilyRow): row is FamilyRow & HolderRow {
  return row.holder_id !== null;
}

function toFamily(row: FamilyRow): RefreshFamily {
  return {
    id: row.id,
    sessionId: row.session_id,
    userId: row.user_id,
    clientId: row.client_id,
    scope: row.scope,
    generation: row.generation,
    secretHash: row.secret_hash,
    previousHash: row.previous_hash,
    rotatedAt: row.rotated_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    grantId: row.grant_id,
    payload: row.payload,
  };
}

function toFoundSession(row: FamilyRow): FoundFamily['session'] {
  const { session_authenticated_at: authenticatedAt, session_expires_at: expiresAt, session_amr: amr } = row;
  if (authenticatedAt === null || expiresAt === null || amr === null) return undefined;
  return {
    ...{ id: row.session_id, authenticatedAt, expiresAt, endedAt: row.session_ended_at },
    ...{ amr: readAmr(amr), acr: row.session_acr },
  };
}

function toFound(row: FamilyRow): FoundFamily {
  const user = hasHolder(row) ? toHolder(row) : undefined;
  return { family: toFamily(row), user, session: toFoundSession(row) };
}

const familyById = preparedLookup<FamilyRow>((db) =>
  db
    .selectFrom('refresh_families')
    .leftJoin('sessions', 'sessions.id', 'refresh_families.session_id')
    .leftJoin('users', 'users.id', 'refresh_families.user_id')
    .select([
      'refresh_families.id',
      'refresh_families.session_id',
      'refresh_families.user_id',
      'refresh_families.client_id',
      'refresh_families.scope',
      'refresh_families.generation',
      'refresh_families.secret_hash',
      'refresh_families.previous_hash',
      'refresh_families.rotated_at',
      'refresh_families.expires_at',
      'refresh_families.ended_at',
      'refresh_families.grant_id',
      'refresh_families.payload',
      'sessions.authenticated_at as session_authenticated_at',
      'sessions.amr as session_amr',
      'sessions.acr as session_acr',
      'sessions.expires_at as session_expires_at',
      'sessions.ended_at as session_ended_at',
      ...holderColumns,
    ])
    .where('refresh_families.id', '=', ''),
);
const rotate = prepared((db) =>
  db
    .updateTable('refresh_families')
    .set({
      generation: 1,
      secret_hash: '',
      previous_hash: '',
      rotated_at: 0,
      expires_at: 0,
    })
    .where('id', '=', '')
    .where('generation', '=', 0)
    .where('secret_hash', '=', '')
    .where('expires_at', '>', 0)
    .where('ended_at', 'is', null)
    .returning('id'),
);

export async function findFamily(db: Db, id: string): Promise<FoundFamily | undefined> {
  const [row] = await familyById(db, id);
  return row && toFound(row);
}

function parametersOf({ family, secretHash, now, expiresAt }: Rotation): unknown[] {
  const set = [family.generation + 1, secretHash, family.secretHash, now, expiresAt];
  return [...set, family.id, family.generation, family.secretHash, now];
}

/** The one statement that decides who rotates: true for exactly one of any number at once. */
export async function consumeRotation(tx: Tx, rotation: Rotation): Promise<boolean> {
  return (await rotate(tx, ...parametersOf(rotation))).length > 0;
}

/** The same, when there is nothing else to write. */
export async function consumeRotationAlone(
  database: Pick<Database, 'writeStatement'>,
  rotation: Rotation,
): Promise<boolean> {
  return (await database.writeStatement(rotate, ...parametersOf(rotation))).length > 0;
}

/** Every column. */
export const familyColumns = [
  'id',
  'session_id',
  'user_id',
  'client_id',
  'scope',
  'generation',
  'secret_hash',
  'previous_hash',
  'created_at',
  'rotated_at',
  'expires_at',
  'ended_at',
  'end_reason',
  'grant_id',
  'payload',
] as const;

const insertRow = preparedInsert<RefreshFamilyRow>('refresh_families', familyColumns);

export async function insertFamily(tx: Tx, family: RefreshFamily, createdAt: number): Promise<void> {
  await insertRow(tx, {
    id: family.id,
    session_id: family.sessionId,
    user_id: family.userId,
    client_id: family.clientId,
    scope: family.scope,
    generation: family.generation,
    secret_hash: family.secretHash,
    previous_hash: family.previousHash,
    created_at: createdAt,
    rotated_at: family.rotatedAt,
    expires_at: family.expiresAt,
    ended_at: family.endedAt,
    end_reason: null,
    grant_id: family.grantId,
    payload: family.payload,
  });
}

/** Ends one family; true for the call that did it. */
export async function consumeFamily(
  tx: Tx,
  id: string,
  ending: { now: number; reason: string },
): Promise<boolean> {
  const ended = await tx
    .updateTable('refresh_families')
    .set({ ended_at: ending.now, end_reason: ending.reason })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return ended !== undefined;
}

/** Ends all that was issued under a grant, or to a client. */
export async function updateClientFamiliesToEnded(
  tx: Tx,
  of: { grantId: string } | { clientId: string } | { clientId: string; userId: string },
  ending: { now: number; reason: string },
): Promise<void> {
  let query = tx
    .updateTable('refresh_families')
    .set({ ended_at: ending.now, end_reason: ending.reason })
    .where('ended_at', 'is', null);
  if ('grantId' in of) query = query.where('grant_id', '=', of.grantId);
  if ('clientId' in of) query = query.where('client_id', '=', of.clientId);
  if ('userId' in of) query = query.where('user_id', '=', of.userId);
  await query.execute();
}

export async function updateFamiliesToEnded(
  tx: Tx,
  sessionIds: string[],
  ending: { now: number; reason: string },
): Promise<void> {
  for (let start = 0; start < sessionIds.length; start += maxListed) {
    await tx
      .updateTable('refresh_families')
      .set({ ended_at: ending.now, end_reason: ending.reason })
      .where('session_id', 'in', sessionIds.slice(start, start + maxListed))
      .where('ended_at', 'is', null)
      .execute();
  }
}

/** Begins the window again when the rotation lies in the future, because the clock was set back. */
export async function updateRotatedAtNoLaterThan(tx: Tx, id: string, now: number): Promise<void> {
  await tx
    .updateTable('refresh_families')
    .set({ rotated_at: now })
    .where('id', '=', id)
    .where('rotated_at', '>', now)
    .execute();
}

export async function deleteFamiliesExpiredBefore(tx: Tx, time: number): Promise<number> {
  const due = tx.selectFrom('refresh_families').select('id').where('expires_at', '<', time).limit(pruneSlice);
  const deleted = await tx.deleteFrom('refresh_families').where('id', 'in', due).returning('id').execute();
  return deleted.length;
}
