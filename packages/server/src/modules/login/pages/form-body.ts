import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors.ts';
import { parseUrlEncoded } from '#platform/http/form-encoding.ts';

const maxFormBytes = 16 * 1024;

/** Forms are the only bodies that pages take; anything else is answered with 415. */
export function parseFormsOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: maxFormBytes },
    (_request, bytes: Buffer, done) => {
      const form = parseUrlEncoded(bytes);
      if (form) done(null, form);
      else done(new AppError('request.malformed'));
    },
  );
}

/** What somebody entered. A field that was sent twice counts by its last value; a missing one is empty. */
export interface Form {
  text(name: string): string;
  has(name: string): boolean;
}

export function readForm(request: FastifyRequest): Form {
  const entries = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  return {
    text: (name) => entries.getAll(name).at(-1) ?? '',
    has: (name) => entries.has(name),
  };
}

/** No name or password has a NUL in it, and PostgreSQL cannot store one. AppError `request.invalid`. */
export function refuseNullCharacters(form: Form, fields: readonly string[]): void {
  const bad = fields.filter((field) => form.text(field).includes('\0'));
  if (bad.length === 0) return;
  throw new AppError('request.invalid', {
    fields: bad.map((path) => ({ path, message: 'Null characters are not allowed.' })),
  });
}

function textIn(record: unknown, name: string): string {
  if (typeof record !== 'object' || record === null || !Object.hasOwn(record, name)) return '';
  const value: unknown = Object.entries(record).find(([key]) => key === name)?.[1];
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' ? last : '';
}

/** One text of the query string; the last when it came more than once. */
export function queryText(request: FastifyRequest, name: string): string {
  return textIn(request.query, name);
}

/** What stands in the path for `:name`. */
export function pathText(request: FastifyRequest, name: string): string {
  return textIn(request.params, name);
}
