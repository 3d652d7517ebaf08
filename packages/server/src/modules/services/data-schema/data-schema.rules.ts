import type { FieldError } from '#platform/errors.ts';

const maxBytes = 32 * 1024;
const maxDepth = 50;
/** Subschemas, those behind references counted each time: as many a value may be held against. */
const maxSubschemas = 2_000;
const maxErrors = 20;
const maxPathLength = 200;

const formats: ReadonlySet<unknown> = new Set([
  ...['date', 'date-time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'time', 'uri', 'uuid'],
]);

/** What their values must be is for the metaschema to say. */
const plain: ReadonlySet<string> = new Set([
  ...['$schema', '$comment', 'title', 'description', 'default', 'examples', 'deprecated'],
  ...['type', 'enum', 'const', 'format', 'required', 'dependentRequired'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
]);
const ofOne: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'propertyNames', 'not']);
const ofMany: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);

/** Fields of the view that a service has of a user, which its data is put beside. */
const fieldsOfView: ReadonlySet<string> = new Set([
  ...['id', 'sub', 'first_name', 'last_name', 'email', 'username', 'phone', 'external_id', 'access_level'],
  ...['date_joined', 'created_at', 'last_login', 'is_active', 'is_staff', 'is_superuser'],
]);
const namePattern = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

/** What is wrong with a name at the top of a service's data; undefined when it is good. */
export function problemOfProperty(name: string): string | undefined {
  if (fieldsOfView.has(name)) return 'A user has a field of this name already.';
  if (namePattern.test(name)) return undefined;
  return 'Begin a name with a letter, and use at most 64 letters, digits, dots, hyphens and underscores.';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Layer by layer: what is nested thousands deep must not be walked by calls. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  let layer = [value];
  for (let level = 0; layer.length > 0; level++) {
    if (level > levels) return true;
    layer = layer.flatMap((each): unknown[] =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
  }
  return false;
}

/** Names in a schema or in data may be long; the answer must not outgrow them. */
export function fieldAt(path: string, message: string): FieldError {
  const shown = path.length <= maxPathLength ? path : `${path.slice(0, maxPathLength).toWellFormed()}…`;
  return { path: shown, message };
}

interface Walk {
  definitions: Record<string, unknown>;
  /** References that are being followed. */
  following: Set<string>;
  left: number;
  errors: FieldError[];
}

function refuse(walk: Walk, path: string, message: string): void {
  if (walk.errors.length < maxErrors) walk.errors.push(fieldAt(path, message));
}

/** In place of the reference: what it stands for, which must be of this document and not contain itself. */
function follow(walk: Walk, reference: unknown, path: string): void {
  const name = typeof reference === 'string' ? /^#\/\$defs\/([^/~%]+)$/.exec(reference)?.[1] : undefined;
  if (name === undefined || !Object.hasOwn(walk.definitions, name)) {
    refuse(walk, path, 'Refer to something in this document, as #/$defs/name.');
  } else if (walk.following.has(name)) {
    refuse(walk, path, 'A schema cannot contain itself.');
  } else {
    walk.following.add(name);
    visit(walk, walk.definitions[name], path);
    walk.following.delete(name);
  }
}

function visitKeyword(walk: Walk, keyword: string, { value, path }: { value: unknown; path: string }): void {
  if (keyword === '$ref') follow(walk, value, path);
  else if (ofOne.has(keyword)) visit(walk, value, path);
  else if (ofMany.has(keyword) && Array.isArray(value)) {
    for (const [index, each] of value.entries()) visit(walk, each, `${path}.${String(index)}`);
  } else if (keyword === 'properties' && isObject(value)) {
    for (const [name, each] of Object.entries(value)) visit(walk, each, `${path}.${name}`);
  } else if (keyword === 'format' && !formats.has(value)) {
    refuse(walk, path, `Use one of ${[...formats].join(', ')}.`);
  } else if (keyword !== '$defs' && !plain.has(keyword)) {
    // `pattern` among them: a regular expression can take forever.
    if (keyword !== 'properties' && !ofMany.has(keyword))
      refuse(walk, path, 'This keyword is not supported.');
  }
}

function visit(walk: Walk, schema: unknown, path: string): void {
  if (walk.left <= 0) return;
  if (--walk.left === 0) {
    refuse(walk, path, `A schema may stand for at most ${String(maxSubschemas)} subschemas.`);
  }
  if (!isObject(schema)) return;
  for (const [keyword, value] of Object.entries(schema)) {
    visitKeyword(walk, keyword, { value, path: `${path}.${keyword}` });
  }
}

/** Every definition, whether anything refers to it or not, and the whole. */
function walkAll(schema: Record<string, unknown>, path: string): FieldError[] {
  const definitions = isObject(schema['$defs']) ? schema['$defs'] : {};
  const walk: Walk = { definitions, following: new Set(), left: maxSubschemas, errors: [] };
  visit(walk, schema, path);
  for (const name of Object.keys(definitions)) {
    if (walk.errors.length === 0) follow(walk, `#/$defs/${name}`, `${path}.$defs.${name}`);
  }
  return walk.errors;
}

function describeProperties(schema: Record<string, unknown>, path: string): FieldError[] {
  if (schema['type'] !== 'object') {
    return [{ path: `${path}.type`, message: 'The data is an object: write "type": "object".' }];
  }
  const { properties } = schema;
  if (!isObject(properties)) return [];
  return Object.keys(properties)
    .flatMap((name) => {
      const message = problemOfProperty(name);
      return message === undefined ? [] : [fieldAt(`${path}.properties.${name}`, message)];
    })
    .slice(0, maxErrors);
}

/**
 * What is wrong with the schema of a service's data, apart from what the metaschema of JSON Schema 2020-12 says.
 * Small enough, without references elsewhere or to itself and without regular expressions, so that to hold
 * somebody's data against it takes little time whoever wrote it.
 */
export function describeDataSchema(schema: Record<string, unknown>, path = 'data_schema'): FieldError[] {
  if (isDeeperThan(schema, maxDepth)) {
    return [{ path, message: `Nest at most ${String(maxDepth)} levels.` }];
  }
  if (Buffer.byteLength(JSON.stringify(schema)) > maxBytes) {
    return [{ path, message: `Use at most ${String(maxBytes / 1024)} KiB.` }];
  }
  return [...describeProperties(schema, path), ...walkAll(schema, path)];
}
