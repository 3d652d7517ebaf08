import {
  operationsOf,
  type Answer,
  type Media,
  type OpenApiDocument,
  type Operation,
  type Parameter,
} from './document.types.ts';
import { exampleOf } from './example-of.rules.ts';
import { withNamedSchemas } from './named-schemas.ts';
import { describeRefusals, headerRefs, sharedHeaders } from './refusals.ts';
import type { RouteEntry } from './route-table.ts';

const mergePatch = 'application/merge-patch+json';

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours ' +
    'gets the same answer, and nothing is made twice.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  example: '0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61',
};

/** `if-match` → `If-Match`: as people write it. */
function headerName(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_all, dash: string, letter: string) => dash + letter.toUpperCase());
}

function completeParameter(parameter: Parameter): Parameter {
  return {
    ...parameter,
    ...(parameter.in === 'header' && { name: headerName(parameter.name) }),
    // After validation it is always there, which is not what its sender must know.
    ...(parameter.schema?.default !== undefined && { required: false }),
  };
}

function completeParameters({ parameters = [] }: Operation, route: RouteEntry): Parameter[] {
  const complete = parameters.map(completeParameter);
  const isMissing = route.isIdempotent && !complete.some(({ name }) => name === idempotencyKey.name);
  return isMissing ? [...complete, idempotencyKey] : complete;
}

function withExample(media: Media): Media {
  const hasExample =
    media.example !== undefined || media.examples !== undefined || media.schema === undefined;
  return hasExample ? media : { ...media, example: exampleOf(media.schema ?? {}) };
}

function withExamples(content: Record<string, Media>): Record<string, Media> {
  return Object.fromEntries(Object.entries(content).map(([type, media]) => [type, withExample(media)]));
}

function completeBody({ requestBody }: Operation, route: RouteEntry): Pick<Operation, 'requestBody'> {
  if (requestBody === undefined) return {};
  const content = withExamples(requestBody.content);
  const json = content['application/json'];
  const isPatch = route.method === 'PATCH' && json !== undefined;
  return { requestBody: { ...requestBody, content: isPatch ? { [mergePatch]: json, ...content } : content } };
}

/** The route that reads what a creation at this path makes: `/users/:id` for `/users`. */
function readerOf({ path, madePath }: RouteEntry, routes: readonly RouteEntry[]): RouteEntry | undefined {
  if (madePath !== undefined) {
    return routes.find(({ method, path: other }) => method === 'GET' && other === madePath);
  }
  const isItem = (other: string): boolean =>
    other.startsWith(`${path}/:`) && !other.slice(path.length + 1).includes('/');
  return routes.find(({ method, path: other }) => method === 'GET' && isItem(other));
}

/** Whether what is at this path is changed with `If-Match`: then whoever answers it tells its version. */
function isVersioned(path: string | undefined, routes: readonly RouteEntry[]): boolean {
  return routes.some((route) => route.path === path && route.takesIfMatch);
}

/** The headers that mean something, of an answer that grants what was asked. */
export function answerHeaders(route: RouteEntry, status: number, routes: readonly RouteEntry[]): string[] {
  const reader = status === 201 ? readerOf(route, routes) : undefined;
  const subject = status === 201 ? reader?.path : route.path;
  const hasBody = status === 200 || status === 201;
  return [
    ...(reader ? ['Location'] : []),
    ...(hasBody && isVersioned(subject, routes) ? ['ETag'] : []),
    ...(route.isIdempotent ? ['Idempotency-Replayed'] : []),
  ];
}

function completeAnswer(answer: Answer, headers: string[]): Answer {
  const isUnsaid = answer.description === 'Default Response';
  return {
    ...answer,
    ...(isUnsaid && { description: 'As asked.' }),
    ...(headers.length > 0 && { headers: { ...answer.headers, ...headerRefs(...headers) } }),
    ...(answer.content && { content: withExamples(answer.content) }),
  };
}

/** `/users/:id` as the document writes it: `/users/{id}`. */
function documentPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

type Response = Operation['responses'][string];

interface Describing {
  routes: readonly RouteEntry[];
  refusalsOf(route: RouteEntry): Operation['responses'];
}

function completeOperation(operation: Operation, route: RouteEntry, describing: Describing): Operation {
  const parameters = completeParameters(operation, route);
  const answers = Object.entries(operation.responses).map(([status, answer]): [string, Response] => {
    if ('$ref' in answer) return [status, answer];
    return [status, completeAnswer(answer, answerHeaders(route, Number(status), describing.routes))];
  });
  return {
    operationId: route.operationId,
    ...operation,
    ...(parameters.length > 0 && { parameters }),
    ...completeBody(operation, route),
    responses: { ...Object.fromEntries(answers), ...describing.refusalsOf(route) },
    ...(route.permission !== undefined && { 'x-permission': route.permission }),
  };
}

/**
 * What the routes declare and their schemas do not say: names of operations, refusals, headers, examples;
 * with what is said several times said once.
 */
export function completeDocument(document: OpenApiDocument, routes: readonly RouteEntry[]): OpenApiDocument {
  const byPlace = new Map(routes.map((route) => [`${route.method} ${documentPath(route.path)}`, route]));
  const refusals = describeRefusals(routes.filter(({ errors }) => errors.length > 0));
  const describing = { routes, refusalsOf: refusals.responsesOf };
  const paths: OpenApiDocument['paths'] = {};
  for (const { method, path, operation } of operationsOf(document)) {
    const route = byPlace.get(`${method} ${path}`);
    if (route === undefined) throw new TypeError(`${method} ${path} is not in the route table`);
    const described = completeOperation(operation, route, describing);
    paths[path] = { ...paths[path], [method.toLowerCase()]: described };
  }
  const components = { ...document.components, ...refusals.components, headers: sharedHeaders };
  return withNamedSchemas({ ...document, paths, components });
}
