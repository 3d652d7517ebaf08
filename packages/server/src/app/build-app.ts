import cookie from '@fastify/cookie';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Config } from '#config';
import { createSignInCookies } from '#modules/login/pages';
import { deviceCookieName } from '#modules/sessions';
import { createIds } from '#platform/ids.ts';
import type { Log } from '#platform/log.ts';
import type { Peers } from '#platform/processes/worker.ts';
import { addAddressGate } from './address-gate.ts';
import type { Services } from './build-services.ts';
import { addCommonHeaders, commonHeadersFor } from './common-headers.ts';
import { addErrorAnswers, createUnroutableAnswer } from './error-answers.ts';
import { addHttpContext } from './http-context.ts';
import { addMetrics } from './metrics.ts';
import { createMetricsReport } from './metrics-report.ts';
import { opensDoor, type OperatorDoor } from './operator-door.ts';
import { apiScope } from './scopes/api/api.scope.ts';
import { authScope } from './scopes/auth/auth.scope.ts';
import { compatScope } from './scopes/auth/compat.scope.ts';
import { consoleScope } from './scopes/console.scope.ts';
import { feedScope } from './scopes/feed/feed.scope.ts';
import { oauthScope } from './scopes/oauth.scope.ts';
import { operationsScope } from './scopes/operations.ts';
import { pagesScope } from './scopes/pages.ts';
import { addOpenApi } from './scopes/reference/openapi.ts';
import { referenceScope } from './scopes/reference/reference-scope.ts';
import { addRouteTable } from './scopes/reference/route-table.ts';
import { addSchemaCompilers } from './schema-compilers.ts';
import { sessionCookieName } from './session-cookie.ts';
import { answerClientError } from './slow-senders.ts';

/** How far a process is on its way out. It does everything as before, but says so. */
export interface Leaving {
  /** Connections to it end with their next answer. */
  readonly isLeaving: boolean;
  /** Nobody goes on in its place, on its port. */
  readonly isStopping: boolean;
}

const staying: Leaving = { isLeaving: false, isStopping: false };

export interface AppOptions {
  config: Config;
  services: Services;
  log: Log;
  /** For the command line, which calls the app of its own process. A server that listens gets none. */
  operator?: OperatorDoor | undefined;
  leaving?: Leaving;
  /** The other workers of the same server. */
  peers?: Peers | undefined;
}

const headersTimeoutMs = 30_000;

/** The whole service as a Fastify instance that does not listen, so that tests can inject requests. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, services, log, operator, leaving = staying } = options;
  // Fastify's own notes repeat what `serve` tells; its warnings and errors count.
  const level = log.isLevelEnabled('debug') ? log.level : 'warn';
  const baseLog: FastifyBaseLogger = log.child({}, log.isLevelEnabled('warn') ? { level } : {});
  const newRequestId = createIds(services.clock);
  const commonHeaders = commonHeadersFor(config);
  const app = fastify({
    loggerInstance: baseLog,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newRequestId(),
    requestIdHeader: false,
    trustProxy: config.server.trustedProxies.length > 0 ? config.server.trustedProxies : false,
    bodyLimit: config.server.bodyLimitBytes,
    requestTimeout: headersTimeoutMs,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    forceCloseConnections: 'idle',
    // Whoever has a connection still is answered, and told that it ends.
    return503OnClosing: false,
    frameworkErrors: createUnroutableAnswer(commonHeaders),
    clientErrorHandler: answerClientError,
  });
  addSchemaCompilers(app);
  services.tracing?.addTo(app);
  await app.register(cookie);
  addHttpContext(app, {
    login: services.login,
    publicUrl: config.server.url,
    sessionCookieName: sessionCookieName(config),
    deviceCookieName: deviceCookieName(config.cookies),
    operator,
  });
  addCommonHeaders(app, commonHeaders);
  addGoodbye(app, leaving);
  addAccessLog(app, log);
  addAddressGate(app, services.access, ({ headers }) => opensDoor(operator, headers.authorization));
  addErrorAnswers(app, { stepUpSeconds: config.factors.stepUpSeconds });
  addFailureReport(app, operator);
  await addScopes(app, options);
  return app;
}

/** Each scope has its own manners: what it reads, and the shape of its errors. */
async function addScopes(app: FastifyInstance, options: AppOptions): Promise<void> {
  const { config, services, leaving = staying, peers } = options;
  const metrics = addMetrics(app, services);
  const cookieName = sessionCookieName(config);
  addRouteTable(app);
  await addOpenApi(app, { publicUrl: config.server.url, sessionCookieName: cookieName });
  await app.register((scope, _options, done) => {
    operationsScope(scope, { ...services, report: createMetricsReport(metrics, peers), leaving });
    done();
  });
  await app.register((scope, _options, done) => {
    pagesScope(scope, { config, services, sessionCookieName: cookieName });
    done();
  });
  await app.register(consoleScope);
  await app.register((scope, _options, done) => {
    referenceScope(scope);
    done();
  });
  await app.register((scope, _options, done) => {
    oauthScope(scope, { config, services });
    done();
  });
  const cookies = createSignInCookies({
    sessionName: cookieName,
    isSecure: config.cookies.isSecure,
    sessionSeconds: config.cookies.sessionSeconds,
  });
  await apiScope(app, { services, renewCookie: cookies.renew });
  await feedScope(app, { services });
  await authScope(app, { config, services });
  await compatScope(app, { config, services });
}

/** Those who keep their connection alive learn with their next answer that they need another one. */
function addGoodbye(app: FastifyInstance, leaving: Leaving): void {
  app.addHook('onRequest', (_request, reply, done) => {
    if (leaving.isLeaving) reply.raw.setHeader('connection', 'close');
    done();
  });
}

function addFailureReport(app: FastifyInstance, operator: OperatorDoor | undefined): void {
  const { onFailure } = operator ?? {};
  if (!onFailure) return;
  app.addHook('onError', async (_request, _reply, error) => onFailure(error));
}

/** One line for each answer: errors of ours at `error`, everything else at `debug`. */
function addAccessLog(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', (request, reply, done) => {
    if (reply.statusCode < 500 && !log.isLevelEnabled('debug')) return done();
    const line = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      address: request.ip,
    };
    if (reply.statusCode >= 500) log.error(line, 'answered');
    else log.debug(line, 'answered');
    done();
  });
}
