import { notYet } from '../not-yet.ts';
import type { OwnAccountDeps } from '../own-accounts.deps.ts';
import type { RecoveryService } from '../own-accounts.types.ts';

export function createRecoveryService(_deps: OwnAccountDeps): RecoveryService {
  return {
    request: notYet,
    find: notYet,
    recover: notYet,
  };
}
