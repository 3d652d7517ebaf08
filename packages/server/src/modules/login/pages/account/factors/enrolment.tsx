import type { FastifyReply } from 'fastify';
import type { PageKit } from '../../page-kit.ts';
import type { PagesDeps } from '../../pages.types.ts';
import { done } from '../account-addresses.ts';
import type { Sent } from '../own-pages.ts';
import { factorPaths } from './factor-addresses.ts';
import { ShownCodesPage } from './recovery-codes.page.tsx';

/** What was just set up, by the methods that it showed, and the recovery codes that came with it. */
interface Enrolment {
  amr: readonly string[];
  recoveryCodes: readonly string[] | null;
}

/** The session goes on as one that has shown the new factor: nobody is asked for it again at the next step. */
export async function settleEnrolment(
  { deps, kit, sent }: { deps: PagesDeps; kit: PageKit; sent: Sent },
  { amr, recoveryCodes }: Enrolment,
): Promise<FastifyReply> {
  const { act, principal, reply, show } = sent;
  if (principal.sessionId !== null) {
    const session = { sessionId: principal.sessionId, userId: principal.user.id };
    const proved = await deps.signIn.noteEnrolment(act, session, amr);
    if (proved?.secret != null) kit.cookies.renew(reply, proved.secret);
  }
  if (recoveryCodes === null) return reply.redirect(done(factorPaths.all, 'factor-added'), 303);
  return show(() => <ShownCodesPage codes={recoveryCodes} />);
}
