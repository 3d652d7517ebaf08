import fc from 'fast-check';
import { hostileText, rawBodies, strangeHeaders } from '../hostile-values.ts';
import type { Operation, Shape } from '../operations.ts';
import { Values, type Schema } from './from-schema.ts';

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}

interface Described {
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> };
}

export interface ApiDocument {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

/** What is sent to one operation. */
export interface Request {
  /** For the path; undefined stands for one that exists. */
  params: (string | undefined)[];
  query: [string, string][];
  headers: Record<string, string>;
  body: unknown;
  /** Sent instead of the body. */
  raw: (typeof rawBodies)[number] | undefined;
}

export interface SchemaOperation {
  name: string;
  method: Operation['method'];
  /** With parameters as `{name}`. */
  path: string;
  tag: string;
  shape: Shape;
  /** What its bodies are sent as; undefined when it takes none. */
  mediaType: string | undefined;
  requests: fc.Arbitrary<Request>;
}

type Kind = 'valid' | 'near' | 'hostile';
const kinds = fc.constantFrom<Kind>('valid', 'valid', 'near', 'near', 'hostile');

function shapeOf(path: string, [tag = '']: string[]): Shape {
  if (tag === 'Pages') return 'page';
  return ['Token API', 'Role service', 'DRF tutorial'].includes(tag) ? 'drf' : 'problem';
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Nobody is to wait for events. */
const noWaiting: Schema = { type: 'integer', minimum: 0, maximum: 0 };

function queryOf(
  values: Values,
  parameters: readonly Parameter[],
  kind: Kind,
): fc.Arbitrary<[string, string][]> {
  const pairs = parameters.map(({ name, required = false, schema }) => {
    const good = values.valid(name === 'wait' ? noWaiting : schema).map(shown);
    const text = kind === 'hostile' ? hostileText : good;
    return fc.tuple(fc.nat(2), text).map(([often, value]): [string, string][] => {
      return required || often === 0 ? [[name, value]] : [];
    });
  });
  const all = fc.tuple(...pairs).map((lists) => lists.flat());
  if (kind !== 'near' || parameters.length === 0) return all;
  const names = [...parameters.map(({ name }) => name).filter((name) => name !== 'wait'), 'surprise'];
  return fc
    .tuple(all, fc.constantFrom(...names), hostileText)
    .map(([list, name, value]) => [...list, [name, value]]);
}

function paramsOf(
  values: Values,
  parameters: readonly Parameter[],
  kind: Kind,
): fc.Arbitrary<(string | undefined)[]> {
  const texts = hostileText.filter((text) => text !== '' && text.isWellFormed() && text.length < 500);
  return fc.tuple(
    ...parameters.map(({ schema }) => {
      if (kind === 'valid') return fc.constant(undefined);
      const other =
        kind === 'near'
          ? values
              .valid(schema)
              .map(shown)
              .filter((text) => text !== '')
          : texts;
      return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: other });
    }),
  );
}

function bodyOf(values: Values, content: { schema: Schema; example?: unknown } | undefined, kind: Kind) {
  if (!content) return fc.constant(undefined);
  const { schema, example } = content;
  const good = values.valid(schema);
  if (kind !== 'valid') return values.nearlyValid(schema);
  return example === undefined ? good : fc.oneof(good, fc.constant(example));
}

function requestsOf(values: Values, described: Described): fc.Arbitrary<Request> {
  const { parameters = [], requestBody } = described;
  const at = (place: string): Parameter[] => parameters.filter((one) => one.in === place);
  const [content] = Object.values(requestBody?.content ?? {});
  return kinds.chain((kind) =>
    fc.record({
      params: paramsOf(values, at('path'), kind),
      query: queryOf(values, at('query'), kind),
      headers: kind === 'valid' ? fc.constant({}) : strangeHeaders,
      body: bodyOf(values, content, kind),
      raw:
        kind === 'hostile'
          ? fc.option(fc.constantFrom(...rawBodies), { nil: undefined })
          : fc.constant(undefined),
    }),
  );
}

/** Every operation of a description, with requests of three kinds: as it says, nearly so, and hostile. */
export function schemaOperations(document: ApiDocument): SchemaOperation[] {
  const values = new Values((reference) => {
    const found = document.components.schemas[reference.replace('#/components/schemas/', '')];
    if (!found) throw new Error(`${reference} is not described`);
    return found;
  });
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]): SchemaOperation => {
      const [tag = ''] = described.tags;
      return {
        ...{ name: `${method.toUpperCase()} ${path}`, path, tag, shape: shapeOf(path, described.tags) },
        method: method.toUpperCase() as Operation['method'],
        mediaType: Object.keys(described.requestBody?.content ?? {})[0],
        requests: requestsOf(values, described),
      };
    }),
  );
}
