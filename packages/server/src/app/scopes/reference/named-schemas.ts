import * as contract from '@ostiary/contract';
import type { JsonSchema, OpenApiDocument } from './document.types.ts';

/** The same text for the same schema, in whatever order its keywords were written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

interface ObjectSchema extends JsonSchema {
  properties: Record<string, JsonSchema>;
}

function isObjectSchema(value: unknown): value is ObjectSchema {
  if (typeof value !== 'object' || value === null) return false;
  const { type, properties } = value as JsonSchema;
  return type === 'object' && properties !== undefined && Object.keys(properties).length > 0;
}

/** Of things with an id, `fields` may leave out everything else. */
function isIdentified(schema: object): schema is Parameters<typeof contract.sparse>[0] {
  return isObjectSchema(schema) && 'id' in schema.properties;
}

/** `ApiUser` is `User` for readers, unless another schema has that name. */
function shortName(name: string): string {
  const short = name.replace(/^Api/, '');
  return short in contract ? name : short;
}

/** The schemas of the contract by what they say. What `fields` leaves out of one makes another. */
function namesOfContract(): Map<string, string> {
  const found = Object.entries(contract as Record<string, unknown>).flatMap(([name, schema]) =>
    isObjectSchema(schema) ? [[shortName(name), schema as object] as const] : [],
  );
  const partial = found.flatMap(([name, schema]) =>
    isIdentified(schema) ? [[`Sparse${name}`, contract.sparse(schema)] as const] : [],
  );
  const named = [...found, ...partial].flatMap(([name, schema]) => {
    // At the top of a body, its example is put beside it.
    const { examples: _beside, ...bare }: JsonSchema = { ...schema };
    return [schema, bare].map((form) => [canonical(form), name] as const);
  });
  // The first of several names for the same: a map keeps the last, so they go in backwards.
  return new Map(named.reverse());
}

interface Hoisting {
  names: Map<string, string>;
  schemas: Record<string, JsonSchema>;
}

function hoistParts<T>(node: T, hoisting: Hoisting): T {
  if (Array.isArray(node)) return node.map((part: unknown) => hoisted(part, hoisting)) as T;
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, hoisted(part, hoisting)])) as T;
}

/** A reference in place of a named schema, everywhere in what is given. */
function hoisted(node: unknown, hoisting: Hoisting): unknown {
  if (!isObjectSchema(node)) return hoistParts(node, hoisting);
  const name = hoisting.names.get(canonical(node));
  if (name === undefined) return hoistParts(node, hoisting);
  hoisting.schemas[name] ??= hoistParts(node, hoisting);
  return { $ref: `#/components/schemas/${name}` };
}

/** The document with each schema of the contract written once, under its name in the contract. */
export function withNamedSchemas(document: OpenApiDocument): OpenApiDocument {
  const hoisting: Hoisting = { names: namesOfContract(), schemas: {} };
  const { paths, components } = document;
  const shared = hoistParts(components, hoisting);
  const described = hoistParts(paths, hoisting);
  const schemas = Object.entries({ ...shared.schemas, ...hoisting.schemas });
  return {
    ...document,
    paths: described,
    components: { ...shared, schemas: Object.fromEntries(schemas.sort(([a], [b]) => (a < b ? -1 : 1))) },
  };
}
