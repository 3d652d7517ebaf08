import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hmacSigned, localSubject, memoryNonces, signRequest } from '../../src/authentication/index.ts';
import type { AnyService } from '../../src/types.ts';
import { requestOf, type RequestParts } from './requests.fixture.ts';

const secret = 'a secret of a partner, at least 32 bytes long';
const key = { keyId: 'partner-7', secret };
const keys = { 'partner-7': { secret, subject: localSubject<AnyService>({ sub: 'partner-7' }) } };
const start = 1_700_000_000_000;
const url = 'https://api.example/orders/1?draft=true&x=%C3%A9';

/** A signed order, as the service receives it behind a proxy that has ended TLS. */
async function signedOrder(options: Parameters<typeof signRequest>[2] = {}): Promise<Required<RequestParts>> {
  const body = '{"amount": 100}';
  const headers = { 'content-type': 'application/json' };
  const signed = await signRequest({ method: 'POST', url, headers, body }, key, {
    now: () => start,
    ...options,
  });
  return {
    method: 'POST',
    url: '/orders/1?draft=true&x=%C3%A9',
    headers: { host: 'api.example', 'content-length': '15', ...headers, ...signed },
    body,
  };
}

function serviceAt(now = start, options: Partial<Parameters<typeof hmacSigned<AnyService>>[0]> = {}) {
  return hmacSigned<AnyService>({ keys, now: () => now, ...options });
}

async function outcomeOf(authenticator: ReturnType<typeof serviceAt>, parts: RequestParts): Promise<string> {
  const answer = await authenticator.authenticate(requestOf(parts));
  return answer.outcome === 'refused' ? answer.reason : answer.outcome;
}

describe('a signed request', () => {
  test('speaks for whom the key was given to', async () => {
    const answer = await serviceAt().authenticate(requestOf(await signedOrder()));
    expect(answer).toMatchObject({ outcome: 'accepted', subject: { sub: 'partner-7', method: 'hmac' } });
  });

  test('without a signature is somebody else’s', async () => {
    expect(await outcomeOf(serviceAt(), { headers: { host: 'api.example' } })).toBe('none');
  });

  test('is accepted once', async () => {
    const service = serviceAt();
    const order = await signedOrder();
    expect(await outcomeOf(service, order)).toBe('accepted');
    expect(await outcomeOf(service, order)).toBe('The signature has been used before.');
  });

  test('is accepted once also of many that come at the same moment', async () => {
    const service = serviceAt();
    const order = await signedOrder();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcomeOf(service, order)));
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
  });

  test.each([
    [-31, 'The signature is from the future.'],
    [-29, 'accepted'],
    [89, 'accepted'],
    [91, 'The signature has expired.'],
  ])('made %i s ago by a clock that may differ by 30 s: %s', async (seconds, expected) => {
    expect(await outcomeOf(serviceAt(start + seconds * 1000), await signedOrder())).toBe(expected);
  });

  test('is too old at some time whatever it says of its expiry, and its nonce is remembered until then', async () => {
    const order = await signedOrder({ expiresInSeconds: 1e6 });
    let now = start;
    const service = serviceAt(start, { now: () => now });
    expect(await outcomeOf(service, order)).toBe('accepted');
    for (now = start; now <= start + 330_000; now += 30_000) {
      expect(await outcomeOf(service, order)).toBe('The signature has been used before.');
    }
    expect(await outcomeOf(service, order)).toBe('The signature is too old.');
  });

  test.each<[string, RequestParts | ((order: Required<RequestParts>) => RequestParts)]>([
    ['the method', { method: 'PUT' }],
    ['the path', { url: '/orders/2?draft=true&x=%C3%A9' }],
    ['the query', { url: '/orders/1?draft=false&x=%C3%A9' }],
    ['the body', { body: '{"amount": 999}' }],
    ['the host', (order) => ({ headers: { ...order.headers, host: 'other.example' } })],
    ['a signed header', (order) => ({ headers: { ...order.headers, 'content-type': 'text/plain' } })],
    [
      'the digest and the body',
      (order) => ({ body: '', headers: { ...order.headers, 'content-digest': '' } }),
    ],
  ])('in which %s was changed is refused', async (_, change) => {
    const order = await signedOrder();
    const changed = { ...order, ...(typeof change === 'function' ? change(order) : change) };
    expect(await outcomeOf(serviceAt(), changed)).toMatch(
      /^The (signature is not valid|body is not the one that was signed)\.$/,
    );
  });

  test('is refused whichever character of its signature headers is changed', async () => {
    const order = await signedOrder();
    const field = fc.constantFrom('signature', 'signature-input', 'content-digest');
    await fc.assert(
      fc.asyncProperty(field, fc.nat(), fc.integer({ min: 32, max: 126 }), async (name, at, code) => {
        const value = order.headers[name]!;
        const index = at % value.length;
        const changed = value.slice(0, index) + String.fromCharCode(code) + value.slice(index + 1);
        // The label is no part of what is signed, and unused bits of the last character are none of the bytes.
        const isLabel = index < 3 && name !== 'content-digest';
        const isUnused = value.slice(index + 1).startsWith('=') || value.charAt(index) === '=';
        fc.pre(changed !== value && !isLabel && !isUnused);
        const outcome = await outcomeOf(serviceAt(), {
          ...order,
          headers: { ...order.headers, [name]: changed },
        });
        expect(outcome).not.toBe('accepted');
      }),
      { numRuns: 300 },
    );
  });

  test('with a key that nobody knows is told no more than one with a wrong signature', async () => {
    const wrong = { keyId: 'partner-8', secret };
    const other = { keyId: 'partner-7', secret: 'x'.repeat(32) };
    for (const by of [wrong, other, { keyId: 'toString', secret }]) {
      const headers = await signRequest({ url }, by, { now: () => start });
      const parts = { url: '/orders/1?draft=true&x=%C3%A9', headers: { host: 'api.example', ...headers } };
      expect(await outcomeOf(serviceAt(), parts)).toBe('The signature is not valid.');
    }
  });

  test('does not use up a nonce without being valid', async () => {
    const service = serviceAt();
    const order = await signedOrder();
    expect(await outcomeOf(service, { ...order, body: '{}' })).toBe(
      'The body is not the one that was signed.',
    );
    expect(await outcomeOf(service, order)).toBe('accepted');
  });

  test('has to sign the body of a method that has one, and the body of any other that brings one', async () => {
    const headers = await signRequest({ method: 'GET', url }, key, { now: () => start });
    const parts = { url: '/orders/1?draft=true&x=%C3%A9', headers: { host: 'api.example', ...headers } };
    const withLength = { ...parts, headers: { ...parts.headers, 'content-length': '2' }, body: '{}' };
    expect(await outcomeOf(serviceAt(), withLength)).toBe('The signature does not cover content-digest.');
    expect(await outcomeOf(serviceAt(), { ...parts, method: 'DELETE' })).toBe(
      'The signature does not cover content-digest.',
    );
    expect(await outcomeOf(serviceAt(), parts)).toBe('accepted');
  });

  test('whose body was not kept is a mistake in the code, not a bad signature', async () => {
    const { body: _, ...order } = await signedOrder();
    await expect(outcomeOf(serviceAt(), order)).rejects.toThrow(TypeError);
  });

  test('may be for something, and one for something else is nobody’s', async () => {
    const service = serviceAt(start, { tag: 'orders' });
    expect(await outcomeOf(service, await signedOrder())).toBe('none');
    expect(await outcomeOf(service, await signedOrder({ tag: 'invoices' }))).toBe('none');
    expect(await outcomeOf(service, await signedOrder({ tag: 'orders' }))).toBe('accepted');
  });

  test('may have to cover more', async () => {
    const service = serviceAt(start, { components: ['@authority', 'x-tenant'] });
    expect(await outcomeOf(service, await signedOrder())).toBe('The signature does not cover x-tenant.');
  });

  test('is verified for the public address behind a proxy that changes the host', async () => {
    const order = await signedOrder();
    const inside = { ...order, headers: { ...order.headers, host: '10.0.0.5:3000' } };
    expect(await outcomeOf(serviceAt(), inside)).toBe('The signature is not valid.');
    expect(await outcomeOf(serviceAt(start, { publicUrl: 'https://api.example' }), inside)).toBe('accepted');
  });

  test('is refused with 503 rather than accepted where no more nonces can be remembered', async () => {
    const service = serviceAt(start, { nonces: memoryNonces({ maxNonces: 1, now: () => start }) });
    expect(await outcomeOf(service, await signedOrder())).toBe('accepted');
    const answer = await service.authenticate(requestOf(await signedOrder()));
    expect(answer).toMatchObject({ outcome: 'refused', isUnavailable: true });
  });

  test('speaks for nobody once the key is not in use any more', async () => {
    const service = serviceAt(start, { keys: () => ({ secret, subject: () => undefined }) });
    expect(await outcomeOf(service, await signedOrder())).toBe('The key is not in use any more.');
  });

  test('needs a secret that is one', () => {
    const subject = localSubject<AnyService>({ sub: 'x' });
    expect(() => hmacSigned({ keys: { k: { secret: 'short', subject } } })).toThrow(TypeError);
  });
});
