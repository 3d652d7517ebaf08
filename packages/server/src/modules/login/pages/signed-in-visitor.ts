import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '#modules/access';
import type { Form } from './form-body.ts';
import { signInAddress } from './page-addresses.ts';
import type { PageKit } from './page-kit.ts';

/** Somebody who is signed in, as services want to know them. */
export interface SignedInVisitor {
  caller: Caller;
  userId: string;
}

/** Who looks at a page that is for people with an account; undefined when they were sent to sign in first. */
export async function signedInVisitor(
  kit: PageKit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SignedInVisitor | undefined> {
  const principal = await kit.visitor(request);
  if (principal) return { caller: await request.caller(), userId: principal.user.id };
  void reply.redirect(signInAddress({ next: request.url }), 303);
  return undefined;
}

/** The same for a form of such a page, which brings people back to `page`. Errors of `requireOwnForm`. */
export async function signedInSender(
  kit: PageKit,
  { request, reply, form }: { request: FastifyRequest; reply: FastifyReply; form: Form },
  page: string,
): Promise<SignedInVisitor | undefined> {
  if ((await kit.visitor(request)) === null) {
    void reply.redirect(signInAddress({ next: page }), 303);
    return undefined;
  }
  const principal = await kit.requireOwnForm(request, form);
  return principal ? { caller: await request.caller(), userId: principal.user.id } : undefined;
}
