import { ApiEventPage, EventListQuery } from '@ostiary/contract';
import type { FastifyReply } from 'fastify';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { partsFromCursor } from './manners/cursor-parts.ts';
import { toPageOf } from './manners/paging.ts';
import { eventToWire } from './to-wire.ts';

const list = 'events';

/** Aborted when the client has gone. */
function untilGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

export function addEventRoutes(app: ApiApp, deps: Pick<ApiServices, 'database' | 'events'>): void {
  const { database, events } = deps;
  const stopping = new AbortController();
  // Whoever waits gets an answer at once, and asks the process that comes next.
  app.addHook('preClose', (done) => {
    stopping.abort();
    done();
  });
  app.get(
    '/events',
    {
      schema: {
        ...operation(
          'Events',
          'Read the events outbox',
          'In order, each once: what is still being written appears when it is complete. With `wait` the answer is given when there is something, or after that time. Events older than 30 days are deleted. A page looks at a bounded number of events: it may hold fewer than `limit`, even none, while `next_cursor` is not null.',
        ),
        querystring: EventListQuery,
        response: { 200: ApiEventPage },
      },
      config: { permission: 'events.read' },
    },
    async ({ query }, reply) => {
      const { limit, wait, type: types, subject_id: subjectId, start } = query;
      const [position] = partsFromCursor(query.cursor, list, /^(\d{1,16})$/) ?? [];
      const beginning = start === 'newest' ? ('newest' as const) : 0;
      const after = position === undefined ? beginning : Number(position);
      const signal = AbortSignal.any([stopping.signal, untilGone(reply)]);
      const asked = { after, limit, ...given({ types, subjectId }) };
      const page = await events.waitFor(database.db, asked, { waitSeconds: wait, signal });
      const next = String(page.last);
      const { items, next_cursor: cursor } = toPageOf({ items: page.events, next }, list, eventToWire);
      return { items, next_cursor: page.hasMore ? cursor : null, tail_cursor: cursor ?? '' };
    },
  );
}
