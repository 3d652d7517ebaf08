import type { StoredMail } from './outbox.table.ts';

/** A mail under a name that only a test would give. */
export function waiting(id: string, changes: Partial<StoredMail> = {}): StoredMail {
  return {
    ...{ id, template: 'sign-in-code', language: 'en', recipient: `${id}@example.com` },
    ...{ valuesSealed: `sealed values of ${id}`, createdAt: 0 },
    ...changes,
  };
}
