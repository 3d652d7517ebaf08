import type { Caller } from '#modules/access';
import type { Tx } from '#platform/db/schema.ts';
import type { Service } from '../services.types.ts';

/** A key of a service, never what it is. */
export interface ServiceKey {
  id: string;
  serviceId: string;
  /** Its last four characters. */
  hint: string;
  /** Epoch milliseconds. */
  createdAt: number;
  /** Null for never. */
  expiresAt: number | null;
}

/** How a service proves who it is: text of `osk_` and 256 bits, of which only a keyed hash is kept. */
export interface KeyUseCases {
  /**
   * Needs `services.manage`. What it is, is told this once. Errors: `services.not_found`,
   * `services.too_many_keys` beyond two live ones, `request.invalid` for a time that is past.
   */
  createKey(
    caller: Caller,
    service: string,
    options?: { expiresAt?: number | null },
  ): Promise<{ key: string; info: ServiceKey }>;
  /** Those that count now, the oldest first. Needs `services.read`. */
  listKeys(caller: Caller, service: string): Promise<ServiceKey[]>;
  /** It is refused from now on; elsewhere within a second. `services.key_not_found`. */
  deleteKey(caller: Caller, service: string, keyId: string): Promise<void>;
  /** The service whose key this is, if it still counts: from memory at most a second old. */
  authenticateKey(key: string): Promise<Service | undefined>;
  /** Deletes expired keys; returns how many. */
  prune(tx: Tx, now: number): Promise<number>;
}
