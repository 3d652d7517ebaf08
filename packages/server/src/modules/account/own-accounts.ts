import { createDeletionService } from './deletion/deletion.service.ts';
import { createEmailService } from './email/email.service.ts';
import { createInvitationService } from './invitations/invitations.service.ts';
import { createAccountRequests } from './links/requests.ts';
import { createMailedSignInService } from './mailed-sign-in/mailed-sign-in.service.ts';
import { createOwnDataService } from './own-data/own-data.service.ts';
import type { OwnAccountDeps } from './own-accounts.deps.ts';
import type {
  AccountRequests,
  DeletionService,
  EmailService,
  InvitationService,
  MailedSignInService,
  OwnDataService,
  RecoveryService,
} from './own-accounts.types.ts';
import { createRecoveryService } from './recovery/recovery.service.ts';

/** What people do with their own accounts without an administrator. */
export interface OwnAccounts {
  email: EmailService;
  recovery: RecoveryService;
  mailedSignIn: MailedSignInService;
  invitations: InvitationService;
  deletion: DeletionService;
  ownData: OwnDataService;
  requests: AccountRequests;
}

export function createOwnAccounts(deps: OwnAccountDeps): OwnAccounts {
  const requests = createAccountRequests(deps);
  return {
    email: createEmailService({ ...deps, requests }),
    recovery: createRecoveryService({ ...deps, requests }),
    mailedSignIn: createMailedSignInService({ ...deps, requests }),
    invitations: createInvitationService(deps),
    deletion: createDeletionService(deps),
    ownData: createOwnDataService(deps),
    requests,
  };
}
