import { InvalidArgumentError, Option } from 'commander';
import type { JsonObject } from '../output.ts';
import { shown } from './answers.ts';

/** As much of JSON Schema as the contract uses for what a flag can carry. */
interface PropertySchema {
  type?: string | string[];
  enum?: unknown[];
  anyOf?: { const?: unknown }[];
  items?: PropertySchema;
  default?: unknown;
  description?: string;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
}

/** A schema of the contract: an object whose properties become flags. */
export interface ObjectSchema {
  properties: Record<string, object>;
  required?: string[] | undefined;
}

export interface Field {
  /** Its name on the wire. */
  property: string;
  schema: PropertySchema;
  isRequired: boolean;
  options: Option[];
}

export interface FieldChoices {
  /** Properties that no flag is made for. */
  without?: readonly string[];
  /** Flags that are not called as the rule has it; without dashes. */
  names?: Record<string, string>;
  /** What is said of a flag instead of the contract's words, by its property. */
  says?: Record<string, string>;
  /** Gives what can be null a `--no-…`. */
  canClear?: boolean;
}

export type OptionValues = Record<string, unknown>;

function typesOf({ type }: PropertySchema): string[] {
  return type === undefined ? [] : [type].flat();
}

/** `is_staff` is said `--staff`, and what is given several times is named by one of it. */
function flagName(property: string, schema: PropertySchema): string {
  const plain = property.replace(/^is_/, '').replaceAll('_', '-');
  return typesOf(schema).includes('array') ? plain.replace(/s$/, '') : plain;
}

function wordFor(schema: PropertySchema): string {
  if (schema.format === 'date-time') return '<time>';
  if (schema.format === 'uuid') return '<id>';
  return typesOf(schema).includes('integer') ? '<n>' : '<text>';
}

function choicesOf({ enum: values, anyOf }: PropertySchema): string[] | undefined {
  const all = values ?? anyOf?.map((each) => each.const);
  const texts = all?.filter((value) => typeof value === 'string');
  return texts && texts.length > 0 ? texts : undefined;
}

function wholeNumber({ minimum, maximum }: PropertySchema): (text: string) => number {
  const most = maximum === undefined ? `, ${minimum} or more` : `, ${minimum} to ${maximum}`;
  const bounds = minimum === undefined ? '' : most;
  return (text) => {
    const number = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= (minimum ?? -Infinity) && number <= (maximum ?? Infinity)) return number;
    throw new InvalidArgumentError(`It is a whole number${bounds}.`);
  };
}

/** The contract's words without their code marks; the first sentence will do beside a flag. */
function describe(property: string, schema: PropertySchema): string {
  const text = schema.description ?? property.replaceAll('_', ' ');
  const [first = text] = text.replaceAll('`', '').split(/(?<=\.) /);
  return first.replace(/\.$/, '');
}

function collect(choices: string[] | undefined): (value: string, earlier: string[] | undefined) => string[] {
  return (value, earlier = []) => {
    if (choices?.includes(value) === false)
      throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
    return [...earlier, value];
  };
}

/** The names that a list separated by commas may hold, as the contract's `FieldsOf` writes its pattern. */
function listedNames({ pattern = '' }: PropertySchema): string[] | undefined {
  const [, names, again] = /^\^\(([\w|]+)\)\(,\(([\w|]+)\)\)\*\$$/.exec(pattern) ?? [];
  return names !== undefined && names === again ? names.split('|') : undefined;
}

function listOf(names: string[]): (text: string) => string {
  return (text) => {
    const isKnown = text.split(',').every((name) => names.includes(name));
    if (isKnown) return text;
    throw new InvalidArgumentError(`Allowed, separated by commas, are ${names.join(', ')}.`);
  };
}

function flagOptions(flag: string, description: string): Option[] {
  return [new Option(`--${flag}`, description), new Option(`--no-${flag}`, 'the opposite')];
}

function valueOption(flag: string, description: string, schema: PropertySchema): Option {
  const types = typesOf(schema);
  const option = new Option(`--${flag} ${wordFor(schema)}`, description);
  if (types.includes('array')) {
    const repeated = new Option(`--${flag} <text>`, `${description} (may be repeated)`);
    return repeated.argParser(collect(choicesOf(schema.items ?? {})));
  }
  if (types.includes('integer')) option.argParser(wholeNumber(schema));
  const choices = choicesOf(schema);
  if (choices) option.choices(choices);
  const names = listedNames(schema);
  if (names) option.argParser(listOf(names));
  return option;
}

function optionsOf(property: string, schema: PropertySchema, choices: FieldChoices): Option[] {
  const flag = choices.names?.[property] ?? flagName(property, schema);
  const description = choices.says?.[property] ?? describe(property, schema);
  if (typesOf(schema).includes('boolean')) return flagOptions(flag, description);
  const option = valueOption(flag, description, schema);
  if (schema.default !== undefined) option.defaultValueDescription = JSON.stringify(schema.default);
  const isClearable = typesOf(schema).some((type) => type === 'null' || type === 'array');
  return choices.canClear === true && isClearable
    ? [option, new Option(`--no-${flag}`, `without ${flag}`)]
    : [option];
}

/** A flag for each property of a query or body, named and checked as its schema says. */
export function fieldsOf(schema: ObjectSchema | undefined, choices: FieldChoices = {}): Field[] {
  return Object.entries(schema?.properties ?? {})
    .filter(([property]) => !choices.without?.includes(property))
    .map(([property, value]) => ({
      property,
      schema: value,
      isRequired: schema?.required?.includes(property) === true && !('default' in value),
      options: optionsOf(property, value, choices),
    }));
}

/** What was given, by the names of the wire. `--no-x` and an empty text take away what can be null. */
export function bodyFrom(fields: readonly Field[], values: OptionValues): JsonObject {
  const body: JsonObject = {};
  for (const { property, schema, options } of fields) {
    const [option] = options;
    const value = option ? values[option.attributeName()] : undefined;
    if (value === undefined) continue;
    const types = typesOf(schema);
    const isCleared = value === false || value === '';
    if (isCleared && types.includes('null')) body[property] = null;
    else if (value === false && types.includes('array')) body[property] = [];
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      body[property] = value;
    else if (Array.isArray(value)) body[property] = value.map(String);
  }
  return body;
}

export function queryFrom(fields: readonly Field[], values: OptionValues): Record<string, string | string[]> {
  const given = Object.entries(bodyFrom(fields, values)).filter(([, value]) => value !== null);
  return Object.fromEntries(
    given.map(([name, value]) => [name, Array.isArray(value) ? value.map(shown) : shown(value)]),
  );
}
