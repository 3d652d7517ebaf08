import { STATUS_CODES } from 'node:http';
import { errorCatalogue, type ErrorCode } from '@ostiary/contract';
import { databases } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operationsOf } from '#app/scopes/reference/document.types.ts';
import type { RouteEntry } from '#app/scopes/reference/route-table.ts';
import { routeMatrix } from '../support/route-matrix/index.ts';
import type { Call, Entry, Prepared, Refused } from '../support/route-matrix/row.types.ts';
import { openWorld, type World } from '../support/route-matrix/world.ts';

let world: World;

function operationNames(): string[] {
  return operationsOf(world.test.app.openApi())
    .filter(({ path }) => path.startsWith('/api/v1/'))
    .map(({ method, path }) => `${method} ${path}`);
}

function routeOf(name: string): RouteEntry {
  const written = name.replaceAll(/\{(\w+)\}/g, ':$1');
  const route = world.test.app.routeTable.find(({ method, path }) => `${method} ${path}` === written);
  if (!route) throw new Error(`There is no ${name}`);
  return route;
}

/** As the contract says a refusal looks, all of it. */
function problemOf(code: ErrorCode, response: Response, { detail, paths }: Partial<Refused> = {}): object {
  const { status, message } = errorCatalogue[code];
  const errors = paths?.toSorted().map((path) => ({ path, message: expect.any(String) as string }));
  return {
    type: `urn:ostiary:error:${code}`,
    title: STATUS_CODES[status]?.replace('Payload Too Large', 'Content Too Large'),
    status,
    detail: detail ?? message,
    code,
    ...(errors && { errors }),
    request_id: response.headers.get('x-request-id'),
  };
}

/** Calls, and gives what was answered with the audit entries that it left. */
async function observe(call: Call, api: Parameters<Call>[0]) {
  const before = await world.auditHead();
  const { data, error, response } = await call(api);
  return { data, error, response, entries: await world.entriesAfter(before) };
}

function entries(actorId: string | null, expected: readonly Entry[] = []): object[] {
  return expected.map((entry) => ({ outcome: 'success', details: {}, target: null, actorId, ...entry }));
}

interface Refusing {
  name: string;
  by: { id: string | null; api: Parameters<Call>[0] };
  refused: Refused;
}

async function expectRefusal({ name, by, refused }: Refusing): Promise<void> {
  const { data, error, response, entries: found } = await observe(refused.call, by.api);
  expect(data, name).toBeUndefined();
  expect(response.headers.get('content-type'), name).toMatch(/^application\/problem\+json\b/);
  const body = error as { errors?: { path: string }[] };
  body.errors?.sort((a, b) => (a.path < b.path ? -1 : 1));
  expect(body, name).toEqual(problemOf(refused.code, response, refused));
  expect(response.status, name).toBe(errorCatalogue[refused.code].status);
  expect(found, name).toEqual(entries(by.id, refused.audit));
}

/** Whether anybody may call it, signed in or not. */
const isOpen = (name: string): boolean => routeOf(name).credential === 'none';

async function expectSignedOut(name: string, { call }: Prepared): Promise<void> {
  if (isOpen(name)) return;
  const by = { id: null, api: world.anonymous };
  await expectRefusal({ name: `${name} signed out`, by, refused: { call, code: 'access.unauthenticated' } });
}

async function expectDenied(name: string, { call, denied }: Prepared): Promise<void> {
  const { permission } = routeOf(name);
  if (permission !== undefined) {
    const details = { code: 'access.denied', needs: [`permission ${permission}`] };
    const entry: Entry = { action: 'access.denied', outcome: 'denied', details };
    const refused: Refused = { call, code: 'access.denied', audit: [entry] };
    await expectRefusal({ name: `${name} without permission`, by: world.nobody, refused });
  } else if (denied) {
    await expectRefusal({ name: `${name} denied`, by: denied.by ?? world.limited, refused: denied });
  }
}

async function expectOutdated(name: string, { call, by = world.root }: Prepared): Promise<void> {
  if (!routeOf(name).takesIfMatch) return;
  const api = by.withHeaders({ 'if-match': '"999999"' });
  const refused: Refused = { call, code: 'request.precondition_failed' };
  await expectRefusal({ name: `${name} outdated`, by: { id: by.id, api }, refused });
}

async function expectAllowed(name: string, prepared: Prepared): Promise<void> {
  const { call, answer, audit } = prepared;
  const by = prepared.by ?? (isOpen(name) ? { ...world.root, id: null, api: world.anonymous } : world.root);
  const { isIdempotent, operationId } = routeOf(name);
  const api = isIdempotent ? by.withHeaders({ 'idempotency-key': operationId }) : by.api;
  const first = await observe(call, api);
  expect(first.error, name).toBeUndefined();
  expect(first.response.status, name).toBe(answer.status);
  expect(first.data, name).toEqual(answer.body);
  expect(first.entries, name).toEqual(entries(by.id, audit));
  if (!isIdempotent) return;
  const again = await observe(call, api);
  expect([again.response.status, again.data], name).toEqual([answer.status, first.data]);
  expect(again.response.headers.get('idempotency-replayed'), name).toBe('true');
  expect(again.entries, name).toEqual([]);
}

/** What a row must show, because the route can do it. */
function kindsOf(name: string): string[] {
  const { errors, ownErrors, path } = routeOf(name);
  return [
    ...(path.includes(':') ? ['missing'] : []),
    ...(ownErrors.some((code) => errorCatalogue[code].status === 409) ? ['conflict'] : []),
    ...(errors.includes('request.invalid') ? ['invalid'] : []),
  ];
}

describe.each(databases())('every operation of the management API, on $name', ({ open }) => {
  let database: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    database = await open();
    world = await openWorld({ DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await world.close();
    await database.close();
  });

  test('has a row here, and every row an operation', () => {
    expect(Object.keys(routeMatrix).toSorted()).toEqual(operationNames().toSorted());
  });

  test.each(Object.entries(routeMatrix))('%s', async (name, prepare) => {
    const prepared = await prepare(world);
    const shown = [...Object.keys(prepared), ...Object.keys(prepared.cannot ?? {})];
    expect(shown, name).toEqual(expect.arrayContaining(kindsOf(name)));
    await expectSignedOut(name, prepared);
    await expectDenied(name, prepared);
    for (const kind of ['invalid', 'missing', 'conflict'] as const) {
      const refused = prepared[kind];
      const by = refused?.by ?? world.root;
      if (refused) await expectRefusal({ name: `${name} ${kind}`, by, refused });
    }
    await expectOutdated(name, prepared);
    await expectAllowed(name, prepared);
  });
});
