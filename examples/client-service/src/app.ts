import { authenticated, type Mirror, type Ostiary } from '@ostiary/sdk';
import { fastifyDoor } from '@ostiary/sdk/fastify';
import { fastifyProxy, type AuthProxy } from '@ostiary/sdk/proxy';
import { fastify, type FastifyInstance } from 'fastify';

interface Parts {
  ostiary: Ostiary;
  /** The users of Ostiary, as they are now. */
  mirror: Mirror;
  /** The token API, for people who reach this service and not Ostiary. */
  proxy: AuthProxy;
}

export function buildApp({ ostiary, mirror, proxy }: Parts): FastifyInstance {
  const app = fastify({ logger: { level: 'warn' } });
  const door = fastifyDoor(ostiary);
  void app.register(fastifyProxy(proxy));

  app.get('/api/test/', door.route(authenticated()), (_request, reply) =>
    reply.type('application/json').send(JSON.stringify('success')),
  );

  // Nobody sees others by guessing ids.
  app.get<{ Params: { id: string } }>(
    '/auth/users/:id/',
    door.route(authenticated()),
    async (request, reply) => {
      const { sub } = door.user(request);
      const user = sub === request.params.id ? await mirror.getUser(sub) : undefined;
      if (!user) return reply.code(404).send({ detail: 'Not found.' });
      const { email, username, first_name, last_name, is_active, is_staff } = user;
      return { id: sub, email, username, first_name, last_name, is_active, is_staff };
    },
  );

  return app;
}
