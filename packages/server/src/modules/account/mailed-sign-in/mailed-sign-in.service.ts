import { notYet } from '../not-yet.ts';
import type { OwnAccountDeps } from '../own-accounts.deps.ts';
import type { MailedSignInService } from '../own-accounts.types.ts';

export function createMailedSignInService(_deps: OwnAccountDeps): MailedSignInService {
  return {
    requestLink: notYet,
    findLink: notYet,
    redeemLink: notYet,
    requestCode: notYet,
    redeemCode: notYet,
  };
}
