import type { FastifyInstance } from 'fastify';
import type { Config } from '#config';
import { randomSecret } from '#platform/random.ts';
import type { Services } from '../../app/build-services.ts';
import type { CommandIo } from '../command-io.ts';
import { loadWithSettings } from '../load-or-fail.ts';
import { requireCurrentSchema } from '../with-services.ts';
import { queryString } from './query-string.ts';
import type { ApiRequest, ApiResponse, Transport } from './transport.types.ts';

/**
 * The whole app in this process, called without a socket, as whoever holds the database: so a command does
 * here exactly what it does from afar.
 */
export async function openLocalTransport(io: CommandIo): Promise<Transport> {
  const { config, settings } = loadWithSettings(io);
  const { buildServices } = await import('../../app/build-services.ts');
  const services = await buildServices({ config, settings });
  try {
    await requireCurrentSchema(io, services);
    return await startApp(io, config, services);
  } catch (error) {
    await services.close();
    throw error;
  }
}

async function startApp(io: CommandIo, config: Config, services: Services): Promise<Transport> {
  const [{ buildApp }, { createLog }] = await Promise.all([
    import('../../app/build-app.ts'),
    import('#platform/log.ts'),
  ]);
  const key = randomSecret();
  const last: { failure?: unknown } = {};
  const app = await buildApp({
    config,
    services,
    // Standard output is the command's; what fails is told by the command.
    log: createLog('silent'),
    operator: { key, systemUser: io.systemUser, onFailure: (error) => (last.failure = error) },
  });
  return {
    remoteUrl: null,
    async request(request) {
      delete last.failure;
      const response = await inject(app, key, request);
      return 'failure' in last ? { ...response, failure: last.failure } : response;
    },
    async close() {
      await app.close();
      await services.close();
    },
  };
}

async function inject(app: FastifyInstance, key: string, request: ApiRequest): Promise<ApiResponse> {
  const { method, path, query, headers, body, signal } = request;
  const response = await app.inject({
    method,
    url: `/api/v1${path}${queryString(query)}`,
    headers: { ...headers, authorization: `Operator ${key}` },
    payloadAsStream: true,
    ...(body !== undefined && { payload: body }),
    ...(signal && { signal }),
  });
  return { status: response.statusCode, headers: textHeaders(response.headers), body: response.stream() };
}

function textHeaders(headers: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return Object.fromEntries(texts) as Record<string, string>;
}
