import type { FastifyInstance } from 'fastify';

/** The methods of the routes whose path matches; empty when there is none. Sorted. */
export type AllowedMethods = (path: string) => string[];

function toPattern(url: string): RegExp {
  const escaped = url.replace(/[.+^$(){}|[\]\\]/g, '\\$&');
  return new RegExp(
    `^${escaped
      .replace(/:[A-Za-z]+/g, '[^/]+')
      .replace(/\*/g, '.*')
      .replace(/\/$/, '')}/?$`,
  );
}

/** Notes the routes that are added after it, to tell a wrong method (405) from a wrong path (404). */
export function collectPaths(app: FastifyInstance): AllowedMethods {
  const known = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    let path = known.get(url);
    if (!path) known.set(url, (path = { pattern: toPattern(url), methods: new Set() }));
    for (const one of [method].flat()) path.methods.add(one);
  });
  return (path) => {
    const methods = new Set<string>();
    for (const one of known.values()) {
      if (one.pattern.test(path)) for (const method of one.methods) methods.add(method);
    }
    return [...methods].sort();
  };
}
