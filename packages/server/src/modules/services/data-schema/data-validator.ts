import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FieldError } from '#platform/errors.ts';
import type { DataSchema, JsonObject } from '../services.types.ts';
import { describeDataSchema, fieldAt, isDeeperThan, problemOfProperty } from './data-schema.rules.ts';

/** It travels in tokens, which travel in headers. */
const maxDataBytes = 4 * 1024;
const maxDataDepth = 20;
const maxCompiled = 200;
const maxErrors = 20;

const options = { allErrors: true, strict: false, logger: false } as const;

let metaschema: Ajv2020 | undefined;

/** By the schema's text. The least recently made goes when there are too many. */
const compiled = new Map<string, ValidateFunction>();

function compile(schema: DataSchema): ValidateFunction {
  const text = JSON.stringify(schema);
  const known = compiled.get(text);
  if (known) return known;
  // One of its own for each: it would keep every schema that it was ever given.
  const ajv = new Ajv2020({ ...options, meta: false, validateSchema: false });
  addFormats(ajv, { mode: 'fast' });
  const { $schema: _dialect, ...body } = schema;
  const validate = ajv.compile(body);
  compiled.set(text, validate);
  const [oldest] = compiled.keys();
  if (compiled.size > maxCompiled && oldest !== undefined) compiled.delete(oldest);
  return validate;
}

function toFields(errors: readonly ErrorObject[] | null | undefined, root: string): FieldError[] {
  return (errors ?? []).slice(0, maxErrors).map(({ instancePath, params, message = 'is not valid' }) => {
    const { missingProperty, additionalProperty } = params as Record<string, unknown>;
    const name = missingProperty ?? additionalProperty;
    const parts = instancePath.split('/').slice(1);
    const path = [root, ...parts, ...(typeof name === 'string' ? [name] : [])].join('.');
    return fieldAt(path, `${message.charAt(0).toUpperCase()}${message.slice(1)}.`);
  });
}

/** Everything that is wrong with the schema of a service's data; empty when it can be used. */
export function problemsOfSchema(schema: DataSchema, path = 'data_schema'): FieldError[] {
  const problems = describeDataSchema(schema, path);
  if (problems.length > 0) return problems;
  metaschema ??= new Ajv2020(options);
  const { $schema: _dialect, ...body } = schema;
  if (metaschema.validateSchema(body) !== true) return toFields(metaschema.errors, path);
  try {
    compile(schema);
    return [];
  } catch {
    return [{ path, message: 'This schema cannot be compiled.' }];
  }
}

function isLarge(data: JsonObject): boolean {
  return isDeeperThan(data, maxDataDepth) || Buffer.byteLength(JSON.stringify(data)) > maxDataBytes;
}

/** Everything that is wrong with somebody's data in a service; empty when it is good. No schema means no data. */
export function problemsOfData(schema: DataSchema | null, data: JsonObject): FieldError[] {
  if (isLarge(data)) {
    const message = `Use at most ${String(maxDataBytes / 1024)} KiB and ${String(maxDataDepth)} levels.`;
    return [{ path: 'data', message }];
  }
  const names = Object.keys(data);
  if (schema === null) {
    const message = 'This service has no data of its own: give it a data_schema first.';
    return names.length === 0 ? [] : [{ path: 'data', message }];
  }
  const misnamed = names.flatMap((name) => {
    const message = problemOfProperty(name);
    return message === undefined ? [] : [fieldAt(`data.${name}`, message)];
  });
  if (misnamed.length > 0) return misnamed.slice(0, maxErrors);
  const validate = compile(schema);
  return validate(data) ? [] : toFields(validate.errors, 'data');
}
