import { Refusal } from './answer.ts';
import { noField } from './field-errors.ts';

export const tooLarge = (limit: number): Refusal =>
  // What is not read is in the way of the next request on this connection.
  new Refusal(413, { detail: `The body may have ${limit} bytes at most.` }, { connection: 'close' });

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > limit) {
      // The sender is not waited for, nor is it of interest whether it minds.
      void reader?.cancel().catch(() => undefined);
      throw tooLarge(limit);
    }
    chunks.push(part.value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

const parseError = (what: string): Refusal => new Refusal(400, { detail: `JSON parse error - ${what}` });

function parseJson(bytes: Uint8Array): unknown {
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw parseError('not UTF-8');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw parseError(error instanceof Error ? error.message : 'not JSON');
  }
}

const isJson = (contentType: string): boolean =>
  /^\s*application\/(?:json|[\w.!#$&^-]+\+json)\s*(?:;|$)/i.test(contentType);

export interface BodyOptions {
  /** Bytes. */
  limit: number;
  parsed: { value: unknown } | undefined;
}

async function readValue(request: Request, { limit, parsed }: BodyOptions): Promise<unknown> {
  const contentType = request.headers.get('content-type');
  if (contentType !== null && !isJson(contentType)) {
    throw new Refusal(415, { detail: `Unsupported media type "${contentType}" in request.` });
  }
  if (parsed) return parsed.value;
  const bytes = await readBytes(request, limit);
  // As in Django REST Framework, so that the answer names the fields that are missing.
  if (bytes.byteLength === 0) return {};
  if (contentType === null) throw new Refusal(415, { detail: 'Unsupported media type "" in request.' });
  return parseJson(bytes);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** The fields that the body names. */
export async function readFields(request: Request, options: BodyOptions): Promise<Record<string, unknown>> {
  const value = await readValue(request, options);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new Refusal(400, { [noField]: [`Invalid data. Expected a dictionary, but got ${kindOf(value)}.`] });
}
