import { AppError, type FieldError } from '../../errors.ts';
import { SubmittedForm } from './body.ts';

/** Why a value was not accepted, in REST framework's words. */
class Refused {
  readonly messages: readonly string[];

  constructor(...messages: string[]) {
    this.messages = messages;
  }
}

const absent = Symbol('absent');

/** What a field makes of what was sent under its name. */
type Field<T> = (sent: unknown, isForm: boolean) => T | Refused;

const required = new Refused('This field is required.');
const mayNotBeNull = new Refused('This field may not be null.');
const mayNotBeBlank = new Refused('This field may not be blank.');
const notAString = new Refused('Not a valid string.');
const notAnInteger = new Refused('A valid integer is required.');

export interface TextRules {
  /** Takes spaces off both ends, as REST framework does except for passwords. Default true. */
  isTrimmed?: boolean;
  isBlankAllowed?: boolean;
}

/** `undefined` when the value is neither text nor a number that can be written as it was sent. */
function asText(sent: unknown): string | undefined {
  if (typeof sent === 'string') return sent;
  if (typeof sent !== 'number' || !Number.isFinite(sent)) return undefined;
  // Beyond this JSON.parse has rounded: not what the sender wrote.
  return Math.abs(sent) <= Number.MAX_SAFE_INTEGER ? String(sent) : undefined;
}

function readText(sent: unknown, rules: TextRules): string | Refused {
  const raw = asText(sent);
  if (raw === undefined) return notAString;
  const text = (rules.isTrimmed ?? true) ? raw.trim() : raw;
  if (text === '') return rules.isBlankAllowed ? '' : mayNotBeBlank;
  const isWellFormed = text.isWellFormed();
  if (isWellFormed && !text.includes('\0')) return text;
  const problems: string[] = [];
  if (text.includes('\0')) problems.push('Null characters are not allowed.');
  if (!isWellFormed) problems.push(`Surrogate characters are not allowed: U+${firstLoneSurrogate(text)}.`);
  return new Refused(...problems);
}

function firstLoneSurrogate(text: string): string {
  const lone = [...text].find((char) => !char.isWellFormed()) ?? '';
  return (lone.codePointAt(0) ?? 0).toString(16).toUpperCase();
}

/** CharField. */
export function text(rules: TextRules = {}): Field<string> {
  return (sent) => {
    if (sent === absent) return required;
    return sent === null ? mayNotBeNull : readText(sent, rules);
  };
}

/** CharField(required=False, allow_blank=True): undefined when it was not sent. */
export function optionalText(rules: TextRules = {}): Field<string | undefined> {
  return (sent) => {
    if (sent === absent) return undefined;
    return sent === null ? mayNotBeNull : readText(sent, { isBlankAllowed: true, ...rules });
  };
}

/** CharField(required=False, allow_null=True, allow_blank=True). */
export function nullableText(rules: TextRules = {}): Field<string | null | undefined> {
  const read = optionalText(rules);
  return (sent, isForm) => (sent === null ? null : read(sent, isForm));
}

/** IntegerField(required=False); a form's empty field counts as not sent. */
export function optionalInteger(): Field<number | undefined> {
  return (sent, isForm) => {
    if (sent === absent || (isForm && sent === '')) return undefined;
    if (sent === null) return mayNotBeNull;
    if (typeof sent === 'number') return Number.isSafeInteger(sent) ? sent : notAnInteger;
    if (typeof sent !== 'string' || !/^\s*-?[0-9]{1,15}\s*$/.test(sent)) return notAnInteger;
    return Number(sent);
  };
}

/** Anything at all, without complaint: text as it was sent, undefined for whatever is not text. */
export function looseText(): Field<string | undefined> {
  return (sent) =>
    typeof sent === 'string' && sent.isWellFormed() && !sent.includes('\0') ? sent : undefined;
}

export type FieldValues<Fields> = { [Name in keyof Fields]: Fields[Name] extends Field<infer T> ? T : never };

function pythonTypeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  return Number.isInteger(value) ? 'int' : 'float';
}

function refuseBody(message: string): never {
  throw new AppError('request.invalid', { fields: [{ path: '', message }] });
}

function lookUp(body: unknown): (name: string) => unknown {
  if (body === undefined) return () => absent;
  if (body instanceof SubmittedForm) {
    const { values } = body;
    // A file is not text: false is refused by every field as that.
    return (name) => (values.has(name) ? (values.get(name) ?? false) : absent);
  }
  if (body === null) return refuseBody('No data provided');
  if (typeof body !== 'object' || Array.isArray(body)) {
    return refuseBody(`Invalid data. Expected a dictionary, but got ${pythonTypeOf(body)}.`);
  }
  const properties = body as Record<string, unknown>;
  return (name) => (Object.hasOwn(properties, name) ? properties[name] : absent);
}

export interface Reader<Values> {
  /** Errors: `request.invalid` with every problem of every field, in the order of declaration. */
  read(body: unknown): Values;
}

/** What a REST framework serializer is to a view. Unknown names are ignored, as there. */
export function fields<Fields extends Record<string, Field<unknown>>>(
  declared: Fields,
): Reader<FieldValues<Fields>> {
  const entries = Object.entries(declared);
  return {
    read(body) {
      const valueOf = lookUp(body);
      const isForm = body instanceof SubmittedForm;
      const values: Record<string, unknown> = {};
      let problems: FieldError[] | undefined;
      for (const [name, field] of entries) {
        const value = field(valueOf(name), isForm);
        if (!(value instanceof Refused)) values[name] = value;
        else (problems ??= []).push(...value.messages.map((message) => ({ path: name, message })));
      }
      if (problems) throw new AppError('request.invalid', { fields: problems });
      return values as FieldValues<Fields>;
    },
  };
}

/** Whether the body carries this name at all, whatever its value. */
export function hasField(body: unknown, name: string): boolean {
  if (body instanceof SubmittedForm) return body.values.has(name);
  return typeof body === 'object' && body !== null && Object.hasOwn(body, name);
}
