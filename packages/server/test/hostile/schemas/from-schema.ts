import fc from 'fast-check';
import { hostileValue } from '../hostile-values.ts';

/** As much of JSON Schema as the descriptions use. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
}

export type Resolve = (reference: string) => Schema;

const maxDepth = 6;
const anything: fc.Arbitrary<unknown> = fc.jsonValue({ maxDepth: 1 });

const formats: Record<string, fc.Arbitrary<string>> = {
  uuid: fc.uuid(),
  email: fc.nat(99_999).map((number) => `somebody${String(number)}@example.com`),
  uri: fc.nat(99_999).map((number) => `https://x${String(number)}.example.org/`),
  'date-time': fc
    .date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
};

function isWithin(text: string, { minLength = 0, maxLength = Infinity }: Schema): boolean {
  const { length } = [...text];
  return length >= minLength && length <= maxLength;
}

function textsOf(schema: Schema): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = 40 } = schema;
  const known = format === undefined ? undefined : formats[format];
  if (known) return known;
  // Every pattern of ours is short; what looks around is none that can be turned about.
  if (pattern !== undefined && !pattern.includes('(?')) {
    const longest = Math.min(maxLength, 200);
    return fc.stringMatching(new RegExp(pattern), { size: 'small' }).map((text) => {
      const cut = text.slice(0, longest);
      return isWithin(cut, schema) && new RegExp(pattern).test(cut) ? cut : text;
    });
  }
  const word = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789-._ äß山');
  return fc.string({ unit: word, minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) });
}

function numbersOf({ minimum = -1_000, maximum = 1_000 }: Schema): fc.Arbitrary<number> {
  const [min, max] = [Math.ceil(minimum), Math.floor(Math.min(maximum, Number.MAX_SAFE_INTEGER))];
  return fc.integer({ min, max: Math.max(min, max) });
}

/** Values that a schema allows. */
export class Values {
  readonly #resolve: Resolve;

  constructor(resolve: Resolve) {
    this.#resolve = resolve;
  }

  deref(schema: Schema): Schema {
    return schema.$ref === undefined ? schema : this.deref(this.#resolve(schema.$ref));
  }

  /** What the schema of an object says of its members. */
  membersOf(schema: Schema): Record<string, Schema> {
    const { properties = {}, allOf = [] } = this.deref(schema);
    return Object.assign({}, properties, ...allOf.map((one) => this.membersOf(one))) as Record<
      string,
      Schema
    >;
  }

  valid(given: Schema, depth = 0): fc.Arbitrary<unknown> {
    const schema = this.deref(given);
    const choices = schema.anyOf ?? schema.oneOf;
    if (depth > maxDepth) return fc.constant(null);
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (choices) return fc.oneof(...choices.map((one) => this.valid(one, depth)));
    if (Array.isArray(schema.type)) {
      return fc.oneof(...schema.type.map((type) => this.valid({ ...schema, type }, depth)));
    }
    switch (schema.type) {
      case 'string':
        return textsOf(schema);
      case 'integer':
      case 'number':
        return numbersOf(schema);
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array':
        return this.#lists(schema, depth);
      case 'object':
        return this.#objects(schema, depth);
      default:
        return schema.properties || schema.allOf ? this.#objects(schema, depth) : anything;
    }
  }

  /** What is valid but for one thing: a member of another kind, one too many, or one too few. */
  nearlyValid(given: Schema): fc.Arbitrary<unknown> {
    const names = Object.keys(this.membersOf(given));
    if (names.length === 0) return fc.oneof(hostileValue, this.valid(given));
    const change = fc.record({
      name: fc.constantFrom('surprise', '__proto__', ...names, ...names, ...names),
      value: hostileValue,
      isLeftOut: fc.nat(4).map((number) => number === 0),
    });
    return fc.tuple(this.valid(given), change).map(([value, { name, value: wrong, isLeftOut }]) => {
      if (typeof value !== 'object' || value === null) return wrong;
      const others = Object.entries(value).filter(([known]) => known !== name);
      // As JSON.parse makes it: `__proto__` is a name like any other.
      return Object.fromEntries(isLeftOut ? others : [...others, [name, wrong]]);
    });
  }

  #lists({ items = {}, minItems = 0, maxItems = 4 }: Schema, depth: number): fc.Arbitrary<unknown[]> {
    return fc.array(this.valid(items, depth + 1), {
      minLength: minItems,
      maxLength: Math.max(minItems, Math.min(4, maxItems)),
    });
  }

  #objects(schema: Schema, depth: number): fc.Arbitrary<object> {
    const members = this.membersOf(schema);
    const required = [
      ...(schema.required ?? []),
      ...(schema.allOf ?? []).flatMap((one) => one.required ?? []),
    ];
    const names = Object.keys(members);
    const model = Object.fromEntries(names.map((name) => [name, this.valid(members[name] ?? {}, depth + 1)]));
    return fc.record(model, { requiredKeys: names.filter((name) => required.includes(name)) });
  }
}
