import { databases } from '@ostiary/testkit';
import fc from 'fast-check';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '../../support/http-client.ts';
import { expectHarmless, openPages, urlOf } from '../sending.ts';
import { leakIn, watchedApp, type WatchedApp } from '../watched-app.ts';
import { oauthDocument } from './oauth-requests.ts';
import { schemaOperations, type ApiDocument, type Request, type SchemaOperation } from './requests.ts';
import { freshSurroundings, type Surroundings } from './surroundings.ts';

/** Of both databases together. Less, to look at something by hand, by the environment. */
const wanted = Number(process.env['OSTIARY_TEST_REQUESTS'] ?? 200_000);
const seed = Number(process.env['OSTIARY_TEST_SEED'] ?? 20_261_127);
const perDatabase = wanted / databases().length;
/** Whoever is attacked and whoever attacks are new after so many requests: much of what is asked for undoes something. */
const requestsPerSurroundings = 120;

/** Signs in by passwords and nothing else, which no schema can guess. */
const forNobodyHere = 'DRF tutorial';

/** The id of the examples in the description: it stands for one that exists. */
const exampleId = '019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70';

function bodyText(value: unknown, mediaType: string, around: Surroundings): string {
  const { clientId, clientSecret, existing } = around;
  const placed = (text: string): string =>
    text
      .replaceAll('{client}', clientId)
      .replaceAll('{secret}', clientSecret)
      .replaceAll(exampleId, existing['id'] ?? '');
  if (mediaType !== 'application/x-www-form-urlencoded') {
    const isLines = mediaType.endsWith('jsonl') || mediaType.endsWith('ndjson');
    return isLines && typeof value === 'string' ? value : placed(JSON.stringify(value ?? null));
  }
  const form = new URLSearchParams();
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  for (const [name, one] of members)
    form.append(name, placed(typeof one === 'string' ? one : JSON.stringify(one)));
  return form.toString();
}

interface Browser {
  cookie: string;
  formToken: string;
}

function payloadOf(
  operation: SchemaOperation,
  { body, raw }: Request,
  { around, browser }: { around: Surroundings; browser: Browser | undefined },
): Pick<InjectOptions, 'payload' | 'headers'> {
  if (operation.method === 'GET') return {};
  if (raw) {
    const encoding = raw.encoding === undefined ? {} : { 'content-encoding': raw.encoding };
    return { payload: raw.payload, headers: { 'content-type': raw.type, ...encoding } };
  }
  if (body === undefined && !browser) return {};
  const mediaType = browser
    ? 'application/x-www-form-urlencoded'
    : (operation.mediaType ?? 'application/json');
  const text = bodyText(body, mediaType, around);
  const token =
    browser && browser.formToken !== '' ? `&form_token=${encodeURIComponent(browser.formToken)}` : '';
  return { payload: text + token, headers: { 'content-type': mediaType } };
}

/** The one answer that holds hashes: whoever asks for them has to be allowed to have them. */
function isExportOfHashes({ name }: SchemaOperation, { statusCode }: LightMyRequestResponse): boolean {
  return name === 'GET /api/v1/exports/users' && statusCode === 200;
}

/** An OAuth endpoint refuses by its own errors (RFC 6749 section 5.2), by a page, or by sending the browser on. */
function expectOauth(answer: LightMyRequestResponse, secrets: readonly string[]): void {
  expect(answer.statusCode).toBeLessThan(500);
  expect(leakIn(answer.body + JSON.stringify(answer.headers), secrets)).toBeUndefined();
  expect(answer.body).not.toMatch(/<script>alert|<img src=x/);
  const type = String(answer.headers['content-type'] ?? '');
  if (answer.statusCode < 400 || !type.startsWith('application/json')) return;
  expect(answer.json()).toMatchObject({ error: expect.stringMatching(/^[a-z_]+$/) as string });
}

describe.each(databases())(
  'whatever the schemas allow, nearly allow and forbid, on $name',
  ({ open, name }) => {
    let database: Awaited<ReturnType<typeof open>>;
    let test: WatchedApp;
    const seen = new Map<string, Set<number>>();
    let sent = 0;

    beforeAll(async () => {
      database = await open();
      test = await watchedApp({ DATABASE_URL: database.url, OSTIARY_DYNAMIC_REGISTRATION: 'open' });
    });
    afterAll(async () => {
      await test.close();
      await database.close();
    });

    const ownSecrets = (): string[] => [test.config.secrets.master, goodPassword];

    async function send(operation: SchemaOperation, request: Request, around: Surroundings): Promise<void> {
      const attacker = around.next();
      const isPage = operation.shape === 'page';
      const browser = isPage ? await around.browser(attacker, (login) => openPages(test, login)) : undefined;
      const { payload, headers } = payloadOf(operation, request, { around, browser });
      const answer = await test.app.inject({
        method: operation.method,
        url: urlOf(operation, { params: request.params, query: request.query }, around.existing),
        headers: {
          ...request.headers,
          ...headers,
          ...(browser && { cookie: browser.cookie, origin: 'http://localhost:8000' }),
          ...(!browser && attacker.authorization !== undefined && { authorization: attacker.authorization }),
        },
        ...(payload !== undefined && { payload }),
      });
      const statuses = seen.get(operation.tag) ?? new Set<number>();
      seen.set(operation.tag, statuses.add(answer.statusCode));
      sent += 1;
      const secrets = [...ownSecrets(), ...around.secrets];
      if (operation.tag === 'OAuth') expectOauth(answer, secrets);
      else if (isExportOfHashes(operation, answer)) expect(answer.body).not.toContain(goodPassword);
      else expectHarmless(answer, operation, secrets);
    }

    async function attack(operation: SchemaOperation, count: number): Promise<void> {
      const requests = fc.sample(operation.requests, { seed, numRuns: count });
      let around = await freshSurroundings(test.services);
      for (const [index, request] of requests.entries()) {
        if (index % requestsPerSurroundings === 0) around = await freshSurroundings(test.services);
        await send(operation, request, around).catch((error: unknown) => {
          const told = JSON.stringify(request).slice(0, 2_000);
          throw new Error(`${operation.name}, request ${index} of seed ${seed}: ${told}`, { cause: error });
        });
      }
      const log = test.takeLog();
      expect([operation.name, leakIn(log, ownSecrets())]).toEqual([operation.name, undefined]);
      expect(log).not.toMatch(/"level":(50|60)/);
    }

    it('is refused or done, in its own shape, and nothing comes out', { timeout: 1_800_000 }, async () => {
      const described = test.app.swagger();
      const complete = (await test.app.inject({ url: '/openapi.json' })).json<ApiDocument>();
      expect(Object.keys(described.paths ?? {}).length).toBe(Object.keys(complete.paths).length);
      const operations = [...schemaOperations(complete), ...schemaOperations(oauthDocument)];
      const count = Math.ceil(perDatabase / operations.length);
      console.log(`seed ${seed}: ${operations.length} operations, ${count} requests each, on ${name}`);
      for (const operation of operations) await attack(operation, count);
      expect(sent).toBeGreaterThanOrEqual(perDatabase);
    });

    it('has come past every first check', () => {
      const all = new Set([...seen.values()].flatMap((statuses) => [...statuses]));
      expect([...all]).toEqual(
        expect.arrayContaining([200, 201, 204, 303, 400, 401, 403, 404, 409, 413, 415]),
      );
      for (const [tag, statuses] of seen) {
        if (tag === forNobodyHere) continue;
        expect([tag, [...statuses].some((status) => status < 400)]).toEqual([tag, true]);
      }
    });

    it('leaves the records whole', async () => {
      expect(await test.services.audit.verify()).toMatchObject({ isIntact: true });
    });
  },
);
