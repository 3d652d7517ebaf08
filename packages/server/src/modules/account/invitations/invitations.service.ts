import { notYet } from '../not-yet.ts';
import type { OwnAccountDeps } from '../own-accounts.deps.ts';
import type { InvitationService } from '../own-accounts.types.ts';

export function createInvitationService(_deps: OwnAccountDeps): InvitationService {
  return {
    invite: notYet,
    resend: notYet,
    find: notYet,
    accept: notYet,
  };
}
