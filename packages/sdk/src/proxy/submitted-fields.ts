import { detail, type Answer } from './answer.ts';

export type Submitted = { isRead: true; fields: Record<string, unknown> } | { isRead: false; answer: Answer };

const refuse = (answer: Answer): Submitted => ({ isRead: false, answer });

async function readBytes(request: Request, limit: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

function parseJson(bytes: Uint8Array): Submitted {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { isRead: true, fields: { ...value } };
    }
  } catch {
    return refuse(detail(400, 'JSON parse error - the body is not valid JSON in UTF-8.'));
  }
  return refuse({ status: 400, body: { non_field_errors: ['Invalid data. Expected a dictionary.'] } });
}

/**
 * The fields of a body as the token API takes it: JSON or a form. Nothing sent is no field. Values are left for the
 * auth service to judge (contracts/django-easyjwt.md section 1, "Errors of the token endpoints").
 */
export async function readFields(request: Request, limitBytes: number): Promise<Submitted> {
  const bytes = await readBytes(request, limitBytes);
  if (!bytes) return refuse(detail(413, 'The body is too large.'));
  if (bytes.byteLength === 0) return { isRead: true, fields: {} };
  const sent = request.headers.get('content-type') ?? '';
  const type = sent.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return parseJson(bytes);
  if (type === 'application/x-www-form-urlencoded') {
    // With ASCII alone: beside a percent sign that encodes nothing, Node puts U+FFFD for other characters.
    const ascii = new TextDecoder().decode(bytes).replace(/[^\0-\x7f]+/gu, encodeURIComponent);
    return { isRead: true, fields: Object.fromEntries(new URLSearchParams(ascii)) };
  }
  return refuse(detail(415, `Unsupported media type "${sent}" in request.`));
}

/** Those of the names that were sent. */
export function pickFields(
  fields: Record<string, unknown>,
  names: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(fields, name)).map((name) => [name, fields[name]]),
  );
}
