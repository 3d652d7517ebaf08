import type { Core } from '../applications.deps.ts';
import type { KnownClient } from '../applications.types.ts';
import { foreignSecretsOf, hashOfSecret, isSecretOf } from './client-secret.ts';
import { replaceSecretHash } from './secrets.store.ts';
import { hintOf } from './stored-secrets.ts';

/**
 * Proves secrets, also those of which only another system's hash is known: such a hash is slow on purpose, so it is
 * replaced by ours when its secret is shown first, and for one client only one is looked at at a time.
 */
export function createSecretProof(core: Core) {
  const { sealer, clock, database, ports } = core;
  const busy = new Map<string, Promise<boolean>>();

  async function upgrade(client: KnownClient, { secret, id, oldHash }: Proved): Promise<void> {
    const ours = { hash: hashOfSecret(sealer, secret), hint: hintOf(secret) };
    await database.write((tx) => replaceSecretHash(tx, { id, oldHash }, ours));
    core.known.forget(client.application.clientId);
  }

  async function proveForeign(client: KnownClient, secret: string): Promise<boolean> {
    for (const { id, hash } of foreignSecretsOf(client, clock.nowMs())) {
      if (!(await ports.verifyForeign(secret, hash))) continue;
      await upgrade(client, { secret, id, oldHash: hash });
      return true;
    }
    return false;
  }

  /** As it is now: whoever was before has often shown the same secret, which is ours since. */
  async function prove(client: KnownClient, secret: string): Promise<boolean> {
    const now = (await core.known.find(client.application.clientId)) ?? client;
    return isSecretOf(sealer, now, { secret, now: clock.nowMs() }) || proveForeign(now, secret);
  }

  async function inTurn(client: KnownClient, secret: string): Promise<boolean> {
    const { clientId } = client.application;
    for (let before = busy.get(clientId); before; before = busy.get(clientId)) {
      await before.catch(() => undefined);
    }
    const proof = prove(client, secret);
    busy.set(clientId, proof);
    return proof.finally(() => busy.delete(clientId));
  }

  return (client: KnownClient, secret: string): boolean | Promise<boolean> => {
    const now = clock.nowMs();
    if (isSecretOf(sealer, client, { secret, now })) return true;
    return foreignSecretsOf(client, now).length > 0 && inTurn(client, secret);
  };
}

interface Proved {
  secret: string;
  id: string;
  oldHash: string;
}
