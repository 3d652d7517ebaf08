import { authenticated, type Ostiary } from '@ostiary/sdk';
import { expressDoor } from '@ostiary/sdk/express';
import express, { type Express } from 'express';
import { guardsByPath, noteGuard, type Note, type Shape } from './guards.ts';

function textOf(body: unknown): string {
  const { text } = (body ?? {}) as { text?: unknown };
  return typeof text === 'string' ? text : '';
}

export function buildApp(ostiary: Ostiary<Shape>): Express {
  const app = express();
  // The address of whoever asks counts, not that of our own reverse proxy.
  app.set('trust proxy', 'loopback');
  app.use(express.json());
  const door = expressDoor(ostiary);
  const notes = new Map<string, Note>();

  for (const [path, guard] of Object.entries(guardsByPath(ostiary))) {
    app.get(path, door.guard(guard), (request, response) => {
      const who = door.subject(request);
      response.json({ sub: who?.sub ?? null, level: who?.access?.level ?? null });
    });
  }

  app.post('/notes', door.guard(authenticated()), (request, response) => {
    const id = String(notes.size + 1);
    notes.set(id, { owner: door.user(request).sub, text: textOf(request.body) });
    response.status(201).json({ id });
  });

  app.get('/notes/:id', async (request, response) => {
    const note = notes.get(request.params.id);
    if (!note) return void response.status(404).json({ detail: 'Not found.' });
    await door.check(request, noteGuard, note);
    response.json(note);
  });

  app.put('/notes/:id', async (request, response) => {
    const note = notes.get(request.params.id);
    if (!note) return void response.status(404).json({ detail: 'Not found.' });
    await door.check(request, noteGuard, note);
    note.text = textOf(request.body);
    response.json(note);
  });

  app.use(door.errorHandler);
  return app;
}
