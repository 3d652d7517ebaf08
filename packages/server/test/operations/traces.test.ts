import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startReceiver } from '#platform/http/receiver.fixture.ts';
import { startCollector, type CollectedSpan, type Collector } from '../support/collector.ts';
import {
  postJson,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../support/server-process.ts';

const ann = { email: 'ann@example.com', password: 'correct-horse-7-battery' };

let data: { path: string; remove(): Promise<void> };
let collector: Collector;
let server: ServerProcess;

beforeEach(async () => {
  data = await temporaryDirectory();
  collector = await startCollector();
});
afterEach(async () => {
  await server.kill();
  await collector.close();
  await data.remove();
});

const start = async (env: Record<string, string>): Promise<void> => {
  const traces = { OSTIARY_TRACES: 'otlp', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  server = await startServerProcess({ env: { OSTIARY_DATA_DIR: data.path, ...traces, ...env } });
};

/** Of a route, with what was done for it. */
function traceOf(route: string): { root: CollectedSpan; parts: CollectedSpan[] } {
  const spans = collector.spans();
  const root = spans.findLast(({ name }) => name === route);
  if (!root)
    throw new Error(`No span of ${route} among ${[...new Set(spans.map(({ name }) => name))].join(', ')}`);
  return { root, parts: spans.filter((span) => span.traceId === root.traceId && span !== root) };
}

describe.each(databases())('traces of a server on $name', ({ name: dialect, open }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await open();
  });
  afterEach(() => database.close());

  test('say where the time of a request went, and nothing that was sent', { timeout: 60_000 }, async () => {
    await start({
      DATABASE_URL: database.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20secret',
      OTEL_SERVICE_NAME: 'id',
    });
    expect((await postJson(`${server.url}/auth/create-user/`, ann)).status).toBe(201);
    const { body } = await postJson(`${server.url}/auth/token/`, ann);
    await fetch(`${server.url}/nothing/in-the-path?token=in-the-query`);
    expect(await server.stop()).toBe(0);

    const { root, parts } = traceOf('POST /auth/token/');
    expect(root.attributes).toMatchObject({ 'http.route': '/auth/token/', 'http.response.status_code': 200 });
    expect(root.parentSpanId ?? '').toBe('');
    const names = parts.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['transaction', 'password verify', 'SELECT', 'INSERT']));
    // A query of the transaction is part of it.
    const ids = new Map(parts.map((part) => [part.spanId, part]));
    const insert = parts.find(({ name }) => name === 'INSERT');
    expect(ids.get(insert?.parentSpanId ?? '')?.name).toBe('transaction');
    expect(insert?.attributes['db.system.name']).toBe(dialect === 'sqlite' ? 'sqlite' : 'postgresql');
    expect(insert?.attributes['db.query.text']).toContain('values (');

    const [first] = collector.received;
    expect(first?.path).toBe('/v1/traces');
    expect(first?.headers['x-key']).toBe('a secret');
    expect(first?.body).toContain('"stringValue":"id"');
    const everything = collector.received.map((one) => one.body).join('\n');
    for (const secret of [ann.password, ann.email, 'in-the-path', 'in-the-query', String(body['access'])])
      expect(everything).not.toContain(secret);
  });
});

test('a request is part of the trace of whoever asked', async () => {
  await start({});
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
  await fetch(`${server.url}/.well-known/jwks.json`, { headers });
  await fetch(`${server.url}/healthz`, { headers: { traceparent: 'nonsense' } });
  await server.stop();
  expect(traceOf('GET /.well-known/jwks.json').root).toMatchObject({
    traceId,
    parentSpanId: 'b7ad6b7169203331',
  });
  expect(traceOf('GET /healthz').root.parentSpanId ?? '').toBe('');
});

test('what is asked elsewhere is told by its host alone', async () => {
  const receiver = await startReceiver((_request, response) => response.end(''));
  await start({ OSTIARY_BREACHED_PASSWORDS_URL: `${receiver.url}/range/` });
  await postJson(`${server.url}/auth/create-user/`, ann);
  await server.stop();
  await receiver.close();
  const { parts } = traceOf('POST /auth/create-user/');
  const asked = parts.find(({ attributes }) => attributes['server.address'] !== undefined);
  expect(asked).toMatchObject({ name: 'GET', attributes: { 'http.response.status_code': 200 } });
  expect(JSON.stringify(asked)).not.toContain('/range');
  expect(parts.map(({ name }) => name)).toEqual(expect.arrayContaining(['password assess', 'password hash']));
});

test('a collector that is away keeps nobody from being served, nor the server from stopping', async () => {
  await start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
  expect((await postJson(`${server.url}/auth/create-user/`, ann)).status).toBe(201);
  expect(await server.stop()).toBe(0);
});

test('of a hundred requests none are traced where that is wanted', async () => {
  await start({ OSTIARY_TRACES_PERCENT: '0' });
  await postJson(`${server.url}/auth/create-user/`, ann);
  await server.stop();
  expect(collector.spans()).toEqual([]);
});
