import type { Json, JsonObject } from '../output.ts';
import { ApiRefusal } from './api-refusal.ts';
import { isObject, isProblem, readText } from './answers.ts';
import type { ApiRequest, ApiResponse, Transport } from './transport.types.ts';

export interface JsonAnswer {
  status: number;
  headers: Record<string, string>;
  /** Null when there was no content. */
  body: Json;
}

/** The management API by whichever way, its refusals thrown as ApiRefusal. */
export interface Api {
  readonly remoteUrl: string | null;
  /** For answers that are small: they are gathered. */
  json(request: Omit<ApiRequest, 'body'> & { body?: Json }): Promise<JsonAnswer>;
  /** The same, for an answer that is an object. */
  object(request: Omit<ApiRequest, 'body'> & { body?: Json }): Promise<JsonObject>;
  /** For answers of any length, such as exports. */
  stream(request: ApiRequest): Promise<ApiResponse>;
}

export function createApi(transport: Transport): Api {
  const { remoteUrl } = transport;

  async function stream(request: ApiRequest): Promise<ApiResponse> {
    const response = await transport.request(request);
    if (response.status >= 200 && response.status < 300) return response;
    throw await refusalOf(response, remoteUrl);
  }

  async function json({ body, ...request }: Parameters<Api['json']>[0]): Promise<JsonAnswer> {
    const { status, headers, ...response } = await stream({
      ...request,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await readText(response.body);
    return { status, headers, body: text === '' ? null : parse(text, { status, headers, remoteUrl }) };
  }

  return {
    remoteUrl,
    stream,
    json,
    async object(request) {
      const { status, body } = await json(request);
      if (isObject(body)) return body;
      throw notOstiary({ status, headers: {}, remoteUrl });
    },
  };
}

const baseUrlHint = 'Check --url: it is the address before /api/v1.';

interface Answered {
  status: number;
  headers: Record<string, string>;
  remoteUrl: string | null;
}

function parse(text: string, answered: Answered): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw notOstiary(answered);
  }
}

/** What a proxy, a captive portal or another service says. */
function notOstiary({ status, headers, remoteUrl }: Answered): ApiRefusal {
  const type = headers['content-type']?.split(';')[0] ?? 'no type';
  const isMoved = status >= 300 && status < 400;
  return new ApiRefusal({
    status,
    code: 'remote.not_ostiary',
    message: `${remoteUrl ?? 'The app'} did not answer as an Ostiary does (status ${status}, ${type}).`,
    hint: isMoved ? 'It points elsewhere; give that address by --url if you trust it.' : baseUrlHint,
  });
}

function hintFor(status: number, code: string, remoteUrl: string | null): string | undefined {
  if (remoteUrl === null) return undefined;
  if (status === 401) return 'Give a valid static API token by OSTIARY_REMOTE_TOKEN or --token-stdin.';
  if (status === 403) return 'The account of this token, or the token’s scope, lacks what this needs.';
  if (code === 'request.not_found') return baseUrlHint;
  return undefined;
}

async function refusalOf(response: ApiResponse, remoteUrl: string | null): Promise<ApiRefusal> {
  const { status, headers } = response;
  const text = await readText(response.body);
  const answered = { status, headers, remoteUrl };
  if (status < 400 || !(headers['content-type'] ?? '').includes('json')) return notOstiary(answered);
  const body = parse(text, answered);
  if (!isProblem(body)) return notOstiary(answered);
  return new ApiRefusal({
    status,
    code: body.code,
    message: body.detail,
    fields: body.errors ?? [],
    requestId: body.request_id,
    hint: hintFor(status, body.code, remoteUrl),
    cause: response.failure,
  });
}
