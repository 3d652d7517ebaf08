import { fastify, type FastifyInstance } from 'fastify';
import type { VerifyAccessToken } from './access-token.ts';
import { requireScope } from './guard.ts';

const newNote = {
  type: 'object',
  properties: { text: { type: 'string', minLength: 1, maxLength: 500 } },
  required: ['text'],
  additionalProperties: false,
} as const;

/** Everybody has notes of their own: `notes.read` to see them, `notes.write` to add one. */
export function buildApp(verify: VerifyAccessToken): FastifyInstance {
  const app = fastify({ logger: { level: 'warn' } });
  const notesOf = new Map<string, string[]>();

  app.get('/notes', async (request, reply) => {
    const caller = await requireScope('notes.read', { request, reply }, verify);
    if (!caller) return reply;
    return { subject: caller.subject, notes: notesOf.get(caller.subject) ?? [] };
  });

  app.post<{ Body: { text: string } }>('/notes', { schema: { body: newNote } }, async (request, reply) => {
    const caller = await requireScope('notes.write', { request, reply }, verify);
    if (!caller) return reply;
    notesOf.set(caller.subject, [...(notesOf.get(caller.subject) ?? []), request.body.text]);
    return reply.code(201).send({ text: request.body.text });
  });

  return app;
}
