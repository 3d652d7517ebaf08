import { Ajv, type AnySchema } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, goodPassword, httpClient } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** What the API reference promises of the token API and the tutorials' routes, held against what is sent. */

interface Media {
  schema: AnySchema;
  examples: Record<string, { value: unknown }>;
}
interface Operation {
  tags?: string[];
  responses: Record<string, { content: { 'application/json': Media } }>;
}
type Paths = Record<string, Record<string, Operation>>;

const documentedTags = ['Token API', 'Role service', 'DRF tutorial'];
const ajv = new Ajv({ strict: false });
addFormats(ajv);

let server: TestApp;
let operations: [name: string, operation: Operation][];

beforeAll(async () => {
  server = await testApp();
  const { paths } = JSON.parse(JSON.stringify(server.app.swagger())) as { paths: Paths };
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags?.some((tag) => documentedTags.includes(tag)))
      .map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as [string, Operation]),
  );
});
afterAll(() => server.close());

function promised(name: string, status: number): Media {
  const media = operations.find(([known]) => known === name)?.[1].responses[String(status)]?.content[
    'application/json'
  ];
  if (!media) throw new Error(`${name} does not document ${String(status)}`);
  return media;
}

it('describes every route of the contracts', () => {
  expect(operations.map(([name]) => name).sort()).toEqual(
    [
      'GET /all-user/',
      'GET /auth/user/',
      'GET /authenticated-user/',
      'GET /only-admin/',
      'GET /only-investor-owner/',
      'GET /only-owner/',
      'GET /only-staff/',
      'POST /all-user/',
      'POST /api/jwt-auth/',
      'POST /api/login/',
      'POST /auth/create-user/',
      'POST /auth/password-change/',
      'POST /auth/token/',
      'POST /auth/token/blacklist/',
      'POST /auth/token/logout/',
      'POST /auth/token/refresh/',
      'POST /auth/token/sliding/',
      'POST /auth/token/sliding/refresh/',
      'POST /auth/token/verify/',
      'POST /authenticated-user/',
      'POST /only-admin/',
      'POST /only-investor-owner/',
      'POST /only-owner/',
      'POST /only-staff/',
      'POST /user-auth/',
      'POST /user-signup/',
    ].sort(),
  );
});

it('gives examples that are what their schemas say', () => {
  for (const [name, { responses }] of operations) {
    for (const [status, { content }] of Object.entries(responses)) {
      const { schema, examples } = content['application/json'];
      const isValid = ajv.compile(schema);
      expect(Object.keys(examples).length, `${name} ${status}`).toBeGreaterThan(0);
      for (const { value } of Object.values(examples)) {
        expect(isValid(value), `${name} ${status}: ${ajv.errorsText(isValid.errors)}`).toBe(true);
      }
    }
  }
});

describe('real replies are what the schemas say', () => {
  it('over a life of an account', async () => {
    const client = httpClient(server.app);
    const email = 'doc@example.com';
    const signUp = { email, username: 'doc', first_name: 'D', last_name: 'Oc', password: goodPassword };
    await addPerson(server.services, { username: 'other', email: 'other@example.com', roles: ['owner'] });
    const seen: [string, { statusCode: number; json(): unknown }][] = [];
    const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
      const answer = await client.post(path, body, headers);
      seen.push([`POST ${path}`, answer]);
      return answer.json<Record<string, string>>();
    };
    await post('/user-signup/', signUp);
    await post('/user-signup/', signUp);
    await post('/auth/create-user/', { email: 'doc2@example.com', password: goodPassword });
    const { token } = await post('/user-auth/', signUp);
    await post('/user-auth/', {});
    await post('/authenticated-user/', {}, { authorization: token ?? '' });
    await post('/only-owner/', {}, { authorization: token ?? '' });
    await post('/all-user/', {});
    await post('/api/login/', signUp);
    await post('/api/login/', {});
    await post('/api/jwt-auth/', signUp);
    await post('/api/jwt-auth/', {});
    const { refresh, access } = await post('/auth/token/', { email, password: goodPassword });
    seen.push([
      'GET /auth/user/',
      await client.get('/auth/user/', { authorization: `Bearer ${access ?? ''}` }),
    ]);
    seen.push(['GET /auth/user/', await client.get('/auth/user/')]);
    await post('/auth/token/', { email, password: 'wrong' });
    await post('/auth/token/', {});
    await post('/auth/token/verify/', { token: access });
    await post('/auth/token/verify/', { token: 'x' });
    await post('/auth/token/refresh/', { refresh });
    await post('/auth/token/blacklist/', { refresh: access });
    await post('/auth/token/logout/', { refresh });
    const sliding = await post('/auth/token/sliding/', { email, password: goodPassword });
    await post('/auth/token/sliding/refresh/', { token: sliding['token'] });
    await post('/auth/password-change/', { email, password: goodPassword, new_password: `${goodPassword}!` });

    for (const [name, answer] of seen) {
      const isValid = ajv.compile(promised(name, answer.statusCode).schema);
      expect(isValid(answer.json()), `${name}: ${ajv.errorsText(isValid.errors)}`).toBe(true);
    }
  });
});
