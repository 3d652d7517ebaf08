import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { Json } from '../api-client.ts';

/** An answer of an endpoint that programs call. */
export interface OauthAnswer {
  status: number;
  /** `{}` for an answer without a body; `{ text }` for one that is not JSON. */
  body: Json;
  headers: LightMyRequestResponse['headers'];
  text: string;
}

/** How a client says who it is. `header`: the whole `Authorization` header. */
export type ClientAuth =
  | { clientId: string; secret: string | null }
  | { body: Record<string, string> }
  | { header: string }
  | undefined;

/** A field that is sent several times has a list of values. */
export type Form = Record<string, string | string[] | undefined>;

export interface FormRequest {
  form: Form;
  auth?: ClientAuth;
  headers?: Record<string, string>;
}

export function formBody(form: Form): string {
  const pairs = Object.entries(form).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
  return new URLSearchParams(pairs).toString();
}

/** RFC 6749 section 2.3.1: both parts are form-encoded first. */
export function basic(clientId: string, secret: string): string {
  const text = `${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`;
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

function authParts(auth: ClientAuth): { headers: Record<string, string>; fields: Form } {
  if (auth === undefined) return { headers: {}, fields: {} };
  if ('body' in auth) return { headers: {}, fields: auth.body };
  if ('header' in auth) return { headers: { authorization: auth.header }, fields: {} };
  // A public client only names itself.
  if (auth.secret === null) return { headers: {}, fields: { client_id: auth.clientId } };
  return { headers: { authorization: basic(auth.clientId, auth.secret) }, fields: {} };
}

export function toAnswer(response: LightMyRequestResponse): OauthAnswer {
  const { body: text, headers, statusCode: status } = response;
  const isJson = /^application\/([a-z-]+\+)?json/.test(String(headers['content-type'] ?? ''));
  const body = text === '' ? {} : isJson ? (JSON.parse(text) as Json) : { text };
  return { status, headers, text, body };
}

/** Posts a form as a client's program does: no cookies, no Origin. */
export async function postForm(
  app: FastifyInstance,
  url: string,
  { form, auth, headers = {} }: FormRequest,
): Promise<OauthAnswer> {
  const parts = authParts(auth);
  const response = await app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...parts.headers, ...headers },
    payload: formBody({ ...parts.fields, ...form }),
  });
  return toAnswer(response);
}
