import type { FastifySchema } from 'fastify';

/** A TypeBox schema or plain JSON Schema. */
export type JsonSchema = object;

/** One kind of answer, for the API reference. */
export interface DocumentedAnswer {
  description: string;
  schema: JsonSchema;
  /** Bodies as they are sent, by a short name. */
  examples: Record<string, unknown>;
}

export interface RouteDocumentation {
  tag: string;
  summary: string;
  description: string;
  /** Absent when the route reads no body. */
  body?: JsonSchema;
  /** Headers and query parameters that mean something. */
  headers?: JsonSchema;
  query?: JsonSchema;
  answers: Record<number, DocumentedAnswer>;
  /** Whether a credential is needed, may be sent, or is not looked at. Default `none`. */
  credential?: 'required' | 'optional' | 'none';
}

const credentials = [{ bearer: [] }, { token: [] }, { cookie: [] }];
const securityOf = { required: credentials, optional: [{}, ...credentials], none: [] };

const detailSchema: JsonSchema = {
  type: 'object',
  properties: { detail: { type: 'string' } },
  required: ['detail'],
};

function detail(description: string, text: string): DocumentedAnswer {
  return { description, schema: detailSchema, examples: { detail: { detail: text } } };
}

/** What every route may answer. */
const always: Record<number, DocumentedAnswer> = {
  405: detail('Another method; `Allow` names the ones there are.', 'Method "PUT" not allowed.'),
  406: detail('Only JSON is spoken here.', 'Could not satisfy the request Accept header.'),
};

/** What every route that reads a body may answer. */
const withBody: Record<number, DocumentedAnswer> = {
  413: detail('The body exceeds OSTIARY_BODY_LIMIT.', 'The request body is too large.'),
  415: detail('The body is of another type.', 'Unsupported media type "text/plain" in request.'),
};

/** What every route that proves a password may answer; both carry `Retry-After` in seconds. */
export const signInLimits: Record<number, DocumentedAnswer> = {
  429: detail(
    'Too many failures of this account or from this address.',
    'Request was throttled. Expected available in 30 seconds.',
  ),
  503: detail(
    'More sign-ins than can be answered at this moment.',
    'Too many sign-ins at this moment. Try again shortly.',
  ),
};

/** How a right password without the rest is refused (401), wherever one is proved. */
export const secondFactorExamples = {
  second_factor: {
    detail: 'A second factor is needed: send a code as `otp`.',
    code: 'second_factor_required',
  },
  otp: { detail: 'This code is not right, or it was used already.', code: 'invalid_otp' },
};

/** How somebody who proved who they are is refused nonetheless, wherever a password is proved. */
export const signInForbidden: DocumentedAnswer = {
  description: 'Something has to be done with a browser first: a second factor set up.',
  schema: { ...detailSchema, properties: { detail: { type: 'string' }, code: { type: 'string' } } },
  examples: {
    enrolment: {
      detail: 'Your role asks for a second factor. Sign in with a browser and set one up first.',
      code: 'second_factor_enrolment_required',
    },
  },
};

function toResponse({ description, schema, examples }: DocumentedAnswer): JsonSchema {
  const named = Object.entries(examples).map(([name, value]) => [name, { value }] as const);
  return { description, content: { 'application/json': { schema, examples: Object.fromEntries(named) } } };
}

/** The schema of a route for the API reference: nothing is validated or serialised by it. */
export function drfSchema(route: RouteDocumentation): FastifySchema {
  const answers = { ...always, ...(route.body && withBody), ...route.answers };
  const response = Object.entries(answers).map(([status, answer]) => [status, toResponse(answer)] as const);
  return {
    tags: [route.tag],
    summary: route.summary,
    description: route.description,
    ...(route.headers && { headers: route.headers }),
    ...(route.query && { querystring: route.query }),
    security: securityOf[route.credential ?? 'none'],
    ...(route.body && {
      body: route.body,
      consumes: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
    }),
    response: Object.fromEntries(response),
  };
}
