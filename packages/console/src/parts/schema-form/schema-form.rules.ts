export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = Record<string, unknown>;
type Schema = Readonly<Record<string, unknown>>;

/** What a part of a schema is filled in by. */
type Shape =
  | { kind: 'group'; fields: Field[] }
  | { kind: 'text'; format: string | undefined; maxLength: number | undefined }
  | { kind: 'number'; isInteger: boolean; minimum: number | undefined; maximum: number | undefined }
  | { kind: 'flag' }
  | { kind: 'choice'; choices: Choice[] }
  | { kind: 'texts' }
  /** Whatever no field is drawn for: written as JSON, so that nothing is out of reach. */
  | { kind: 'json' };

export interface Choice {
  /** JSON of the value: choices are texts in a form, whatever they are in the data. */
  text: string;
  label: string;
}

export type Field = Shape & {
  path: string[];
  label: string;
  description: string | undefined;
  isRequired: boolean;
  /** Whether "nothing" is written as null rather than left out. */
  isNullable: boolean;
};

interface Place {
  path: string[];
  isRequired: boolean;
  definitions: Schema;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** In place of a reference what it stands for; the server takes only those to `#/$defs/name`. */
function resolved(schema: unknown, definitions: Schema): Schema {
  if (!isObject(schema)) return {};
  const name = textOf(schema['$ref'])?.replace('#/$defs/', '');
  const target = name === undefined ? undefined : definitions[name];
  if (!isObject(target)) return schema;
  const { $ref: _reference, ...beside } = schema;
  return { ...resolved(target, definitions), ...beside };
}

function labelOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Of `enum`, of one `const`, or of `oneOf` and `anyOf` that are nothing but consts, which may have titles. */
function choicesOf(schema: Schema): Choice[] | undefined {
  if (Array.isArray(schema['enum'])) {
    return schema['enum'].map((value: unknown) => ({ text: JSON.stringify(value), label: labelOf(value) }));
  }
  if (Object.hasOwn(schema, 'const')) {
    return [{ text: JSON.stringify(schema['const']), label: labelOf(schema['const']) }];
  }
  const options: unknown = schema['oneOf'] ?? schema['anyOf'];
  if (!Array.isArray(options) || options.length === 0) return undefined;
  const choices = options.map((option: unknown): Choice | undefined =>
    isObject(option) && Object.hasOwn(option, 'const')
      ? { text: JSON.stringify(option['const']), label: textOf(option['title']) ?? labelOf(option['const']) }
      : undefined,
  );
  return choices.every((choice) => choice !== undefined) ? choices : undefined;
}

function typesOf(schema: Schema): string[] {
  return [schema['type']].flat().filter((type): type is string => typeof type === 'string');
}

/** Keywords whose meaning no field shows: parts with them are written as JSON. */
const hidden = ['allOf', 'anyOf', 'oneOf', 'not', 'prefixItems', 'propertyNames', 'dependentRequired'];

function shapeOf(schema: Schema, place: Place): Shape {
  const choices = choicesOf(schema);
  if (choices) return { kind: 'choice', choices };
  if (hidden.some((keyword) => Object.hasOwn(schema, keyword))) return { kind: 'json' };
  const [type, ...others] = typesOf(schema).filter((name) => name !== 'null');
  if (others.length > 0) return { kind: 'json' };
  switch (type) {
    case 'object':
      return isObject(schema['properties'])
        ? { kind: 'group', fields: fieldsIn(schema, place) }
        : { kind: 'json' };
    case 'string':
      return { kind: 'text', format: textOf(schema['format']), maxLength: numberOf(schema['maxLength']) };
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        isInteger: type === 'integer',
        minimum: numberOf(schema['minimum']),
        maximum: numberOf(schema['maximum']),
      };
    case 'boolean':
      return { kind: 'flag' };
    case 'array': {
      const items = resolved(schema['items'], place.definitions);
      const isText = typesOf(items).join() === 'string' && choicesOf(items) === undefined;
      return isText ? { kind: 'texts' } : { kind: 'json' };
    }
    default:
      return { kind: 'json' };
  }
}

function toField(schema: unknown, place: Place): Field {
  const whole = resolved(schema, place.definitions);
  return {
    ...shapeOf(whole, place),
    path: place.path,
    label: textOf(whole['title']) ?? place.path.at(-1) ?? '',
    description: textOf(whole['description']),
    isRequired: place.isRequired,
    isNullable: typesOf(whole).includes('null'),
  };
}

function fieldsIn(schema: Schema, { path, definitions }: Omit<Place, 'isRequired'>): Field[] {
  const { properties, required } = schema;
  const needed: unknown[] = Array.isArray(required) ? required : [];
  return Object.entries(isObject(properties) ? properties : {}).map(([name, part]) =>
    toField(part, { path: [...path, name], isRequired: needed.includes(name), definitions }),
  );
}

/** The fields of the form that a JSON Schema (2020-12) of an object draws, in its order. */
export function fieldsOf(schema: Schema): Field[] {
  const definitions = isObject(schema['$defs']) ? schema['$defs'] : {};
  return fieldsIn(schema, { path: [], definitions });
}

/** What stands at a path; undefined where nothing does. */
export function readAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (part, name) => (isObject(part) && Object.hasOwn(part, name) ? part[name] : undefined),
    data,
  );
}

/**
 * The data with something else at a path; undefined takes it out. What stands beside the path is the same as
 * before, in its order, whether the schema knows it or not.
 */
export function writeAt(data: JsonObject, path: readonly string[], value: unknown): JsonObject {
  const [name, ...rest] = path;
  if (name === undefined) return data;
  const part = data[name];
  const next = rest.length === 0 ? value : writeAt(isObject(part) ? part : {}, rest, value);
  if (next !== undefined) return { ...data, [name]: next };
  const { [name]: _gone, ...others } = data;
  return others;
}

/** Where the server says what is wrong with a field. */
export function errorPath({ path }: Pick<Field, 'path'>): string {
  return ['data', ...path].join('.');
}

/** The paths of all fields that can show an error beside them. */
export function shownPaths(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => (field.kind === 'group' ? shownPaths(field.fields) : [errorPath(field)]));
}
