import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { postJson, runOstiary, type Answer } from '../support/server-process.ts';
import type { Follower } from './follower.ts';

const password = 'correct-horse-7-battery';

/** For servers that deeds are done at: what was used once is used up. They may come back on another port. */
export const deedsEnv = {
  ...{ OSTIARY_ROTATE_REFRESH_TOKENS: 'on', OSTIARY_REFRESH_REUSE_WINDOW: '0s' },
  OSTIARY_URL: 'https://ostiary.test',
};

/** What people did while something went wrong, as far as they were told. */
export interface Deeds {
  /** Accounts whose creation was acknowledged. */
  people: string[];
  /** How often each refresh token was good. */
  uses: number[];
  /** Answers that were no success, by status; 0 for none at all. */
  refusals: Map<number, number>;
}

let nextName = 0;

/**
 * Signs people up and in and lets each use a refresh token twice at once, on several connections, until it is stopped.
 * `urlOf` is asked each time, since a server may come back somewhere else.
 */
export function startDeeds(urlOf: () => string, connections = 6) {
  const deeds: Deeds = { people: [], uses: [], refusals: new Map() };
  let isStopped = false;
  const run = `${String(process.pid)}-${String(Date.now())}`;

  async function ask(path: string, body: object): Promise<Answer | undefined> {
    const answer = await postJson(`${urlOf()}${path}`, body).catch(() => undefined);
    const status = answer?.status ?? 0;
    if (status >= 200 && status < 300) return answer;
    deeds.refusals.set(status, (deeds.refusals.get(status) ?? 0) + 1);
    // Nobody hammers at a server that is not there.
    if (status === 0 || status >= 500) await sleep(30);
    return answer && { ...answer, body: {} };
  }

  async function live(): Promise<void> {
    const email = `somebody-${run}-${String(nextName++)}@trouble.test`;
    const made = await ask('/auth/create-user/', { email, password });
    if (made?.status !== 201) return;
    deeds.people.push(email);
    const refresh = (await ask('/auth/token/', { email, password }))?.body['refresh'];
    if (refresh === undefined) return;
    const twice = [0, 1].map(() => ask('/auth/token/refresh/', { refresh }));
    const answers = await Promise.all(twice);
    deeds.uses.push(answers.filter((answer) => answer?.status === 200).length);
  }

  async function connection(): Promise<void> {
    while (!isStopped) await live();
  }

  const working = Promise.all(Array.from({ length: connections }, connection));
  return {
    /** Until so many more accounts were made. Gives up when none was for a minute. */
    async more(count: number): Promise<void> {
      const wanted = deeds.people.length + count;
      let [made, deadline] = [deeds.people.length, Date.now() + 60_000];
      for (; deeds.people.length < wanted; await sleep(20)) {
        if (deeds.people.length > made) [made, deadline] = [deeds.people.length, Date.now() + 60_000];
        if (Date.now() > deadline) throw new Error(`Nothing gets done: ${told(deeds)}`);
      }
    },
    async stop(): Promise<Deeds> {
      isStopped = true;
      await working;
      return deeds;
    },
  };
}

function told({ people, refusals }: Deeds): string {
  return JSON.stringify({ people: people.length, refusals: Object.fromEntries(refusals) });
}

export interface Installation {
  url: string;
  env: Record<string, string>;
  /** As for a server process: how commands are started. */
  shell?: string;
  follower?: Follower | undefined;
}

/**
 * Nothing that was acknowledged is lost, nothing that is for one use was used twice, the audit chain is whole, and the
 * mirror of whoever followed is equal to what the server says.
 */
export async function expectWhole(deeds: Deeds, { url, env, shell, follower }: Installation): Promise<void> {
  expect(deeds.people.length).toBeGreaterThan(0);
  for (const email of deeds.people) {
    const answer = await postJson(`${url}/auth/token/`, { email, password });
    expect([email, answer.status]).toEqual([email, 200]);
  }
  expect(deeds.uses.length).toBeGreaterThan(0);
  expect(Math.max(...deeds.uses)).toBe(1);
  // A refusal says to come again, and is no accident.
  for (const status of deeds.refusals.keys()) expect([0, 401, 503]).toContain(status);
  await expectAuditWhole({ env, ...(shell !== undefined && { shell }) });
  await follower?.expectEqual(url, deeds.people);
}

export async function expectAuditWhole({ env, shell }: Pick<Installation, 'env' | 'shell'>): Promise<void> {
  const { code, output } = await runOstiary(['audit', 'verify'], env, shell);
  expect(code, output).toBe(0);
}

/** The seconds until it does again what it is for. */
export async function untilServed(urlOf: () => string): Promise<number> {
  const startedAt = performance.now();
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(25)) {
    const email = `after-${String(process.pid)}-${String(nextName++)}@trouble.test`;
    const answer = await postJson(`${urlOf()}/auth/create-user/`, { email, password }).catch(() => undefined);
    if (answer?.status === 201) return (performance.now() - startedAt) / 1000;
  }
  throw new Error('It never came back');
}
