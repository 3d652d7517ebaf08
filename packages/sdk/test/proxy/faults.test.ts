import { describe, expect, it } from 'vitest';
import { createProxy, type ProxyOptions, type ProxyProblem } from '../../src/proxy/index.ts';
import { authUrl, json, noConnection, stubAuthService, testKey, visit } from './stub-auth-service.ts';

const busy = {
  detail: 'The authentication service is not available. Try again later.',
  code: 'auth_unavailable',
};
const never = (): Promise<Response> => new Promise(() => undefined);

function setUp(options: Partial<ProxyOptions> = {}) {
  let time = 1_000_000;
  const stub = stubAuthService();
  const problems: ProxyProblem[] = [];
  const proxy = createProxy({
    ...{ url: authUrl, key: testKey, fetch: stub.fetch, now: () => time },
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  const post = async (path: string, body: unknown = {}) =>
    (await proxy.handle(visit(`/auth/${path}`, { body })))!;
  return { stub, problems, post, pass: (ms: number) => (time += ms) };
}

describe('an auth service that cannot be reached', () => {
  it('is told as 503 with when to come again, and to the operator with its reason', async () => {
    const { stub, post, problems } = setUp();
    stub.answer(noConnection);
    const response = await post('token/', { username: 'ada', password: 'hunter2' });
    expect([response.status, await response.json()]).toEqual([503, busy]);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(problems).toEqual([
      { kind: 'unavailable', path: 'token/', cause: expect.any(TypeError) as TypeError },
    ]);
  });

  it('is asked once to sign in, which is a guess at a password', async () => {
    const { stub, post } = setUp();
    stub.answer(noConnection, json(200, { access: 'a' }));
    expect((await post('token/')).status).toBe(503);
    expect(stub.calls).toHaveLength(1);
  });

  it.each(['token/verify/', 'token/refresh/'])(
    'is asked %s once more when a connection broke',
    async (path) => {
      const { stub, post, problems } = setUp();
      stub.answer(noConnection, json(200, {}));
      expect((await post(path)).status).toBe(200);
      stub.answer(noConnection);
      expect((await post(path)).status).toBe(503);
      expect(stub.calls).toHaveLength(4);
      expect(problems).toHaveLength(1);
    },
  );

  it('is not asked again after it took too long', async () => {
    const { stub, post, problems } = setUp({ timeoutMs: 20 });
    stub.answer(never);
    expect((await post('token/refresh/')).status).toBe(503);
    expect(stub.calls).toHaveLength(1);
    expect(problems[0]?.cause).toMatchObject({ name: 'TimeoutError' });
  });

  it.each([
    ['an error of its own', json(500, { detail: 'A server error occurred.' })],
    ['a page of a gateway', () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
    ['a gateway that says 503', () => new Response('busy', { status: 503, headers: { 'retry-after': '9' } })],
    ['a page where JSON is due', () => new Response('<h1>Welcome</h1>', { status: 200 })],
    ['a list where an object is due', json(200, [])],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: '/' } })],
  ])('is unavailable as well with %s', async (_what, reply) => {
    const { stub, post } = setUp();
    stub.answer(reply);
    const response = await post('token/verify/');
    expect([response.status, await response.json()]).toEqual([503, busy]);
    expect(stub.calls).toHaveLength(1);
  });

  it('does not take the service key: end users are not told so, the operator is', async () => {
    const { stub, post, problems } = setUp();
    stub.answer(
      json(401, { detail: 'This service key is not, or no longer, good.', code: 'service_key_not_valid' }),
    );
    const response = await post('token/verify/');
    expect([response.status, await response.json()]).toEqual([503, busy]);
    expect(problems).toEqual([{ kind: 'key_refused', path: 'token/verify/' }]);
    expect(JSON.stringify(problems)).not.toContain(testKey);
  });

  it('does not keep somebody from signing out here; both sides are told that the session goes on', async () => {
    const { stub, post, problems } = setUp();
    stub.answer(noConnection);
    const response = await post('token/logout/', { refresh: 'r' });
    expect([response.status, await response.json()]).toEqual([
      200,
      { detail: 'Logged out.', code: 'not_revoked' },
    ]);
    expect(problems.map(({ kind }) => kind)).toEqual(['unavailable', 'not_revoked']);
  });
});

describe('the circuit breaker', () => {
  const options = { breaker: { failures: 3, openMs: 5000 } };

  it('opens after so many failures in a row, and then answers at once', async () => {
    const { stub, post, pass } = setUp(options);
    stub.answer(noConnection);
    for (let failure = 0; failure < 3; failure += 1) await post('token/');
    expect(stub.calls).toHaveLength(3);
    pass(2001);
    const response = await post('token/');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '3']);
    expect(stub.calls).toHaveLength(3);
  });

  it('does not open for refusals, nor for overload that says itself when to come again', async () => {
    const { stub, post } = setUp(options);
    stub.answer(
      json(401, { detail: 'No.' }),
      json(429, {}),
      json(503, { detail: 'Busy.' }, { 'retry-after': '1' }),
    );
    for (let call = 0; call < 10; call += 1) await post('token/');
    expect(stub.calls).toHaveLength(10);
  });

  it('lets one request try when its time is over, and closes when that is answered', async () => {
    const { stub, post, pass } = setUp(options);
    stub.answer(noConnection);
    for (let failure = 0; failure < 3; failure += 1) await post('token/');
    pass(5000);
    let finish: (response: Response) => void = () => undefined;
    stub.answer(() => new Promise<Response>((resolve) => (finish = resolve)), json(200, { access: 'a' }));
    const probe = post('token/');
    await expect.poll(() => stub.calls.length).toBe(4);
    const others = await Promise.all([post('token/'), post('token/verify/')]);
    expect(others.map(({ status }) => status)).toEqual([503, 503]);
    expect(stub.calls).toHaveLength(4);
    finish(Response.json({ access: 'a' }));
    expect((await probe).status).toBe(200);
    expect((await post('token/')).status).toBe(200);
  });

  it('opens again when the one that tries fails', async () => {
    const { stub, post, pass } = setUp(options);
    stub.answer(noConnection);
    for (let failure = 0; failure < 3; failure += 1) await post('token/');
    pass(5000);
    await post('token/');
    expect(stub.calls).toHaveLength(4);
    await post('token/');
    expect(stub.calls).toHaveLength(4);
  });
});
