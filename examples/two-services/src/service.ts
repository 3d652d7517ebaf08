import { createOstiary, type Ostiary, type Schema } from '@ostiary/sdk';
import { createProxy, fastifyProxy } from '@ostiary/sdk/proxy';
import { fastify, type FastifyInstance } from 'fastify';
import type { ServiceSettings } from './settings.ts';

export interface RunningService {
  url: string;
  stop(): Promise<void>;
}

export interface ServiceParts<Level extends string, Data> {
  settings: ServiceSettings;
  ostiaryUrl: string;
  levels: readonly Level[];
  data: Schema<Data>;
}

/** What both services have in common: each has its own key, so that each gets tokens that are for it alone. */
export async function startService<const Level extends string, Data>(
  { settings: { audience, key, port }, ostiaryUrl: url, levels, data }: ServiceParts<Level, Data>,
  addRoutes: (app: FastifyInstance, ostiary: Ostiary<{ level: Level; data: Data }>) => void,
): Promise<RunningService> {
  const onError = (error: Error): void => console.error(error.message);
  const ostiary = createOstiary({ url, audience, key, levels, data, onError });
  await ostiary.start();
  const app = fastify({ logger: { level: 'warn' } });
  void app.register(fastifyProxy(createProxy({ url, key })));
  addRoutes(app, ostiary);
  await app.listen({ port, host: '127.0.0.1' });
  return {
    url: app.listeningOrigin,
    async stop() {
      await app.close();
      await ostiary.close();
    },
  };
}
