import { FeedEventHeaders, FeedEventQuery, FeedPage, FeedStream as FeedStreamText } from '@ostiary/contract';
import type { FastifyReply } from 'fastify';
import type { Static } from 'typebox';
import type { FeedService, FeedStart, FeedStream, Follower } from '#modules/feed';
import { AppError } from '#platform/errors.ts';
import type { ApiApp } from '../api/api-app.ts';
import { operation, untilGone } from './feed-app.ts';
import { createResponseSink } from './response-sink.ts';
import type { FollowerOf } from './service-key.ts';

const streamType = 'text/event-stream';

function wantsStream(accept = ''): boolean {
  return accept.split(',').some((range) => range.split(';')[0]?.trim().toLowerCase() === streamType);
}

/** AppError `feed.cursor_gone` when what was told was told to another service. */
function startOf(
  query: Static<typeof FeedEventQuery>,
  lastEventId: string | undefined,
  { service }: Follower,
): FeedStart {
  if (query.service !== undefined && query.service !== service.id) throw new AppError('feed.cursor_gone');
  // A client of streams sends the address that it began with each time it comes again, and where it is.
  const after = lastEventId ?? query.after;
  return { ...(after !== undefined && { after }), isReplayed: query.replay !== undefined };
}

/** The stream writes to the socket itself, so what hooks have set must be there already. */
function beginStream(reply: FastifyReply, stream: FeedStream): void {
  const { raw } = reply;
  raw.once('close', () => stream.close());
  if (raw.destroyed) return stream.close();
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.writeHead(200, {
    'content-type': streamType,
    // Nginx would keep beats back until a buffer is full.
    'x-accel-buffering': 'no',
    // So that it is over when it has ended, also for a server that waits for open connections.
    connection: 'close',
  });
  stream.flow(createResponseSink(raw));
}

const description = `What changed of what this service may see, in order. Each item says how things are now: an item
that comes again does no harm. Nothing is passed over while transactions are under way.

With \`Accept: ${streamType}\` it is a stream of server-sent events that goes on from the cursor in \`Last-Event-ID\`
or \`after\`. Without, one page; with \`wait\` the answer is given when there is something, or after that time.

410 means that the cursor is older than what is kept, or of another history of this server, such as before it was
restored from a backup, or was given to another service: take a snapshot, and go on from its cursor.`;

export function addFeedEventRoutes(app: ApiApp, feed: FeedService, followerOf: FollowerOf): void {
  app.get(
    '/events',
    {
      schema: {
        ...operation('Follow what happens', description),
        operationId: 'followFeed',
        querystring: FeedEventQuery,
        headers: FeedEventHeaders,
        response: {
          200: {
            description: 'What happened since.',
            content: {
              'application/json': { schema: FeedPage },
              [streamType]: { schema: FeedStreamText },
            },
          },
        },
      },
      config: { errors: ['feed.cursor_gone', 'feed.too_many_streams'] },
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      const { query, headers } = request;
      const follower = followerOf(request);
      const start = startOf(query, headers['last-event-id'], follower);
      if (wantsStream(request.headers.accept)) {
        beginStream(reply, await feed.follow(follower, start));
        return reply;
      }
      const { limit, wait: waitSeconds } = query;
      return feed.read(follower, start, { limit, waitSeconds, signal: untilGone(reply) });
    },
  );
}
