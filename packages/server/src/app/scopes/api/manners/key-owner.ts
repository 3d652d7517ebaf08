import type { FastifyRequest } from 'fastify';

/**
 * Who shares an idempotency key: the same user with a credential of the same scope, since an answer may
 * hold what a narrower credential must not see.
 */
export async function keyOwner(request: FastifyRequest): Promise<string> {
  const { subject } = await request.caller();
  if (subject === 'operator') return 'operator';
  const { user, scope } = (await request.signedIn()).principal;
  return JSON.stringify([user.id, scope]);
}
