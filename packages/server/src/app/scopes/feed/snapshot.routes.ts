import { Readable } from 'node:stream';
import { FeedSnapshot, FeedSnapshotQuery, FeedUserParams, FeedUserRecord } from '@ostiary/contract';
import type { FeedService } from '#modules/feed';
import type { ApiApp } from '../api/api-app.ts';
import { operation, untilGone } from './feed-app.ts';
import type { FollowerOf } from './service-key.ts';

const linesType = 'application/x-ndjson';

export function addFeedSnapshotRoutes(app: ApiApp, feed: FeedService, followerOf: FollowerOf): void {
  app.get(
    '/snapshot',
    {
      schema: {
        ...operation(
          'Take a snapshot',
          'All that this service may see, as lines of JSON. What changes while it is taken is in it or comes ' +
            'after its cursor. It is whole only with the line `end`: a connection that breaks off before leaves ' +
            'it incomplete.',
        ),
        operationId: 'takeFeedSnapshot',
        querystring: FeedSnapshotQuery,
        response: {
          200: { description: 'As it is now.', content: { [linesType]: { schema: FeedSnapshot } } },
        },
      },
      config: { errors: ['feed.too_many_streams'] },
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      const hasUsers = request.query.users === 'all';
      const signal = untilGone(reply);
      const pages = await feed.snapshot(followerOf(request), { hasUsers, signal });
      return reply
        .type(linesType)
        .header('x-accel-buffering', 'no')
        .send(Readable.from(pages, { objectMode: false }));
    },
  );

  app.get(
    '/users/:sub',
    {
      schema: {
        ...operation('One user', 'As this service may see them; a user that it may not see is not found.'),
        operationId: 'getFeedUser',
        params: FeedUserParams,
        response: { 200: FeedUserRecord },
      },
      config: { errors: ['users.not_found'] },
      exposeHeadRoute: false,
    },
    (request) => feed.getUser(followerOf(request).service, request.params.sub),
  );
}
