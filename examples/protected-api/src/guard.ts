import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidToken, IssuerUnreachable, type Caller, type VerifyAccessToken } from './access-token.ts';

/** RFC 6750 section 2.1. Tokens in the query or in a form are not looked for: they end up in logs. */
function bearerToken({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1];
}

/**
 * Who calls, if they may; otherwise answers, and gives nothing. The answers are those of RFC 6750 section 3:
 * no token, a bad token and a good token with too little in it are three different things to a client.
 */
export async function requireScope(
  scope: string,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  verify: VerifyAccessToken,
): Promise<Caller | undefined> {
  const refuse = async (status: number, challenge: string, error: string): Promise<undefined> => {
    await reply.code(status).header('www-authenticate', challenge).send({ error });
  };
  const token = bearerToken(request);
  if (token === undefined) return refuse(401, 'Bearer', 'unauthorized');
  try {
    const caller = await verify(token);
    if (caller.scopes.has(scope)) return caller;
    return await refuse(403, `Bearer error="insufficient_scope", scope="${scope}"`, 'insufficient_scope');
  } catch (error) {
    if (error instanceof InvalidToken) return refuse(401, 'Bearer error="invalid_token"', 'invalid_token');
    if (!(error instanceof IssuerUnreachable)) throw error;
    request.log.error(error);
    await reply.code(503).header('retry-after', '5').send({ error: 'temporarily_unavailable' });
    return undefined;
  }
}
