import { notYet } from '../not-yet.ts';
import type { OwnAccountDeps } from '../own-accounts.deps.ts';
import type { DeletionService } from '../own-accounts.types.ts';

export function createDeletionService(_deps: OwnAccountDeps): DeletionService {
  return {
    request: notYet,
    find: () => Promise.resolve(undefined),
    cancel: notYet,
    findCancellation: notYet,
    cancelByLink: notYet,
    deleteDue: () => Promise.resolve(0),
  };
}
