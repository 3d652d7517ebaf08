import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { addRouteTable } from '#app/scopes/reference/route-table.ts';
import { addErrorAnswers } from '#app/error-answers.ts';
import { AppError } from '#platform/errors.ts';
import { watchingAnswers } from './declared-answers.ts';

const Thing = {
  type: 'object',
  properties: { id: { type: 'string' }, size: { type: 'integer' } },
  required: ['id'],
  additionalProperties: false,
};

let app: FastifyInstance;
afterEach(() => app.close());

/** What is noticed when a route that declares a thing as its answer to 200 answers with this. */
async function noticed(handler: (reply: { header(name: string, value: string): unknown }) => unknown) {
  const watched = await watchingAnswers(async () => {
    const built = fastify();
    addErrorAnswers(built, { stepUpSeconds: 900 });
    addRouteTable(built);
    const config = { errors: ['users.not_found'] as const };
    await built.register(async (scope) => {
      scope.get('/api/v1/thing', { schema: { response: { 200: Thing } }, config }, async (_request, reply) =>
        handler(reply),
      );
    });
    return built;
  });
  app = watched.app;
  await app.inject('/api/v1/thing');
  return [...watched.faults];
}

describe('the watch over answers', () => {
  test('has nothing against what is declared', async () => {
    expect(await noticed(() => ({ id: 'a', size: 1 }))).toEqual([]);
    expect(await noticed(() => Promise.reject(new AppError('users.not_found')))).toEqual([]);
    expect(await noticed(() => Promise.reject(new AppError('access.denied')))).toEqual([]);
  });

  test.each([
    [
      'a refusal that is not declared',
      () => Promise.reject(new AppError('users.invalid')),
      /undeclared error users.invalid/,
    ],
    [
      'a field that the serialiser leaves out',
      () => ({ id: 'a', secret: 's' }),
      /gives .*secret.* but sends/,
    ],
    ['a value that the serialiser converts', () => ({ id: 7 }), /gives \{"id":7\} but sends \{"id":"7"\}/],
    [
      'a header that nobody announced',
      (reply: { header(name: string, value: string): unknown }) => {
        reply.header('etag', '"1"');
        return { id: 'a' };
      },
      /undeclared ETag/,
    ],
  ])('notices %s', async (_what, handler, fault) => {
    expect(await noticed(handler)).toEqual([expect.stringMatching(fault)]);
  });
});
