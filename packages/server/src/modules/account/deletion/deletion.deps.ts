import type { OwnAccountDeps } from '../own-accounts.deps.ts';

export interface DeletionDeps extends Pick<
  OwnAccountDeps,
  'database' | 'clock' | 'sealer' | 'audit' | 'users' | 'sessions' | 'mail' | 'onBackgroundError'
> {
  config: Pick<OwnAccountDeps['config'], 'account' | 'publicUrl'>;
}
