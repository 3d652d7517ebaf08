import { authenticated, type Ostiary } from '@ostiary/sdk';
import { fastifyDoor } from '@ostiary/sdk/fastify';
import { fastify, type FastifyInstance } from 'fastify';
import { guardsByPath, noteGuard, type Note, type Shape } from './guards.ts';

const newNote = {
  type: 'object',
  properties: { text: { type: 'string', minLength: 1, maxLength: 500 } },
  required: ['text'],
} as const;

interface WithText {
  Body: { text: string };
}

export function buildApp(ostiary: Ostiary<Shape>): FastifyInstance {
  // The address of whoever asks counts, not that of our own reverse proxy.
  const app = fastify({ logger: { level: 'warn' }, trustProxy: 'loopback' });
  const door = fastifyDoor(ostiary);
  const notes = new Map<string, Note>();
  void app.register(door.plugin);

  for (const [path, guard] of Object.entries(guardsByPath(ostiary))) {
    app.get(path, door.route(guard), (request) => {
      const who = door.subject(request);
      return { sub: who?.sub ?? null, level: who?.access?.level ?? null };
    });
  }

  const schema = { body: newNote };
  app.post<WithText>('/notes', { schema, ...door.route(authenticated()) }, (request, reply) => {
    const id = String(notes.size + 1);
    notes.set(id, { owner: door.user(request).sub, text: request.body.text });
    return reply.code(201).send({ id });
  });

  app.get<{ Params: { id: string } }>('/notes/:id', async (request, reply) => {
    const note = notes.get(request.params.id);
    if (!note) return reply.code(404).send({ detail: 'Not found.' });
    await door.check(request, noteGuard, note);
    return note;
  });

  app.put<WithText & { Params: { id: string } }>('/notes/:id', { schema }, async (request, reply) => {
    const note = notes.get(request.params.id);
    if (!note) return reply.code(404).send({ detail: 'Not found.' });
    await door.check(request, noteGuard, note);
    note.text = request.body.text;
    return note;
  });

  return app;
}
