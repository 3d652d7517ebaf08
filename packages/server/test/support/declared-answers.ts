import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { isDeepStrictEqual } from 'node:util';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { answerHeaders } from '#app/scopes/reference/complete-document.ts';
import type { RouteEntry } from '#app/scopes/reference/route-table.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
const validators = new WeakMap<object, ValidateFunction>();

function validatorOf(schema: object): ValidateFunction {
  const known = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, known);
  return known;
}

/** What one answer of the management API contradicts in the declaration of its route. */
interface Observed {
  request: FastifyRequest;
  reply: FastifyReply;
  route: RouteEntry;
  routes: readonly RouteEntry[];
  /** As it is sent. */
  body: string;
  /** What the handler gave, before anything was left out of it. */
  given: unknown;
}

function mediaTypeOf(reply: FastifyReply): string {
  const [type = ''] = String(reply.getHeader('content-type')).split(';');
  return type;
}

function refusalFault({ reply, route, body }: Observed): string[] {
  if (mediaTypeOf(reply) !== 'application/problem+json')
    return ['refuses with something else than a problem'];
  const { code } = JSON.parse(body) as { code: string };
  return (route.errors as readonly string[]).includes(code) ? [] : [`answers the undeclared error ${code}`];
}

/** The schema of this answer, `undefined` when its status or media type is not declared. */
function schemaOf({ request, reply }: Observed): object | undefined {
  const answers = (request.routeOptions.schema?.response ?? {}) as Record<string, { content?: object }>;
  const answer = answers[reply.statusCode];
  if (answer?.content === undefined) return answer;
  const content = answer.content as Record<string, { schema: object } | undefined>;
  return content[mediaTypeOf(reply)]?.schema;
}

function bodyFaults(observed: Observed): string[] {
  const { reply, body, given } = observed;
  const schema = schemaOf(observed);
  if (schema === undefined)
    return [`answers ${reply.statusCode} ${mediaTypeOf(reply)}, which is not declared`];
  if (body === '') return [];
  if (mediaTypeOf(reply) !== 'application/json') return [];
  const sent: unknown = JSON.parse(body);
  const validate = validatorOf(schema);
  const faults = validate(sent)
    ? []
    : [`answers what its schema refuses: ${ajv.errorsText(validate.errors)}`];
  // The serialiser leaves out what it does not know and converts what it can: that hides mistakes.
  const isSame = given === undefined || isDeepStrictEqual(JSON.parse(JSON.stringify(given)), sent);
  return isSame ? faults : [...faults, `gives ${JSON.stringify(given)} but sends ${body}`];
}

function headerFaults({ reply, route, routes }: Observed): string[] {
  const declared = answerHeaders(route, reply.statusCode, routes);
  return ['ETag', 'Location'].flatMap((name) => {
    if (reply.hasHeader(name) === declared.includes(name)) return [];
    return [
      reply.hasHeader(name) ? `answers an undeclared ${name}` : `declares ${name} and does not answer it`,
    ];
  });
}

function faultsOf(observed: Observed): string[] {
  const { request, reply } = observed;
  const faults =
    reply.statusCode >= 400 ? refusalFault(observed) : [...bodyFaults(observed), ...headerFaults(observed)];
  const name = `${request.method} ${request.routeOptions.url ?? ''}`;
  return faults.map((fault) => `${name} ${fault}`);
}

function watch(app: FastifyInstance, faults: Set<string>): void {
  const given = new WeakMap<FastifyReply, unknown>();
  app.addHook('onRoute', (route: RouteOptions) => {
    const others = [route.preSerialization ?? []].flat();
    route.preSerialization = [
      ...others,
      async (_request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
        given.set(reply, payload);
        return payload;
      },
    ];
  });
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    const { url = '' } = request.routeOptions;
    if (!url.startsWith('/api/v1/') || request.method === 'HEAD' || request.is404) return payload;
    const body = typeof payload === 'string' ? payload : '';
    const routes = app.routeTable;
    const route = routes.find(({ method, path }) => method === request.method && path === url);
    const found =
      route === undefined
        ? [`${request.method} ${url} is not described`]
        : faultsOf({ request, reply, route, routes, body, given: given.get(reply) });
    for (const fault of found) faults.add(fault);
    return payload;
  });
}

/**
 * Builds an app and holds every answer of its management API against what the route declares: codes of
 * refusals, bodies, headers. Gives the app and the contradictions seen so far.
 */
export async function watchingAnswers(
  build: () => Promise<FastifyInstance>,
): Promise<{ app: FastifyInstance; faults: ReadonlySet<string> }> {
  const faults = new Set<string>();
  const onCreated = (message: unknown): void =>
    watch((message as { fastify: FastifyInstance }).fastify, faults);
  // Hooks reach only the scopes that are added after them, so they must be there from the first moment.
  subscribe('fastify.initialization', onCreated);
  const building = build();
  unsubscribe('fastify.initialization', onCreated);
  return { app: await building, faults };
}
