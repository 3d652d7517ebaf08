import { authenticated, type Ostiary } from '@ostiary/sdk';
import { honoDoor } from '@ostiary/sdk/hono';
import { Hono } from 'hono';
import { guardsByPath, noteGuard, type Note, type Shape } from './guards.ts';
import type { Bindings } from './serve.ts';

function textOf(body: unknown): string {
  const { text } = (body ?? {}) as { text?: unknown };
  return typeof text === 'string' ? text : '';
}

export function buildApp(ostiary: Ostiary<Shape>): Hono<Bindings> {
  const app = new Hono<Bindings>();
  // Hono itself does not know addresses; what serves it does.
  const door = honoDoor(ostiary, { addressOf: ({ env }) => (env as Bindings['Bindings']).address });
  const notes = new Map<string, Note>();

  for (const [path, guard] of Object.entries(guardsByPath(ostiary))) {
    app.get(path, door.guard(guard), (context) => {
      const who = door.subject(context);
      return context.json({ sub: who?.sub ?? null, level: who?.access?.level ?? null });
    });
  }

  app.post('/notes', door.guard(authenticated()), async (context) => {
    const id = String(notes.size + 1);
    notes.set(id, { owner: door.user(context).sub, text: textOf(await context.req.json()) });
    return context.json({ id }, 201);
  });

  app.get('/notes/:id', async (context) => {
    const note = notes.get(context.req.param('id'));
    if (!note) return context.json({ detail: 'Not found.' }, 404);
    await door.check(context, noteGuard, note);
    return context.json(note);
  });

  app.put('/notes/:id', async (context) => {
    const note = notes.get(context.req.param('id'));
    if (!note) return context.json({ detail: 'Not found.' }, 404);
    await door.check(context, noteGuard, note);
    note.text = textOf(await context.req.json());
    return context.json(note);
  });

  return app;
}
