import openapiTs, { astToString } from 'openapi-typescript';
import type { OpenApiDocument } from '../../packages/server/src/app/scopes/reference/document.types.ts';

const header = `/**
 * Generated from the description of the API by \`npm run reference\`; do not edit.
 */

`;

/** What programs call; pages and the routes of tutorials are for others. */
const prefixes = ['/api/v1/', '/auth/'];

/** The types of every call, for a typed client. */
export async function renderClientTypes(document: OpenApiDocument): Promise<string> {
  const paths = Object.entries(document.paths).filter(([path]) =>
    prefixes.some((prefix) => path.startsWith(prefix)),
  );
  const described = structuredClone({ ...document, paths: Object.fromEntries(paths) });
  const nodes = await openapiTs(JSON.stringify(described), {
    alphabetize: true,
    emptyObjectsUnknown: true,
    defaultNonNullable: false,
  });
  return header + astToString(nodes);
}
