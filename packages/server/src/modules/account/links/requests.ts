import type { OwnAccountDeps } from '../own-accounts.deps.ts';
import type { AccountRequests } from '../own-accounts.types.ts';

export function createAccountRequests(_deps: OwnAccountDeps): AccountRequests {
  return { answer: () => Promise.resolve(0), start: () => undefined, stop: () => Promise.resolve() };
}
