import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { KeyService } from '#modules/keys';
import { AppError } from '#platform/errors.ts';
import type { Database } from '#platform/db/database.ts';
import type { MetricsReport } from '../metrics-report.ts';

export interface OperationsDeps {
  database: Database;
  keys: KeyService;
  report: MetricsReport;
  leaving: { readonly isStopping: boolean };
}

const Status = Type.Object({ status: Type.Literal('ok') }, { examples: [{ status: 'ok' }] });
const loopback = /^(127\.|::1$|::ffff:127\.)/;

/** Scrapers on this machine need nothing; others are operators with a token. */
async function requireMayReadMetrics(request: FastifyRequest): Promise<void> {
  const isLocal = loopback.test(request.socket.remoteAddress ?? '') && loopback.test(request.ip);
  if (isLocal && request.headers['x-forwarded-for'] === undefined) return;
  const { principal } = await request.signedIn();
  const { subject } = principal;
  if (!subject.isSuperuser && !subject.permissions.includes('metrics.read'))
    throw new AppError('access.denied');
}

const tags = ['Operations'];

/** What those who run Ostiary, and those who verify its tokens, ask for. */
export function operationsScope(app: FastifyInstance, deps: OperationsDeps): void {
  addHealthRoutes(app, deps);
  addMetricsRoute(app, deps);
  addKeySetRoute(app, deps);
}

function addHealthRoutes(app: FastifyInstance, { database, leaving }: OperationsDeps): void {
  app.get(
    '/healthz',
    {
      schema: {
        tags,
        summary: 'The process is up',
        description: 'Answers without touching the database.',
        response: { 200: Status },
      },
    },
    () => ({ status: 'ok' }) as const,
  );

  app.get(
    '/readyz',
    {
      schema: {
        tags,
        summary: 'The service can do its work',
        description:
          'The database answers and its schema is one that this version works with; 503 otherwise, and when it is about to stop.',
        response: { 200: Status },
      },
    },
    async () => {
      if (leaving.isStopping)
        throw new AppError('service.unavailable', { message: 'The server is stopping.' });
      await database.ping();
      const { pending, isSupported } = await database.schemaState();
      const message = isSupported ? 'Migrations are pending.' : 'The database belongs to a newer version.';
      if (!isSupported || pending.length > 0) throw new AppError('service.unavailable', { message });
      return { status: 'ok' } as const;
    },
  );
}

function addMetricsRoute(app: FastifyInstance, { report }: OperationsDeps): void {
  app.get(
    '/metrics',
    {
      schema: {
        tags,
        summary: 'Figures for Prometheus',
        description: 'Open on the loopback interface; elsewhere it needs the permission `metrics.read`.',
        produces: ['text/plain'],
      },
      config: { permission: 'metrics.read' },
    },
    async (request, reply) => {
      await requireMayReadMetrics(request);
      return reply.type(report.contentType).send(await report.text());
    },
  );
}

function addKeySetRoute(app: FastifyInstance, { keys }: OperationsDeps): void {
  app.get(
    '/.well-known/jwks.json',
    {
      schema: {
        tags,
        summary: 'Public signing keys',
        description:
          'A JSON Web Key Set (RFC 7517). Verify tokens with it; read it again on an unknown `kid`.',
        response: {
          200: Type.Object({ keys: Type.Array(Type.Object({}, { additionalProperties: true })) }),
        },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=300');
      reply.header('access-control-allow-origin', '*');
      return keys.jwks();
    },
  );
}
