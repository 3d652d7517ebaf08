import { expect, it } from 'vitest';
import { addPerson, answerOf, goodPassword, httpClient } from '../support/http-client.ts';
import { testApp } from '../support/test-app.ts';

it('more sign-ins than the hashing pool takes are told to come back, and the others are answered', async () => {
  const small = await testApp({
    OSTIARY_HASH_WORKERS: '1',
    OSTIARY_HASH_QUEUE: '2',
    OSTIARY_ARGON2_MEMORY: '8192',
    OSTIARY_ARGON2_PASSES: '3',
  });
  try {
    const client = httpClient(small.app);
    await addPerson(small.services, { email: 'many@example.com' });
    const sent = { email: 'many@example.com', password: goodPassword };
    const answers = await Promise.all(Array.from({ length: 24 }, () => client.post('/auth/token/', sent)));
    const busy = answers.filter(({ statusCode }) => statusCode === 503);
    expect(answers.filter(({ statusCode }) => statusCode === 200).length + busy.length).toBe(24);
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.length).toBeLessThan(24);
    expect(answerOf(busy[0]!)).toEqual([
      503,
      '{"detail":"Too many sign-ins at this moment. Try again shortly."}',
    ]);
    expect(Number(busy[0]!.headers['retry-after'])).toBeGreaterThan(0);
  } finally {
    await small.close();
  }
});
