import { fakeClock, sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSealer } from '../../sealing.ts';
import { createIdempotencyService } from './idempotency.service.ts';
import { answerOnce } from './idempotent-routes.ts';

let store: TestDatabase;
let app: FastifyInstance;
let status = 0;
let done = 0;

beforeEach(async () => {
  store = await sqliteDatabase();
  const sealer = createSealer('a master key for this test alone');
  const idempotency = createIdempotencyService({ database: store.database, clock: fakeClock(), sealer });
  app = fastify();
  answerOnce(app, { idempotency, ownerOf: () => Promise.resolve('ann') });
  done = 0;
  app.post('/things', { config: { isIdempotent: true } }, (_request, reply) => {
    done += 1;
    return reply.code(status).send({ done });
  });
});
afterEach(async () => {
  await app.close();
  await store.close();
});

const send = () => app.inject({ method: 'POST', url: '/things', headers: { 'idempotency-key': 'one' } });

test.each([201, 400, 404, 409, 500])('what was answered %i is not done again', async (answered) => {
  status = answered;
  const first = await send();
  const second = await send();
  expect([second.statusCode, second.body]).toEqual([answered, first.body]);
  expect(second.headers['idempotency-replayed']).toBe('true');
  expect(done).toBe(1);
});

test.each([401, 403, 429, 503])('what was answered %i may be tried again', async (refused) => {
  status = refused;
  await send();
  status = 201;
  const second = await send();
  expect([second.statusCode, second.headers['idempotency-replayed']]).toEqual([201, undefined]);
  expect(done).toBe(2);
});
