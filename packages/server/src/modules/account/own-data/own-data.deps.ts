import type { OwnAccountDeps } from '../own-accounts.deps.ts';

export type OwnDataDeps = Pick<
  OwnAccountDeps,
  | 'access'
  | 'applications'
  | 'audit'
  | 'clock'
  | 'database'
  | 'mfa'
  | 'oauth'
  | 'services'
  | 'sessions'
  | 'tokens'
>;
