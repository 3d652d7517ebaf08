import { STATUS_CODES } from 'node:http';
import { errorCatalogue, Problem, type ErrorCode } from '@ostiary/contract';
import { AppError } from '#platform/errors.ts';
import { toProblem } from '#platform/http/problem.ts';
import type { Answer, Components, Header, JsonSchema, Media, Reference } from './document.types.ts';
import { exampleOf } from './example-of.rules.ts';
import type { RouteEntry } from './route-table.ts';

const problemType = 'application/problem+json';

const meanings: Record<number, string> = {
  400: 'The request cannot be read, or some of it is not valid: `errors` names the fields.',
  401: 'No credential was sent, or it was refused.',
  403: 'Not allowed to this caller.',
  404: 'What the path names does not exist.',
  406: 'Not available in the media type that was asked for.',
  409: 'It contradicts what there is.',
  410: 'The cursor is of no use any more.',
  412: 'It was changed since it was read.',
  413: 'The body exceeds OSTIARY_BODY_LIMIT.',
  415: 'The body is of another media type.',
  422: 'The idempotency key belongs to another request.',
  429: 'Too many failures of this account or from this address.',
  500: 'Something went wrong on our side.',
  503: 'The service cannot answer just now.',
};

/** The contract's schema as the plain data that it is. */
const problemSchema = JSON.parse(JSON.stringify(Problem)) as JsonSchema;

export const sharedHeaders: Record<string, Header> = {
  ETag: {
    description: 'Its version: send it as `If-Match` with a change that must not overwrite another.',
    schema: { type: 'string', examples: ['"3"'] },
  },
  Location: {
    description: 'Path of what was made.',
    schema: { type: 'string', examples: ['/api/v1/users/019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70'] },
  },
  'Retry-After': {
    description: 'After how many seconds it is worth trying again.',
    schema: { type: 'integer', examples: [5] },
  },
  'WWW-Authenticate': {
    description: 'What to authenticate with (RFC 6750).',
    schema: { type: 'string', examples: ['Bearer realm="api"'] },
  },
  'Idempotency-Replayed': {
    description: '`true` when this is the answer that the same key got before.',
    schema: { type: 'string', enum: ['true'] },
  },
};

export function headerRefs(...names: string[]): Record<string, Reference> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

const exampleFields = [{ path: 'email', message: 'Must be string.' }];

/** The body of a refusal as it is sent. */
function exampleProblem(code: ErrorCode): unknown {
  const hasFields = code === 'request.invalid' || code === 'users.invalid';
  const error = new AppError(code, hasFields ? { fields: exampleFields } : {});
  return toProblem(error, String(exampleOf({ ...Problem.properties.request_id })));
}

function mediaOf(codes: readonly ErrorCode[]): Media {
  const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }] as const);
  return { schema: problemSchema, examples: Object.fromEntries(examples) };
}

interface Refusal {
  status: number;
  codes: ErrorCode[];
}

function headersOf({ status, codes }: Refusal): Pick<Answer, 'headers'> {
  if (status === 401) return { headers: headerRefs('WWW-Authenticate') };
  const isPassing = [429, 503].includes(status) || codes.includes('request.idempotency_in_progress');
  return isPassing ? { headers: headerRefs('Retry-After') } : {};
}

function answerOf(refusal: Refusal): Answer {
  return {
    description: meanings[refusal.status] ?? 'Refused.',
    ...headersOf(refusal),
    content: { [problemType]: mediaOf(refusal.codes) },
  };
}

function refusalsOf({ errors }: RouteEntry): Refusal[] {
  const byStatus = Map.groupBy(errors, (code) => errorCatalogue[code].status);
  return [...byStatus].map(([status, codes]) => ({ status, codes }));
}

const keyOf = ({ codes }: Refusal): string => codes.join(' ');

function inPascalCase(words: string): string {
  return words.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

/** `UsersNotFound` for few codes; for many `Forbidden`, and `Forbidden2` for the next with other codes. */
function componentName({ status, codes }: Refusal, taken: readonly string[]): string {
  if (codes.length <= 2) return codes.map(inPascalCase).join('Or');
  const title = inPascalCase(STATUS_CODES[status] ?? 'Refused');
  const before = taken.filter((name) => name.replace(/\d+$/, '') === title).length;
  return before === 0 ? title : `${title}${before + 1}`;
}

/** Refusals that several routes answer alike, each with a name. */
function namesOfShared(routes: readonly RouteEntry[]): Map<string, { name: string; refusal: Refusal }> {
  const alike = Map.groupBy(routes.flatMap(refusalsOf), keyOf);
  const shared = new Map<string, { name: string; refusal: Refusal }>();
  for (const [key, [refusal, ...more]] of alike) {
    if (refusal === undefined || more.length === 0) continue;
    const taken = [...shared.values()].map(({ name }) => name);
    shared.set(key, { name: componentName(refusal, taken), refusal });
  }
  return shared;
}

function examplesOf(routes: readonly RouteEntry[]): NonNullable<Components['examples']> {
  const codes = [...new Set(routes.flatMap(({ errors }) => errors))].sort();
  return Object.fromEntries(
    codes.map((code) => [code, { summary: errorCatalogue[code].message, value: exampleProblem(code) }]),
  );
}

export interface DescribedRefusals {
  /** What is written once. */
  components: Pick<Components, 'responses' | 'examples'>;
  /** By status. */
  responsesOf(route: RouteEntry): Record<string, Answer | Reference>;
}

/**
 * How the routes of the management API and the feed refuse. What several of them answer in the same way is written
 * once, among the components.
 */
export function describeRefusals(routes: readonly RouteEntry[]): DescribedRefusals {
  const shared = namesOfShared(routes);
  const responses = [...shared.values()].map(({ name, refusal }) => [name, answerOf(refusal)] as const);
  const toResponse = (refusal: Refusal): Answer | Reference => {
    const name = shared.get(keyOf(refusal))?.name;
    return name === undefined ? answerOf(refusal) : { $ref: `#/components/responses/${name}` };
  };
  return {
    components: { responses: Object.fromEntries(responses), examples: examplesOf(routes) },
    responsesOf: (route) =>
      Object.fromEntries(refusalsOf(route).map((refusal) => [refusal.status, toResponse(refusal)])),
  };
}
