import type { Ostiary } from '@ostiary/sdk';
import { fastifyDoor } from '@ostiary/sdk/fastify';
import { fastifyResources, resourceRouter, type Resource } from '@ostiary/sdk/resource';
import { fastify, type FastifyInstance } from 'fastify';

export function buildApp(ostiary: Ostiary, subscribers: Resource): FastifyInstance {
  const app = fastify({ logger: { level: 'warn' } });
  const door = fastifyDoor(ostiary);
  const router = resourceRouter({ prefix: '/api', resources: [subscribers] });
  void app.register(fastifyResources(router, door.mount));
  return app;
}
