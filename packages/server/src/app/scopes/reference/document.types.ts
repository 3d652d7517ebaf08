/** The parts of an OpenAPI 3.1 document that are worked on here, as plain JSON. */

export interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  format?: string;
  minimum?: number;
  minLength?: number;
  minItems?: number;
  description?: string;
  $ref?: string;
  [keyword: string]: unknown;
}

export interface Reference {
  $ref: string;
}

export interface Media {
  schema?: JsonSchema;
  example?: unknown;
  examples?: Record<string, { value: unknown } | Reference>;
}

export interface Header {
  description: string;
  schema: JsonSchema;
}

export interface Answer {
  description: string;
  headers?: Record<string, Header | Reference>;
  content?: Record<string, Media>;
}

export interface Parameter extends Media {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
}

export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, Media> };
  responses: Record<string, Answer | Reference>;
  /** The permission that the caller must hold. */
  'x-permission'?: string;
}

export interface Components {
  securitySchemes?: Record<string, unknown>;
  schemas?: Record<string, JsonSchema>;
  responses?: Record<string, Answer>;
  headers?: Record<string, Header>;
  examples?: Record<string, { summary?: string; value: unknown }>;
}

export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description?: string };
  servers?: { url: string }[];
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Components;
}

/** Every operation of a document with its place in it. */
export function operationsOf({
  paths,
}: Pick<OpenApiDocument, 'paths'>): { method: string; path: string; operation: Operation }[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
}
