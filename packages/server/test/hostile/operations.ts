import type { FastifyInstance } from 'fastify';

type Names = readonly string[];

/** How a scope refuses: REST framework's bodies, RFC 9457 problems, or pages for people. */
export type Shape = 'drf' | 'problem' | 'page';

/** One operation of the API description, with the names of everything that it reads. */
export interface Operation {
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters as `{name}`. */
  path: string;
  shape: Shape;
  query: Names;
  body: Names;
  takesForms: boolean;
}

interface Described {
  tags: string[];
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, unknown> } }> };
}

function shapeOf(path: string, [tag = '']: string[]): Shape {
  if (tag === 'Pages') return 'page';
  return ['Token API', 'Role service', 'DRF tutorial'].includes(tag) ? 'drf' : 'problem';
}

function toOperation(path: string, method: string, described: Described): Operation {
  const content = described.requestBody?.content ?? {};
  const [schema] = Object.values(content).map((media) => media.schema);
  return {
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase() as Operation['method'],
    path,
    shape: shapeOf(path, described.tags),
    query: (described.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name),
    body: Object.keys(schema?.properties ?? {}),
    takesForms: 'application/x-www-form-urlencoded' in content,
  };
}

/** Pages read these without describing them. */
const undescribed: Record<string, Names> = {
  'GET /setup': ['token'],
  'GET /sign-in': ['next', 'done'],
  'GET /sign-in/factor': ['next'],
  'GET /sign-in/set-up-factor': ['next', 'app'],
  'GET /sign-in/link/open': ['token'],
  'GET /confirm': ['next'],
  'GET /reset-password': ['token'],
  'GET /verify-email': ['token'],
  'GET /change-email': ['token'],
  'GET /invitation': ['token'],
  'GET /keep-account': ['token'],
  'GET /': ['done'],
};

/** Every operation that the service describes: a new route is attacked from its first day. */
export function describedOperations(app: FastifyInstance): Operation[] {
  const paths = app.swagger().paths as Record<string, Record<string, Described>>;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => toOperation(path, method, described)),
  );
  return operations.map((one) => ({ ...one, query: [...one.query, ...(undescribed[one.name] ?? [])] }));
}
