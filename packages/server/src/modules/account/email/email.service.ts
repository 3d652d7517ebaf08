import { notYet } from '../not-yet.ts';
import type { OwnAccountDeps } from '../own-accounts.deps.ts';
import type { EmailService } from '../own-accounts.types.ts';

export function createEmailService(_deps: OwnAccountDeps): EmailService {
  return {
    sendVerification: notYet,
    sendVerificationIn: () => Promise.resolve(),
    findVerification: notYet,
    verify: notYet,
    requestChange: notYet,
    findChange: notYet,
    confirmChange: notYet,
  };
}
