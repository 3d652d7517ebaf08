import { ApiUser, sparse } from '@ostiary/contract';
import { expect, it } from 'vitest';
import type { JsonSchema, OpenApiDocument } from './document.types.ts';
import { withNamedSchemas } from './named-schemas.ts';

function answering(schema: object): OpenApiDocument {
  const plain = JSON.parse(JSON.stringify(schema)) as JsonSchema;
  const content = { 'application/json': { schema: plain } };
  const responses = { 200: { description: 'Done.', content } };
  const info = { title: 'A', version: '1' };
  return { openapi: '3.1.0', info, paths: { '/a': { get: { responses } } }, components: {} };
}

function answered({ paths }: OpenApiDocument): JsonSchema | undefined {
  const answer = paths['/a']?.['get']?.responses['200'];
  return answer && 'content' in answer ? answer.content?.['application/json']?.schema : undefined;
}

const user = '#/components/schemas/User';

it('puts schemas of the contract among the components and refers to them, however deep they lie', () => {
  const document = withNamedSchemas(answering({ type: 'array', items: { anyOf: [ApiUser] } }));
  expect(answered(document)).toEqual({ type: 'array', items: { anyOf: [{ $ref: user }] } });
  expect(document.components.schemas?.['User']).toEqual(JSON.parse(JSON.stringify(ApiUser)));
});

it('knows them with their keywords in another order, and without the fields that were left out', () => {
  const turned = Object.fromEntries(Object.entries(ApiUser).reverse());
  expect(answered(withNamedSchemas(answering(turned)))).toEqual({ $ref: user });
  expect(answered(withNamedSchemas(answering(sparse(ApiUser))))).toEqual({
    $ref: '#/components/schemas/SparseUser',
  });
});

it('leaves schemas alone that the contract does not have', () => {
  const schema = { type: 'object', properties: { one: { type: 'string' } } };
  const document = withNamedSchemas(answering(schema));
  expect(answered(document)).toEqual(schema);
  expect(document.components.schemas).toEqual({});
});
