import type { ErrorCode } from '@ostiary/contract';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { documentedErrors, documentedFeedErrors, type RefusingRoute } from './documented-errors.rules.ts';
import { operationIdOf } from './operation-id.rules.ts';

/** One route, for the reference. */
export interface RouteEntry {
  method: string;
  /** With parameters as `:name`. */
  path: string;
  operationId: string;
  /** `none`, `optional`, `any`, `session cookie`, `service key`, or the permission it takes. */
  credential: string;
  /** What its caller must hold. */
  permission: string | undefined;
  summary: string;
  tag: string;
  /** Of the management API: its problems are documented from here. */
  isApi: boolean;
  isIdempotent: boolean;
  takesIfMatch: boolean;
  /** Where what it makes is read, if not below its own path. */
  madePath: string | undefined;
  /** The codes it declares itself. */
  ownErrors: readonly ErrorCode[];
  /** Every code it may answer; of the management API and the feed only. */
  errors: readonly ErrorCode[];
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every described route, in the order in which they were added. */
    readonly routeTable: RouteEntry[];
  }
}

const implicitMethods = new Set(['HEAD', 'OPTIONS']);
const apiPrefix = '/api/v1/';
const feedPrefix = '/feed/';

function credentialOf(route: RouteOptions): string {
  const permission = route.config?.permission;
  if (permission !== undefined) return `permission \`${permission}\``;
  const security = route.schema?.security ?? [];
  if (security.length === 0) return 'none';
  if (security.some((way) => Object.keys(way).length === 0)) return 'optional';
  if (security.every((way) => 'serviceKey' in way)) return 'service key';
  return security.every((way) => 'cookie' in way) ? 'session cookie' : 'any';
}

/** The names of the properties of an object schema. */
function propertiesOf(schema: unknown): string[] {
  const { properties } = (schema ?? {}) as { properties?: object };
  return Object.keys(properties ?? {});
}

function errorsOf(route: RefusingRoute, path: string): ErrorCode[] {
  if (path.startsWith(apiPrefix)) return documentedErrors(route);
  return path.startsWith(feedPrefix) ? documentedFeedErrors(route) : [];
}

function toEntry(route: RouteOptions, method: string): RouteEntry {
  const { schema = {}, config, url: path } = route;
  const answers = (schema.response ?? {}) as Record<string, unknown>;
  const isApi = path.startsWith(apiPrefix);
  const isIdempotent = config?.isIdempotent === true;
  const takesIfMatch = propertiesOf(schema.headers).includes('if-match');
  const ownErrors = config?.errors ?? [];
  const { params, querystring, headers, body } = schema;
  const hasInput = [params, querystring, headers, body].some((part) => part !== undefined) || isIdempotent;
  const isList = propertiesOf(answers['200']).includes('items');
  return {
    ...{ method, path, isApi, isIdempotent, takesIfMatch, ownErrors },
    operationId: schema.operationId ?? operationIdOf({ method, path, isCreation: '201' in answers, isList }),
    credential: credentialOf(route),
    permission: config?.permission,
    madePath: config?.makes,
    summary: schema.summary ?? '',
    tag: schema.tags?.[0] ?? '',
    errors: errorsOf({ method, hasInput, takesIfMatch, isIdempotent, errors: ownErrors }, path),
  };
}

function entriesOf(route: RouteOptions): RouteEntry[] {
  if (route.schema === undefined || route.schema.hide === true) return [];
  const methods = [route.method].flat().filter((method) => !implicitMethods.has(method));
  return methods.map((method) => toEntry(route, method));
}

/** Notes the routes that are added after it; what they are is worked out when somebody asks. */
export function addRouteTable(app: FastifyInstance): void {
  const routes: RouteOptions[] = [];
  let table: RouteEntry[] | undefined;
  app.decorate('routeTable', { getter: () => (table ??= routes.flatMap(entriesOf)) });
  app.addHook('onRoute', (route) => {
    routes.push(route);
  });
}
