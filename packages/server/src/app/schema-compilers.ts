import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type {
  FastifyInstance,
  FastifySchema,
  FastifySchemaCompiler,
  FastifySerializerCompiler,
} from 'fastify';

const common = { allErrors: true, removeAdditional: false, useDefaults: true, strict: false } as const;

const { validate: isRfc3339 } = fullFormats['date-time'] as { validate: (text: string) => boolean };

/** A time of RFC 3339 that can be kept as one: that allows a leap second, of which our clock knows none. */
function isTime(text: string): boolean {
  return isRfc3339(text) && Number.isFinite(Date.parse(text));
}

/** Bodies are taken as they are typed; queries and path parameters arrive as text and are converted. */
const bodies = new Ajv({ ...common, coerceTypes: false });
const texts = new Ajv({ ...common, coerceTypes: 'array' });
for (const ajv of [bodies, texts]) {
  addFormats(ajv);
  ajv.addFormat('date-time', isTime);
}

const buildSerializer = SerializerSelector()({}, {});

const compileValidator: FastifySchemaCompiler<FastifySchema> = ({ schema, httpPart }) => {
  let validate: ValidateFunction | undefined;
  return (data: unknown) => {
    validate ??= (httpPart === 'body' ? bodies : texts).compile(schema);
    return validate(data) ? true : { error: validate.errors ?? [] };
  };
};

const compileSerializer: FastifySerializerCompiler<FastifySchema> = ({
  httpStatus = 'default',
  ...route
}) => {
  let serialize: ((data: unknown) => string) | undefined;
  return (data: unknown) => (serialize ??= buildSerializer({ ...route, httpStatus }))(data);
};

/**
 * Compiles the schemas of a route when it is first called: compiling all of them would take a third of
 * the time to start, and memory that most processes never need.
 */
export function addSchemaCompilers(app: FastifyInstance): void {
  app.setValidatorCompiler(compileValidator);
  app.setSerializerCompiler(compileSerializer);
}
