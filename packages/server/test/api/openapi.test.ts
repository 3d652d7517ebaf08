import { Validator } from '@seriousme/openapi-schema-validator';
import { errorCatalogue, type ErrorCode } from '@ostiary/contract';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  operationsOf,
  type Answer,
  type Media,
  type OpenApiDocument,
  type Operation,
  type Reference,
} from '#app/scopes/reference/document.types.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

interface Described {
  name: string;
  method: string;
  path: string;
  operation: Operation;
}

let ostiary: TestApp;
let document: OpenApiDocument;
let all: Described[];
let api: Described[];

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);

beforeAll(async () => {
  ostiary = await testApp();
  const answer = await ostiary.app.inject('/openapi.json');
  document = answer.json<OpenApiDocument>();
  all = operationsOf(document).map((one) => ({ ...one, name: `${one.method} ${one.path}` }));
  api = all.filter(({ path }) => path.startsWith('/api/v1/'));
  // As one schema, so that references inside of it are found.
  ajv.addSchema({ $id: 'openapi', components: document.components });
});
afterAll(() => ostiary.close());

/** What a reference within the document stands for. */
function resolved<T extends object>(node: T | Reference): T {
  if (!('$ref' in node)) return node;
  const parts = node.$ref.split('/').slice(1);
  return parts.reduce<unknown>((found, part) => (found as Record<string, unknown>)[part], document) as T;
}

function answersOf({ operation }: Described): [number, Answer][] {
  return Object.entries(operation.responses).map(([status, answer]) => [Number(status), resolved(answer)]);
}

function examplesOf({ example, examples = {} }: Media): unknown[] {
  const named = Object.values(examples).map((one) => resolved<{ value: unknown }>(one).value);
  return example === undefined ? named : [example, ...named];
}

/** What is wrong with the examples of this media type; nothing when each is there and valid. */
function faultsIn(place: string, media: Media): string[] {
  const examples = examplesOf(media);
  if (examples.length === 0) return [`${place} has no example`];
  const schema = JSON.parse(JSON.stringify(media.schema).replaceAll('"#/', '"openapi#/')) as object;
  const validate = ajv.compile(schema);
  return examples.flatMap((example) =>
    validate(example) ? [] : [`${place}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(example)}`],
  );
}

function contentFaults(place: string, content: Record<string, Media> = {}): string[] {
  return Object.entries(content).flatMap(([type, media]) => faultsIn(`${place} ${type}`, media));
}

/** The codes that an answer has examples of. */
function codesOf(answer: Answer): string[] {
  return Object.keys(answer.content?.['application/problem+json']?.examples ?? {});
}

describe('the document', () => {
  test('is valid under a validator that is not ours', async () => {
    const result = await new Validator().validate({ ...structuredClone(document) });
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  test('names every operation once, so that generated clients keep their names', () => {
    const ids = all.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]+$/);
    expect(ids).toEqual(expect.arrayContaining(['listUsers', 'getUser', 'createUser', 'grantUserRole']));
  });

  test('writes each schema of the contract once', () => {
    const { schemas = {}, responses = {} } = document.components;
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['Problem', 'User', 'Role']));
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(['BadRequest', 'Unauthorized', 'UsersNotFound']),
    );
    const text = JSON.stringify(document);
    expect(text.split(JSON.stringify(schemas['Problem'])).length).toBe(2);
    // Readable, and quick to load in a browser.
    expect(text.length).toBeLessThan(650_000);
  });

  test('refers to nothing that is not there', () => {
    const references = JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g);
    for (const [, target = ''] of references) expect(resolved({ $ref: target }), target).toBeDefined();
  });
});

describe('every operation of the management API', () => {
  test('has a summary, a tag, credentials, and describes its parameters', () => {
    expect(api.length).toBeGreaterThan(25);
    for (const { name, path, operation } of api) {
      expect(operation.summary, name).toBeTruthy();
      expect(operation.tags, name).toHaveLength(1);
      // For whoever cannot sign in.
      const isOpen = path.startsWith('/api/v1/account/');
      expect(operation.security, name).toHaveLength(isOpen ? 0 : 3);
    }
    const undescribed = api.flatMap(({ name, operation: { parameters = [] } }) =>
      parameters
        .filter(({ description, schema }) => !description || !schema)
        .map((parameter) => `${name} ${parameter.name}`),
    );
    expect(undescribed).toEqual([]);
  });

  test('demands nothing that has a default', () => {
    const { schemas = {} } = document.components;
    const demanded = Object.entries(schemas).flatMap(([name, { properties = {}, required = [] }]) =>
      required.filter((field) => properties[field]?.default !== undefined).map((field) => `${name} ${field}`),
    );
    expect(demanded).toEqual([]);
  });

  test('has examples of what is sent and answered, and each is valid', () => {
    const faults = api.flatMap((one) => [
      ...contentFaults(`${one.name} body`, one.operation.requestBody?.content),
      ...answersOf(one).flatMap(([status, answer]) => contentFaults(`${one.name} ${status}`, answer.content)),
    ]);
    expect(faults).toEqual([]);
  });

  test('has examples of parameters that the parameters accept', () => {
    const faults = api.flatMap(({ name, operation }) =>
      (operation.parameters ?? []).flatMap((parameter) =>
        examplesOf(parameter).length === 0 ? [] : faultsIn(`${name} ${parameter.name}`, parameter),
      ),
    );
    expect(faults).toEqual([]);
  });

  test('has an example value of its own for each text, so that no example says just "text"', () => {
    const vague = api.flatMap(({ name, operation }) =>
      [...JSON.stringify(operation).matchAll(/"(\w+)":\[?"text"/g)].map(([, field]) => `${name} ${field}`),
    );
    expect(vague).toEqual([]);
  });

  test('says how it may refuse: by status, with the body of every code', () => {
    for (const one of api) {
      const refusals = answersOf(one).filter(([status]) => status >= 400);
      expect(
        refusals.map(([status]) => status),
        one.name,
      ).toEqual(expect.arrayContaining([400, 401, 403, 500]));
      for (const [status, answer] of refusals) {
        const codes = codesOf(answer);
        expect(codes.length, `${one.name} ${status}`).toBeGreaterThan(0);
        for (const code of codes) expect(errorCatalogue[code as ErrorCode].status, one.name).toBe(status);
      }
    }
  });

  test('names its headers: versions, places of what was made, when to try again', () => {
    const header = (name: string): object => ({ headers: { [name]: expect.anything() as unknown } });
    for (const one of api) {
      const answers = Object.fromEntries(answersOf(one));
      expect(answers[401], one.name).toMatchObject(header('WWW-Authenticate'));
      for (const status of [429, 503]) expect(answers[status], one.name).toMatchObject(header('Retry-After'));
    }
    const create = api.find(({ name }) => name === 'POST /api/v1/users');
    expect(create && Object.fromEntries(answersOf(create))[201]).toMatchObject(header('Location'));
  });

  test('names the permission that it takes', () => {
    const permissions = Object.fromEntries(
      api.map(({ name, operation }) => [name, operation['x-permission']]),
    );
    expect(permissions).toMatchObject({
      'GET /api/v1/users': 'users.read',
      'DELETE /api/v1/users/{id}': 'users.delete',
      'GET /api/v1/me': undefined,
    });
  });
});
