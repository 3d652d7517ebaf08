import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startReceiver, type Receiver } from '#platform/http/receiver.fixture.ts';
import { createBackchannelFixture, notice, notices, type BackchannelFixture } from './backchannel.fixture.ts';
import { maxAttempts } from './logout-retry.rules.ts';

let fixture: BackchannelFixture;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  fixture = await createBackchannelFixture();
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  await fixture.store.close();
});

async function receiver(answer: RequestListener): Promise<Receiver> {
  const started = await startReceiver(answer);
  cleanUps.push(started.close);
  return started;
}

function answering(...statuses: number[]): Promise<Receiver> {
  let last = 200;
  return receiver((_request, response) => {
    last = statuses.shift() ?? last;
    response.writeHead(last, { location: '/elsewhere' }).end(last === 204 ? undefined : 'SECRET');
  });
}

const hanging: RequestListener = () => undefined;

/** Until the next attempt is due. */
async function waitForRetry(): Promise<void> {
  const { next_attempt_at: next } = await fixture.row();
  fixture.clock.set(Number(next));
}

describe('a notice', () => {
  test.each([200, 204])('is a signed token in a form, and %i says that it arrived', async (status) => {
    const { url, received } = await answering(status);
    await fixture.enqueue(notice(`${url}/logout?tenant=1`));
    expect(await fixture.delivery().deliverDue()).toBe(1);
    expect(received).toMatchObject([{ method: 'POST', path: '/logout?tenant=1' }]);
    expect(received[0]!.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded\b/);

    const { payload, protectedHeader } = await fixture.verify(received[0]!);
    const now = fixture.clock.nowMs() / 1000;
    expect(payload).toEqual({
      iss: 'https://id.example',
      sub: 'ann',
      aud: 'shop',
      iat: now,
      exp: now + 120,
      jti: (await fixture.row())['id'],
      sid: 'session-1',
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'logout+jwt' });

    expect(await fixture.audited()).toMatchObject([
      {
        actor: { type: 'system', id: null },
        outcome: 'success',
        target: { type: 'session', id: 'session-1' },
        details: { client_id: 'shop', user_id: 'ann', attempts: 1 },
      },
    ]);
    expect(await fixture.delivery().deliverDue()).toBe(0);
    expect(received).toHaveLength(1);
  });

  test('that a client could not take is sent again later, with the same jti in a new token', async () => {
    const { url, received } = await answering(500, 503, 200);
    await fixture.enqueue(notice(url));
    const delivery = fixture.delivery();
    expect(await delivery.deliverDue()).toBe(1);
    expect(await fixture.row()).toMatchObject({ attempts: 1, last_error: 'HTTP status 500', done_at: null });
    expect(await delivery.deliverDue()).toBe(0);
    await waitForRetry();
    expect(await delivery.deliverDue()).toBe(1);
    expect(await fixture.audited()).toEqual([]);
    await waitForRetry();
    expect(await delivery.deliverDue()).toBe(1);
    expect(await fixture.row()).toMatchObject({ attempts: 3, last_error: null, failed_at: null });
    expect(await fixture.audited()).toMatchObject([{ outcome: 'success', details: { attempts: 3 } }]);

    const last = await fixture.verify(received[2]!);
    fixture.clock.set((last.payload.iat! - 60) * 1000);
    const first = await fixture.verify(received[0]!);
    expect(first.payload.jti).toBe(last.payload.jti);
    expect(last.payload.exp! - last.payload.iat!).toBe(120);
    expect(last.payload.iat).toBeGreaterThan(first.payload.iat!);
  });

  test.each([201, 202, 302, 307, 400, 401, 404, 501])('is not delivered by status %i', async (status) => {
    const { url, received } = await answering(status);
    await fixture.enqueue(notice(`${url}/logout`));
    expect(await fixture.delivery().deliverDue()).toBe(1);
    // A redirect is not followed, and nothing that a client says is kept.
    expect(received.map(({ path }) => path)).toEqual(['/logout']);
    expect(await fixture.row()).toMatchObject({ done_at: null, last_error: `HTTP status ${status}` });
    expect(fixture.errors).toEqual([]);
  });

  test('to a client that is not there is tried again', async () => {
    const gone = await startReceiver(hanging);
    await gone.close();
    await fixture.enqueue(notice(gone.url));
    expect(await fixture.delivery().deliverDue()).toBe(1);
    expect(await fixture.row()).toMatchObject({
      done_at: null,
      failed_at: null,
      locked_until: null,
      last_error: 'No connection, or it broke. (ECONNREFUSED)',
    });
  });

  test('to a client that hangs is cut off after five seconds and tried again', async () => {
    const late = new AbortController();
    const limits: number[] = [];
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      limits.push(ms);
      return late.signal;
    });
    const { url, received } = await receiver(hanging);
    await fixture.enqueue(notice(url));
    const delivering = fixture.delivery().deliverDue();
    await vi.waitFor(() => expect(received).toHaveLength(1));
    expect(limits).toContain(5_000);
    late.abort(new DOMException('late', 'TimeoutError'));
    expect(await delivering).toBe(1);
    expect(await fixture.row()).toMatchObject({ failed_at: null, last_error: 'It took too long.' });
  });

  test.each([
    'not a url',
    'ftp://app.example/logout',
    'https://app:s3cret@app.example/logout',
    'http://10.0.0.1/logout',
    'https://169.254.169.254/latest/meta-data/',
  ])('to %s is given up at once', async (uri) => {
    await fixture.enqueue(notice(uri));
    expect(await fixture.delivery().deliverDue()).toBe(1);
    const row = await fixture.row();
    expect(row).toMatchObject({ attempts: 1, failed_at: fixture.clock.nowMs(), done_at: null });
    expect(row['last_error']).not.toContain('s3cret');
    expect(await fixture.audited()).toMatchObject([
      { outcome: 'failure', details: { client_id: 'shop', attempts: 1, error: row['last_error'] } },
    ]);
  });

  test('is given up after eight attempts over some hours, which is audited once', async () => {
    const { url, received } = await answering(500);
    await fixture.enqueue(notice(url));
    const begun = fixture.clock.nowMs();
    const delivery = fixture.delivery();
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      await waitForRetry();
      expect(await delivery.deliverDue()).toBe(1);
    }
    const hours = (fixture.clock.nowMs() - begun) / 3_600_000;
    expect(hours).toBeGreaterThan(3);
    expect(hours).toBeLessThan(6);
    expect(received).toHaveLength(8);
    expect(await fixture.row()).toMatchObject({ attempts: 8, failed_at: fixture.clock.nowMs() });
    expect(await fixture.audited()).toMatchObject([
      { outcome: 'failure', details: { attempts: 8, error: 'HTTP status 500' } },
    ]);
    fixture.clock.advance(24 * 3_600_000);
    expect(await delivery.deliverDue()).toBe(0);
  });

  test('that cannot be signed is tried again, and told', async () => {
    const { url, received } = await answering(200);
    await fixture.enqueue(notice(url));
    const failure = new Error('the key cannot be opened');
    const broken = fixture.delivery({ keys: { sign: () => Promise.reject(failure) } });
    expect(await broken.deliverDue()).toBe(1);
    expect(fixture.errors).toEqual([failure]);
    expect(await fixture.row()).toMatchObject({ last_error: 'The notice could not be made.' });
    await waitForRetry();
    await fixture.delivery().deliverDue();
    expect(received).toHaveLength(1);
  });
});

describe('many', () => {
  test('a client that hangs does not hold up others', async () => {
    const stuck = await receiver(hanging);
    const quick = await answering(200);
    await fixture.enqueue(...notices(50, 'stuck', stuck.url));
    fixture.clock.advance(1);
    await fixture.enqueue(...notices(30, 'quick', quick.url));
    const delivering = fixture.delivery().deliverDue();
    await vi.waitFor(() => expect(quick.received).toHaveLength(30), 4_000);
    expect(stuck.received.length).toBeLessThanOrEqual(4);
    await stuck.close();
    expect(await delivering).toBe(80);
  });

  test('what comes while a client hangs does not wait for it', async () => {
    const stuck = await receiver(hanging);
    const quick = await answering(200);
    await fixture.enqueue(notice(stuck.url));
    const delivering = fixture.delivery().deliverDue();
    await vi.waitFor(() => expect(stuck.received).toHaveLength(1));
    await fixture.enqueue(notice(quick.url, { clientId: 'quick' }));
    await vi.waitFor(() => expect(quick.received).toHaveLength(1), 3_000);
    await stuck.close();
    expect(await delivering).toBe(2);
  });

  test('no more than 32 are under way at once', async () => {
    let open = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const fetch = async (): Promise<Response> => {
      most = Math.max(most, ++open);
      await new Promise<void>((resolve) => waiting.push(resolve));
      open--;
      return new Response(null, { status: 204 });
    };
    for (let client = 0; client < 20; client++) {
      await fixture.enqueue(...notices(5, `client-${client}`, 'https://app.example/'));
    }
    const delivering = fixture.delivery({ fetch }).deliverDue();
    await vi.waitFor(() => expect(waiting).toHaveLength(32));
    const releasing = setInterval(() => waiting.splice(0).forEach((release) => release()), 1);
    expect(await delivering).toBe(100);
    clearInterval(releasing);
    expect(most).toBe(32);
  });

  test('processes that deliver at once share the work, and nobody is told twice', async () => {
    const { url, received } = await answering(200);
    for (let client = 0; client < 8; client++) await fixture.enqueue(...notices(5, `client-${client}`, url));
    const attempts = await Promise.all(Array.from({ length: 5 }, () => fixture.delivery().deliverDue()));
    expect(attempts.reduce((sum, count) => sum + count)).toBe(40);
    expect(received).toHaveLength(40);
    expect(new Set(received.map(({ body }) => body)).size).toBe(40);
    expect(await fixture.audited()).toHaveLength(40);
  });
});

describe('a process that is gone in the middle', () => {
  test('after the claim leaves it to another one, when the lease is over', async () => {
    const { url, received } = await answering(200);
    await fixture.enqueue(notice(url));
    const dead = fixture.delivery({ fetch: () => new Promise(() => undefined) });
    void dead.deliverDue();
    await vi.waitFor(async () => expect(await fixture.row()).toMatchObject({ attempts: 1 }));
    const other = fixture.delivery();
    fixture.clock.advance(29_999);
    expect(await other.deliverDue()).toBe(0);
    fixture.clock.advance(1);
    expect(await other.deliverDue()).toBe(1);
    expect(received).toHaveLength(1);
    expect(await fixture.row()).toMatchObject({ attempts: 2, done_at: fixture.clock.nowMs() });
  });

  test('after the client was told has it told again, by the same jti', async () => {
    const { url, received } = await answering(200);
    await fixture.enqueue(notice(url));
    const { database } = fixture.store;
    let writes = 0;
    const cut: typeof database = {
      ...database,
      db: database.db,
      // The claim is written, and nothing after it.
      write: (work) => (writes++ === 0 ? database.write(work) : Promise.reject(new Error('cut off'))),
    };
    await expect(fixture.delivery({ database: cut }).deliverDue()).rejects.toThrow('cut off');
    expect(fixture.errors).toMatchObject([{ message: 'cut off' }]);
    expect(await fixture.row()).toMatchObject({ done_at: null, attempts: 1 });
    const first = await fixture.verify(received[0]!);
    fixture.clock.advance(30_000);
    expect(await fixture.delivery().deliverDue()).toBe(1);
    const second = await fixture.verify(received[1]!);
    expect(second.payload.jti).toBe(first.payload.jti);
    expect(await fixture.audited()).toHaveLength(1);
  });
});

describe('in the background', () => {
  test('what is there is delivered at the start, and what comes when it is woken', async () => {
    const { url, received } = await answering(200);
    await fixture.enqueue(notice(url));
    const delivery = fixture.delivery();
    cleanUps.push(delivery.stop);
    delivery.start();
    await vi.waitFor(() => expect(received).toHaveLength(1));
    await vi.waitFor(async () => expect(await fixture.audited()).toHaveLength(1));
    await fixture.store.database.write((tx) => {
      // Before the commit, as whoever ends a session does.
      delivery.wake();
      return tx.updateTable('backchannel_logouts').set({ done_at: null }).execute();
    });
    // Sooner than the next poll.
    await vi.waitFor(() => expect(received).toHaveLength(2), 2_000);
    expect(fixture.errors).toEqual([]);
  });

  test('stopping waits for what is under way and begins nothing more', async () => {
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    const { url, received } = await receiver((_request, response) => {
      void mayAnswer.then(() => response.end());
    });
    await fixture.enqueue(...notices(6, 'shop', url));
    const delivery = fixture.delivery();
    delivery.start();
    await vi.waitFor(() => expect(received).toHaveLength(4));
    let isStopped = false;
    const stopping = delivery.stop().then(() => (isStopped = true));
    await fixture.store.database.ping();
    expect(isStopped).toBe(false);
    answer();
    await stopping;
    expect(received).toHaveLength(4);
    expect(await fixture.audited()).toHaveLength(4);
    expect(await fixture.delivery().deliverDue()).toBe(2);
  });
});
