import type { FastifyReply } from 'fastify';

const emptyObject = Buffer.from('{}');

/**
 * Compact JSON as `application/json` without parameters: django-easyjwt's client refuses any other
 * content type (contracts/django-easyjwt.md section 0). Fastify adds a charset to text, not to bytes.
 * Returns what the handler returns.
 */
export function asJson(reply: FastifyReply, body: unknown): Buffer {
  reply.header('content-type', 'application/json');
  return Buffer.from(JSON.stringify(body));
}

/** `{}`, without building it each time. */
export function asEmptyObject(reply: FastifyReply): Buffer {
  reply.header('content-type', 'application/json');
  return emptyObject;
}
