import { createPublicKey, verify, type JsonWebKey, type KeyObject } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { all, createOstiary, permission, role, serviceAccess, type Guard, type Ostiary } from '@ostiary/sdk';
import { createTestIssuer, type TestIssuer } from '@ostiary/sdk/testing';
import { interleave, measure } from '../support/load.ts';
import { startServer } from '../support/processes.ts';
import { atLeast, below, type BenchOptions, type Figure } from './case.ts';

const audience = 'https://orders.example.org';
const freshTokens = 2_000;
const floodTokens = 150_000;
const guardedServer = fileURLToPath(new URL('../baseline/guarded-server.ts', import.meta.url));

interface Kit {
  issuer: TestIssuer;
  ostiary: Ostiary;
}

async function startKit(): Promise<Kit> {
  const issuer = await createTestIssuer({ audience, levels: ['reader', 'editor'] });
  const { url, key, fetch } = issuer;
  const ostiary = createOstiary({ url, audience, key, fetch, levels: ['reader', 'editor'] });
  await ostiary.start();
  return { issuer, ostiary };
}

const person = {
  sub: 'user-1',
  roles: ['clerk'],
  permissions: ['orders.read'],
  access: { level: 'editor', data: { region: 'north' } },
};

/** Who it is and whether three guards let them in, for a token that was seen before: checks in a second. */
async function checksPerSecond({ issuer, ostiary }: Kit, seconds: number): Promise<number> {
  const token = await issuer.tokenFor(person);
  const guard = all(role('clerk'), permission('orders.read'), serviceAccess()) as Guard;
  await ostiary.subjectOf(token);
  const context = { method: 'GET', address: '203.0.113.7', request: undefined };
  const until = performance.now() + seconds * 1000;
  const startedAt = performance.now();
  let checks = 0;
  while (performance.now() < until) {
    for (let index = 0; index < 1_000; index++) {
      // As a framework does: at once where it can be, or with a wait.
      const found = ostiary.subjectOf(token);
      const known = found instanceof Promise ? await found : found;
      if (known.outcome !== 'accepted') throw new Error('A good token was refused');
      const decided = guard({ ...context, subject: known.subject });
      const decision = decided instanceof Promise ? await decided : decided;
      if (!decision.isAllowed) throw new Error(`Refused: ${decision.code}`);
    }
    checks += 1_000;
  }
  return (checks * 1000) / (performance.now() - startedAt);
}

function mint(issuer: TestIssuer, count: number): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, () => issuer.tokenFor('user-1')));
}

interface Signed {
  data: Buffer;
  signature: Buffer;
}

function toSigned(token: string): Signed {
  const end = token.lastIndexOf('.');
  return {
    data: Buffer.from(token.slice(0, end)),
    signature: Buffer.from(token.slice(end + 1), 'base64url'),
  };
}

async function publicKeyOf({ url, fetch }: TestIssuer): Promise<KeyObject> {
  const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: JsonWebKey[] };
  const [key] = keys;
  if (!key) throw new Error('The issuer has no key');
  return createPublicKey({ key, format: 'jwk' });
}

/** Tokens that were not seen before: verified by the kit, and their signatures alone. */
async function verifiedPerSecond(kit: Kit, rounds: number): Promise<Figure> {
  const key = await publicKeyOf(kit.issuer);
  const rate = (startedAt: number): number => (freshTokens * 1000) / (performance.now() - startedAt);
  let batch: string[] = [];
  const byKit = async (): Promise<number> => {
    batch = await mint(kit.issuer, freshTokens);
    const startedAt = performance.now();
    for (const token of batch) {
      const { outcome } = await kit.ostiary.subjectOf(token);
      if (outcome !== 'accepted') throw new Error('A good token was refused');
    }
    return rate(startedAt);
  };
  const byHand = async (): Promise<number> => {
    const signed = batch.map(toSigned);
    const startedAt = performance.now();
    for (const { data, signature } of signed) {
      if (!verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature))
        throw new Error('Not valid');
    }
    return rate(startedAt);
  };
  const { a, b, ratio } = await interleave(rounds, byKit, byHand);
  const details = `${a.toFixed(0)}/s against ${b.toFixed(0)}/s`;
  return { name: 'new token / raw crypto.verify', ...atLeast(ratio, 0.8), details };
}

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

async function heapMegabytes(): Promise<number> {
  // What was used by requests is let go only between turns of the event loop, and in several steps.
  for (let turn = 0; turn < 3; turn++) {
    collectGarbage();
    await sleep(100);
  }
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

/** Garbage that looks like tokens, each another one: none of it may stay. */
async function memoryUnderFlood({ issuer, ostiary }: Kit): Promise<Figure> {
  const good = await issuer.tokenFor('user-1');
  const [head = '', body = ''] = good.split('.');
  const send = async (count: number, from: number): Promise<void> => {
    for (let index = from; index < from + count; index++) {
      const id = index.toString(36).padStart(16, '0');
      // Another key id each time, another signature, and plain nonsense.
      const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid: id })).toString(
        'base64url',
      );
      const token = [`${header}.${body}.${'A'.repeat(86)}`, `${head}.${body}.${id}`, id][index % 3] ?? id;
      const { outcome } = await ostiary.subjectOf(token);
      if (outcome === 'accepted') throw new Error('Garbage was let in');
      if (index % 500 === 0) await nextTurn();
    }
  };
  await send(20_000, 0);
  const before = await heapMegabytes();
  await send(floodTokens, 20_000);
  const grown = Math.max(0, (await heapMegabytes()) - before);
  const details = `${String(floodTokens)} tokens that are none, after 20,000 others`;
  return { name: 'memory that garbage leaves', ...below(grown, 16, 'MB'), details };
}

/** A bare Fastify route, and the same one behind a guard and a mirror, for a token that was seen before. */
async function guardedRoute({ rounds, seconds }: BenchOptions): Promise<Figure> {
  const server = await startServer({ args: [guardedServer], env: {}, readyPath: '/bare' });
  const { token } = (await (await fetch(`${server.url}/token`)).json()) as { token: string };
  const rate = async (path: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    const url = `${server.url}${path}`;
    const requests = [{ method: 'GET' as const, headers }];
    return (await measure({ url, seconds, connections: 16, requests, expected: [200] })).perSecond;
  };
  try {
    const { a, b, ratio } = await interleave(
      rounds,
      () => rate('/guarded'),
      () => rate('/bare'),
    );
    const details = `${a.toFixed(0)}/s against ${b.toFixed(0)}/s`;
    return { name: 'guarded route with mirror / bare route, Fastify', ...atLeast(ratio, 0.87), details };
  } finally {
    await server.stop();
  }
}

/** What the kit costs a service. */
export async function kitCase(options: BenchOptions): Promise<Figure[]> {
  const kit = await startKit();
  try {
    kit.issuer.putUser(person);
    const checks = await checksPerSecond(kit, options.seconds);
    return [
      {
        name: 'guarded checks of a token seen before',
        value: `${checks.toFixed(0)}/s`,
        bound: '>= 300000/s',
        isMet: checks >= 300_000,
        details: 'three guards, in one process',
      },
      await verifiedPerSecond(kit, options.rounds),
      await memoryUnderFlood(kit),
      await guardedRoute(options),
    ];
  } finally {
    await kit.ostiary.close();
  }
}
