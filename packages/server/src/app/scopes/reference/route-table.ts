import type { FastifyInstance, RouteOptions } from 'fastify';

/** One route, for the reference. */
export interface RouteEntry {
  method: string;
  path: string;
  /** `none`, `optional`, `any`, `session cookie`, or the permission it takes. */
  credential: string;
  summary: string;
  tag: string;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every described route, in the order in which they were added. */
    routeTable: RouteEntry[];
  }
}

const implicitMethods = new Set(['HEAD', 'OPTIONS']);

function credentialOf(route: RouteOptions): string {
  const permission = route.config?.permission;
  if (permission !== undefined) return `permission \`${permission}\``;
  const security = route.schema?.security ?? [];
  if (security.length === 0) return 'none';
  if (security.some((way) => Object.keys(way).length === 0)) return 'optional';
  return security.every((way) => 'cookie' in way) ? 'session cookie' : 'any';
}

function entriesOf(route: RouteOptions): RouteEntry[] {
  const { schema } = route;
  if (schema === undefined || schema.hide === true) return [];
  const methods = [route.method].flat().filter((method) => !implicitMethods.has(method));
  return methods.map((method) => ({
    method,
    path: route.url,
    credential: credentialOf(route),
    summary: schema.summary ?? '',
    tag: schema.tags?.[0] ?? '',
  }));
}

/** Notes the routes that are added after it, as `app.routeTable`. */
export function addRouteTable(app: FastifyInstance): void {
  const table: RouteEntry[] = [];
  app.decorate('routeTable', table);
  app.addHook('onRoute', (route) => {
    table.push(...entriesOf(route));
  });
}
