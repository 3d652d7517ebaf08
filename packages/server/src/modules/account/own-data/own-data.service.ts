import { notYet } from '../not-yet.ts';
import type { OwnAccountDeps } from '../own-accounts.deps.ts';
import type { OwnDataService } from '../own-accounts.types.ts';

export function createOwnDataService(_deps: OwnAccountDeps): OwnDataService {
  return {
    activity: notYet,
    download: notYet,
  };
}
