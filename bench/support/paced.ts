import type { Request } from 'autocannon';
import { Pool } from 'undici';
import type { Load } from './load.ts';

/** Statuses of all answers, and how long each took from when it was due. */
export interface Answers {
  statuses: Record<string, number>;
  durations: number[];
  seconds: number;
}

/** One that sends its requests in turn, each after the answer to the one before. */
interface Sender {
  requests: Request[];
  next: number;
  context: object;
}

function createSenders({ connections, requests, setupClient }: Load): Sender[] {
  return Array.from({ length: connections }, () => {
    const sender: Sender = { requests, next: 0, context: {} };
    setupClient?.({ setRequests: (own) => (sender.requests = own) });
    return sender;
  });
}

function nextOf(sender: Sender): Request {
  const prepared = sender.requests[sender.next++ % sender.requests.length] ?? {};
  const { setupRequest } = prepared;
  return typeof setupRequest === 'function' ? setupRequest(prepared, sender.context) : prepared;
}

async function send(pool: Pool, url: URL, sender: Sender): Promise<number> {
  const { method = 'GET', path = url.pathname, headers = {}, body = null, onResponse } = nextOf(sender);
  const answer = await pool.request({ method, path, headers, body });
  const said = await answer.body.text();
  if (typeof onResponse === 'function') onResponse(answer.statusCode, said, sender.context, answer.headers);
  return answer.statusCode;
}

/**
 * A request is due at even distances, whether those before it were answered or not, and its latency counts from then:
 * a server that stands still is not spared those that would have come meanwhile.
 */
export async function runPaced(load: Load, ratePerSecond: number): Promise<Answers> {
  const url = new URL(load.url);
  const pool = new Pool(url.origin, { connections: load.connections, pipelining: 1 });
  const idle = createSenders(load);
  const due: number[] = [];
  const under = new Set<Promise<void>>();
  const answers: Answers = { statuses: {}, durations: [], seconds: 0 };
  const serve = async (sender: Sender, dueAt: number): Promise<void> => {
    const status = await send(pool, url, sender);
    answers.durations.push(performance.now() - dueAt);
    answers.statuses[status] = (answers.statuses[status] ?? 0) + 1;
    idle.push(sender);
    begin();
  };
  const begin = (): void => {
    while (due.length > 0 && idle.length > 0) {
      const served = serve(idle.shift() as Sender, due.shift() as number);
      under.add(served);
      served.then(
        () => under.delete(served),
        () => undefined,
      );
    }
  };
  const startedAt = performance.now();
  const count = Math.max(1, Math.floor(load.seconds * ratePerSecond));
  for (let sent = 0; sent < count;) {
    for (; sent < count && startedAt + (sent * 1000) / ratePerSecond <= performance.now(); sent++) {
      due.push(startedAt + (sent * 1000) / ratePerSecond);
    }
    begin();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  while (under.size > 0) await Promise.all(under);
  answers.seconds = Math.max(load.seconds, (performance.now() - startedAt) / 1000);
  await pool.close();
  return answers;
}
