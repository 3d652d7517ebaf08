import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client, Request } from 'autocannon';
import { interleave, measure } from '../support/load.ts';
import { signIn, signUp, startOstiary } from '../support/ostiary.ts';
import { startServer } from '../support/processes.ts';
import { atLeast, type BenchOptions, type Figure } from './case.ts';

const baseline = fileURLToPath(new URL('../baseline/refresh-server.ts', import.meta.url));
const connections = 32;

/** Every connection refreshes a family of its own, each time with the token it was given last. */
async function refreshRate(url: string, seconds: number, tokens: string[]): Promise<number> {
  const base = { method: 'POST', headers: { 'content-type': 'application/json' } } as const;
  const waiting = [...tokens];
  const setupClient = (client: Pick<Client, 'setRequests'>): void => {
    let refresh = waiting.pop() ?? '';
    const request: Request = {
      ...base,
      setupRequest: (prepared) => ({ ...prepared, body: JSON.stringify({ refresh }) }),
      onResponse: (status, body) => {
        const answer = JSON.parse(body) as { refresh?: string };
        if (status === 200 && answer.refresh !== undefined) refresh = answer.refresh;
      },
    };
    client.setRequests([request]);
  };
  const result = await measure({ url, seconds, connections, requests: [base], setupClient, expected: [200] });
  return result.perSecond;
}

/** `/auth/token/refresh/`, rotating and durable, against one signature and two durable writes. */
export async function refreshCase({ rounds, seconds }: BenchOptions): Promise<Figure[]> {
  const ostiary = await startOstiary({ OSTIARY_ROTATE_REFRESH_TOKENS: 'on' });
  const directory = await mkdtemp(join(tmpdir(), 'ostiary-bench-'));
  const bare = await startServer({
    args: [baseline],
    env: { DATABASE: join(directory, 'bare.sqlite') },
    readyPath: '/ready',
  });
  try {
    await signUp(ostiary.url, 'refresh@bench.test');
    const families = async (): Promise<string[]> => {
      const tokens: string[] = [];
      while (tokens.length < connections) {
        tokens.push((await signIn(ostiary.url, 'refresh@bench.test')).refresh);
      }
      return tokens;
    };
    const { a, b, ratio } = await interleave(
      rounds,
      async () => refreshRate(`${ostiary.url}/auth/token/refresh/`, seconds, await families()),
      () => refreshRate(`${bare.url}/refresh`, seconds, Array<string>(connections).fill('x'.repeat(91))),
    );
    const details = `${a.toFixed(0)}/s against ${b.toFixed(0)}/s`;
    return [{ name: 'refresh / one signature, two durable writes', ...atLeast(ratio, 0.5), details }];
  } finally {
    await bare.stop();
    await ostiary.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
