import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type {
  FastifyInstance,
  FastifySchema,
  FastifySchemaCompiler,
  FastifySerializerCompiler,
} from 'fastify';

const common = { allErrors: true, removeAdditional: false, useDefaults: true, strict: false } as const;

/** Bodies are taken as they are typed; queries and path parameters arrive as text and are converted. */
const bodies = new Ajv({ ...common, coerceTypes: false });
const texts = new Ajv({ ...common, coerceTypes: 'array' });
for (const ajv of [bodies, texts]) addFormats(ajv);

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
