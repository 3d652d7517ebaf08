import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../errors.ts';
import { parseUrlEncoded } from '../form-encoding.ts';
import { explainJsonError } from './python-json.ts';
import { explainUtf8Error } from './utf8.ts';

/** A form's fields. A name sent twice keeps its last value, as Django's QueryDict.get does. */
export class SubmittedForm {
  /** `null` stands for an uploaded file, which no field here accepts. */
  readonly values: ReadonlyMap<string, string | null>;

  constructor(values: ReadonlyMap<string, string | null>) {
    this.values = values;
  }
}

function refuseJson(reason: string): never {
  throw new AppError('request.malformed', { message: `JSON parse error - ${reason}` });
}

/** An empty body is an empty object, as REST framework has it. Always UTF-8, whatever `charset` says. */
function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  if (!isUtf8(bytes)) refuseJson(explainUtf8Error(bytes) ?? 'invalid text');
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return refuseJson(explainJsonError(text));
  }
}

function refuseForm(reason: string): AppError {
  return new AppError('request.malformed', { message: `Form parse error - ${reason}` });
}

/** Stricter than Django, which puts U+FFFD for what is not UTF-8. */
function parseForm(bytes: Buffer): SubmittedForm {
  const form = parseUrlEncoded(bytes);
  if (!form) throw refuseForm('The form is not UTF-8');
  return new SubmittedForm(new Map(form));
}

/** By the parser that Node carries for fetch; the body limit has bounded what it sees. */
async function parseMultipart(contentType: string, bytes: Buffer): Promise<SubmittedForm> {
  const values = new Map<string, string | null>();
  if (bytes.length === 0) return new SubmittedForm(values);
  try {
    const form = await new Response(new Uint8Array(bytes), {
      headers: { 'content-type': contentType },
    }).formData();
    for (const [name, value] of form) values.set(name, typeof value === 'string' ? value : null);
  } catch {
    throw new AppError('request.malformed', {
      message: 'Multipart form parse error - The form could not be read',
    });
  }
  // An uploaded file may hold any bytes; the parser puts U+FFFD for those of a text that are not UTF-8.
  const isReplaced = [...values.values()].some((value) => value?.includes('\uFFFD'));
  if (isReplaced && !isUtf8(bytes)) throw refuseForm('The form is not UTF-8');
  return new SubmittedForm(values);
}

/** REST framework quotes the header as it came. */
export function unsupportedMediaType(request: FastifyRequest): AppError {
  const sent = request.headers['content-type'] ?? '';
  return new AppError('request.unsupported_media_type', {
    message: `Unsupported media type "${sent}" in request.`,
  });
}

function readMultipart(request: FastifyRequest, bytes: Buffer): Promise<SubmittedForm> {
  return parseMultipart(request.headers['content-type'] ?? '', bytes);
}

/**
 * Reads bodies as REST framework's default parsers do: JSON, form-urlencoded and multipart.
 * `request.body` is then a JSON value, a SubmittedForm, or undefined when nothing was sent.
 * Errors: `request.malformed`, `request.unsupported_media_type`, `request.too_large`.
 */
export function addDrfBodyParsers(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      done(null, parseJson(bytes));
    } catch (error) {
      done(error instanceof Error ? error : new TypeError('A parser threw no error'));
    }
  });
  scope.addContentTypeParser<Buffer>(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (_request, bytes, done) => {
      try {
        done(null, parseForm(bytes));
      } catch (error) {
        done(error instanceof Error ? error : new TypeError('A parser threw no error'));
      }
    },
  );
  scope.addContentTypeParser<Buffer>('multipart/form-data', { parseAs: 'buffer' }, readMultipart);
  scope.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (bytes.length === 0) done(null, undefined);
    else done(unsupportedMediaType(request));
  });
}
