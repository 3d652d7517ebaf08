import type { FastifyInstance } from 'fastify';
import type { SchemaTypes } from '../api/api-app.ts';
import { addFeedEventRoutes } from './events.routes.ts';
import type { FeedServices } from './feed-app.ts';
import { requireServiceKey } from './service-key.ts';
import { addFeedSnapshotRoutes } from './snapshot.routes.ts';

export interface FeedScopeDeps {
  services: FeedServices;
}

/** What client services are told, under `/feed`: JSON in snake_case, refusals as RFC 9457 problems. */
export async function feedScope(app: FastifyInstance, deps: FeedScopeDeps): Promise<void> {
  const { feed, services } = deps.services;
  // Whoever follows goes on with the process that comes next.
  app.addHook('preClose', (done) => {
    feed.stop();
    done();
  });
  await app.register(
    (scope, _options, done) => {
      const followerOf = requireServiceKey(scope, services);
      const routes = scope.withTypeProvider<SchemaTypes>();
      addFeedEventRoutes(routes, feed, followerOf);
      addFeedSnapshotRoutes(routes, feed, followerOf);
      done();
    },
    { prefix: '/feed' },
  );
}
