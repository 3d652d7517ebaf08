import type {
  FastifyContextConfig,
  FastifyInstance,
  FastifySchema,
  HTTPMethods,
  onRequestHookHandler,
  RouteHandlerMethod,
} from 'fastify';
import { AppError } from '../../errors.ts';
import { acceptsJson } from './accept.ts';
import { addDrfBodyParsers } from './body.ts';
import { drfErrorHandler, type DrfShape } from './errors.ts';
import { asJson } from './reply.ts';

export interface DrfRoute {
  /** With its trailing slash; the router takes it without one as well. */
  url: string;
  methods: readonly ('GET' | 'POST')[];
  /** What OPTIONS calls it. */
  name: string;
  /** For the API reference only: bodies are read by `fields`, replies written by `asJson`. */
  schema: FastifySchema;
  handler: RouteHandlerMethod;
  /** Errors that this route answers in its own way, before those of the scope. */
  errors?: DrfShape;
  /** Whether the answer depends on who is signed in by cookie. */
  variesByCookie?: boolean;
  config?: FastifyContextConfig;
}

/** A part of the server with the manners of Django REST framework. */
export interface DrfScope {
  route(route: DrfRoute): void;
}

const knownMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'] as const;
const mediaTypes = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];

type Headers = Record<string, string>;

/** Content negotiation comes before everything else, as in REST framework's `initial()`. */
function enter(headers: Headers): onRequestHookHandler {
  return function negotiate(request, reply, done) {
    reply.headers(headers);
    done(acceptsJson(request.headers.accept) ? undefined : new AppError('request.not_acceptable'));
  };
}

const refuseMethod: onRequestHookHandler = (request, _reply, done) => {
  done(new AppError('request.method_not_allowed', { message: `Method "${request.method}" not allowed.` }));
};

const refuseUnknownPath: onRequestHookHandler = (request, _reply, done) => {
  done(request.is404 ? new AppError('request.not_found') : undefined);
};

function allowedMethods(methods: readonly string[]): HTTPMethods[] {
  const isRead = methods.includes('GET');
  return knownMethods.filter((method) => methods.includes(method) || (method === 'HEAD' && isRead));
}

function headersOf(route: DrfRoute): Headers {
  return {
    vary: route.variesByCookie ? 'Accept, Cookie' : 'Accept',
    allow: [...allowedMethods(route.methods), 'OPTIONS'].join(', '),
    'cache-control': 'no-store',
  };
}

/** OPTIONS describes the route, any other method is refused by name: neither is worth a page of reference. */
function addOtherMethods(scope: FastifyInstance, route: DrfRoute, negotiate: onRequestHookHandler): void {
  const allowed = allowedMethods(route.methods);
  const description = { name: route.name, renders: ['application/json'], parses: mediaTypes };
  scope.options(route.url, { schema: { hide: true }, onRequest: negotiate }, async (_request, reply) =>
    asJson(reply, description),
  );
  scope.route({
    url: route.url,
    method: knownMethods.filter((method) => !allowed.includes(method)),
    exposeHeadRoute: false,
    schema: { hide: true },
    onRequest: [negotiate, refuseMethod],
    handler: async () => undefined,
  });
}

/**
 * Makes a Fastify scope read bodies, negotiate, and refuse as REST framework does. `errors` are the
 * shapes that hold for all its routes. Unknown paths below the scope's prefix are answered alike.
 */
export function drfScope(scope: FastifyInstance, errors: DrfShape): DrfScope {
  addDrfBodyParsers(scope);
  scope.setValidatorCompiler(() => () => true);
  scope.setSerializerCompiler(() => JSON.stringify);
  scope.setErrorHandler(drfErrorHandler([errors]));
  if (scope.prefix !== '') {
    scope.addHook('onRequest', refuseUnknownPath);
    scope.setNotFoundHandler(() => undefined);
  }
  return {
    route(route) {
      const negotiate = enter(headersOf(route));
      scope.route({
        url: route.url,
        method: [...route.methods],
        schema: route.schema,
        onRequest: negotiate,
        handler: route.handler,
        ...(route.errors && { errorHandler: drfErrorHandler([route.errors, errors]) }),
        ...(route.config && { config: route.config }),
      });
      addOtherMethods(scope, route, negotiate);
    },
  };
}
