import type { Tx } from '#platform/db/schema.ts';
import type { Core } from '../applications.deps.ts';
import type { ApplicationSecret } from '../applications.types.ts';
import { hashOfSecret } from './client-secret.ts';
import { insertSecret } from './secrets.store.ts';

export interface GivenSecret {
  applicationId: string;
  secret: string;
  expiresAt: number | null;
}

const hintLength = 4;

/** Another secret of an application: what is kept of it is its hash and how it ends. */
export async function storeSecret(core: Core, tx: Tx, given: GivenSecret): Promise<ApplicationSecret> {
  const { applicationId, secret, expiresAt } = given;
  const hint = secret.slice(-hintLength);
  const info = { id: core.newId(), applicationId, hint, createdAt: core.clock.nowMs(), expiresAt };
  await insertSecret(tx, info, hashOfSecret(core.sealer, secret));
  return info;
}
