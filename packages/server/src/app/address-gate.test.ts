import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { AppError } from '#platform/errors.ts';
import { addAddressGate } from './address-gate.ts';

async function statusWith(isBlocked: () => Promise<boolean>): Promise<number> {
  const app = fastify();
  addAddressGate(app, { isBlocked });
  app.get('/healthz', () => 'ok');
  const { statusCode } = await app.inject('/healthz');
  await app.close();
  return statusCode;
}

test('the gate opens for addresses that nobody blocked, and only for them', async () => {
  expect(await statusWith(() => Promise.resolve(false))).toBe(200);
  expect(await statusWith(() => Promise.resolve(true))).toBe(403);
});

test('health answers while the database is away; any other failure is one', async () => {
  expect(await statusWith(() => Promise.reject(new AppError('service.unavailable')))).toBe(200);
  const busy = Object.assign(new Error('locked'), { code: 'SQLITE_BUSY' });
  expect(await statusWith(() => Promise.reject(busy))).toBe(200);
  expect(await statusWith(() => Promise.reject(new TypeError('a bug')))).toBe(500);
});
