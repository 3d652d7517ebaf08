import type { FastifyReply, FastifyRequest } from 'fastify';
import type { User } from '#modules/users';
import type { Form } from '../form-body.ts';
import type { Messages } from '../messages/messages.ts';
import { signInAddress } from '../page-addresses.ts';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { judgedCode, wantsTrust, type ShownProof } from './proof-fields.ts';

interface PageGround {
  deps: PagesDeps;
  kit: PageKit;
}

export interface SentProof {
  request: FastifyRequest;
  reply: FastifyReply;
  form: Form;
  messages: Messages;
  next: string;
}

/** Where somebody begins again whose sign-in does not wait any more, and is told so if it ever did. */
export function goneAddress(kit: PageKit, request: FastifyRequest, next: string): string {
  const isOver = kit.cookies.pendingOf(request) !== '';
  return signInAddress({ next, ...(isOver && { done: 'sign-in-gone' }) });
}

async function trustBrowser(
  { deps: { mfa, clock }, kit }: PageGround,
  { request, reply }: SentProof,
  user: User,
): Promise<void> {
  const act = { ...request.act(), actor: { type: 'user', id: user.id } } as const;
  const trusted = await mfa.trustedDevices.trust(act, user);
  if (!trusted) return;
  const maxAgeSeconds = Math.floor((trusted.expiresAt - clock.nowMs()) / 1000);
  kit.cookies.trust(reply, { secret: trusted.secret, maxAgeSeconds });
}

/**
 * Goes on with the sign-in that waits in this browser. Returns where to go. Errors: those of `signIn.goOn`, a wrong
 * code beside its field.
 */
export async function continueSignIn(
  { deps, kit }: PageGround,
  sent: SentProof,
  read: (form: Form, messages: Messages) => ShownProof,
): Promise<string> {
  const { request, reply, form, messages, next } = sent;
  const shown = read(form, messages);
  const browser = await kit.browserOf(request, next);
  const outcome = await judgedCode(messages, () =>
    deps.signIn.goOn(request.act(), kit.cookies.pendingOf(request), shown, browser),
  );
  if (wantsTrust(form)) await trustBrowser({ deps, kit }, sent, outcome.user);
  return kit.settleSignIn(request, reply, outcome, next);
}
