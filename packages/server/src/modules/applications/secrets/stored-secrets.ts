import type { Tx } from '#platform/db/schema.ts';
import type { Core } from '../applications.deps.ts';
import type { ApplicationSecret } from '../applications.types.ts';
import type { ImportedSecret } from '../bulk/applications.bulk.types.ts';
import { hashOfSecret } from './client-secret.ts';
import { insertSecret } from './secrets.store.ts';

export interface GivenSecret {
  applicationId: string;
  secret: string;
  expiresAt: number | null;
}

const hintLength = 4;

export const hintOf = (secret: string): string => secret.slice(-hintLength);

/** Another secret of an application: what is kept of it is its hash and how it ends. */
export async function storeSecret(core: Core, tx: Tx, given: GivenSecret): Promise<ApplicationSecret> {
  const { applicationId, secret, expiresAt } = given;
  const info = {
    id: core.newId(),
    applicationId,
    hint: hintOf(secret),
    createdAt: core.clock.nowMs(),
    expiresAt,
  };
  await insertSecret(tx, info, hashOfSecret(core.sealer, secret));
  return info;
}

type StoredImport = ImportedSecret & { applicationId: string };

/** A secret of another system, or of an export. Of one that is only known by its hash there may be no hint. */
export async function storeImportedSecret(
  core: Core,
  tx: Tx,
  { applicationId, secret, hash, hint = '', createdAt, expiresAt = null }: StoredImport,
): Promise<void> {
  const kept = secret === undefined ? hash : hashOfSecret(core.sealer, secret);
  if (kept === undefined) throw new TypeError('A secret comes in clear or as a hash');
  const info = {
    ...{ id: core.newId(), applicationId, expiresAt, createdAt: createdAt ?? core.clock.nowMs() },
    hint: secret === undefined ? hint : hintOf(secret),
  };
  await insertSecret(tx, info, kept);
}
