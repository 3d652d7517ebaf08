import type { FastifyInstance } from 'fastify';

type Item = Record<string, unknown>;

export function pick(item: Item, names: ReadonlySet<string>): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

/** Of a page or one item. */
function project(payload: Item, names: ReadonlySet<string>): Item {
  const { items } = payload;
  return Array.isArray(items)
    ? { ...payload, items: (items as Item[]).map((item) => pick(item, names)) }
    : pick(payload, names);
}

/**
 * Leaves out what `fields` does not name, wherever a route's query declares it. The schema has refused
 * names that are none.
 */
export function answerSparsely(scope: FastifyInstance): void {
  scope.addHook('preSerialization', async (request, reply, payload) => {
    const { fields } = request.query as { fields?: unknown };
    const isWhole = typeof fields !== 'string' || reply.statusCode !== 200 || typeof payload !== 'object';
    if (isWhole || payload === null) return payload;
    return project(payload as Item, new Set(['id', ...fields.split(',')]));
  });
}
