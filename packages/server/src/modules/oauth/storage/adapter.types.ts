import type { Adapter, AdapterPayload } from 'oidc-provider';

/** The part of the engine's adapter that a model uses; what is left out is never asked of it. */
export interface ModelAdapter {
  find(id: string): Promise<AdapterPayload | undefined>;
  upsert?(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void>;
  consume?(id: string): Promise<void>;
  destroy?(id: string): Promise<void>;
  revokeByGrantId?(grantId: string): Promise<void>;
  findByUid?(uid: string): Promise<AdapterPayload | undefined>;
  findByUserCode?(userCode: string): Promise<AdapterPayload | undefined>;
}

function refusing(model: string, what: string): () => Promise<never> {
  return () =>
    Promise.reject(new TypeError(`The engine asked to ${what} a ${model}, which none is kept for`));
}

const nothing = (): Promise<void> => Promise.resolve();

/** The whole adapter of a model. */
export function completeAdapter(model: string, partial: ModelAdapter): Adapter {
  return {
    upsert: refusing(model, 'store'),
    consume: refusing(model, 'use up'),
    destroy: refusing(model, 'delete'),
    findByUid: refusing(model, 'find by uid'),
    findByUserCode: refusing(model, 'find by user code'),
    revokeByGrantId: nothing,
    ...partial,
  };
}
