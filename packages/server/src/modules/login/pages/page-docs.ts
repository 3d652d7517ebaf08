import type { FastifySchema } from 'fastify';
import { formTokenField } from './form.tsx';

const tags = ['Pages'];
const html = { 'text/html': { schema: { type: 'string' } } };

/** Whether a page differs for people who are signed in, or is only for them. */
export type PageCredential = 'none' | 'optional' | 'session';

const securityOf = { none: [], optional: [{}, { cookie: [] }], session: [{ cookie: [] }] };

/** How the API reference describes a page. Pages read their own forms; no schema judges them. */
export function pageDocs(summary: string, credential: PageCredential = 'none'): FastifySchema {
  const response = { 200: { description: 'A page.', content: html } };
  return { tags, summary, security: securityOf[credential], response };
}

export interface FormDocs {
  summary: string;
  /** Names beside the form token. */
  fields: readonly string[];
  credential?: PageCredential;
  /** What is answered at once instead of leading to the next page. */
  shows?: string;
}

export function formDocs({ summary, fields, credential = 'none', shows }: FormDocs): FastifySchema {
  const properties = [formTokenField, ...fields].map((name) => [name, { type: 'string' }] as const);
  return {
    tags,
    summary,
    description: 'A form of these pages, with the hidden token that the page carries.',
    security: securityOf[credential],
    consumes: ['application/x-www-form-urlencoded'],
    body: { type: 'object', required: [formTokenField], properties: Object.fromEntries(properties) },
    response: {
      ...(shows !== undefined && { 200: { description: shows, content: html } }),
      303: { description: 'Done; the next page is at `Location`.', type: 'null' },
      '4xx': { description: 'A page that says what is wrong.', content: html },
    },
  };
}
