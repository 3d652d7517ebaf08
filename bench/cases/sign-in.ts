import { hashesAlone } from '../support/hashes.ts';
import { interleave, measure, median, type LoadResult } from '../support/load.ts';
import { password, signIn, signUp, startOstiary } from '../support/ostiary.ts';
import { atLeast, below, type BenchOptions, type Figure } from './case.ts';

const email = 'sign-in@bench.test';
const warmUpSeconds = 30;

interface Crowd {
  seconds: number;
  connections: number;
  ratePerSecond?: number;
  expected: number[];
}

function signInLoad(url: string, crowd: Crowd): Promise<LoadResult> {
  const body = JSON.stringify({ email, password });
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body } as const;
  return measure({ url: `${url}/auth/token/`, requests: [request], ...crowd });
}

/** Whether an overloaded pool says when to come back, as RFC 9110 section 10.2.3 has it. */
async function hasRetryAfter(url: string): Promise<boolean> {
  const answers = await Promise.all(
    Array.from({ length: 200 }, () =>
      fetch(`${url}/auth/token/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      }),
    ),
  );
  const refused = answers.filter((answer) => answer.status === 503);
  return refused.length > 0 && refused.every((answer) => Number(answer.headers.get('retry-after')) >= 1);
}

/** Sign-ins against what their hash allows on the same core, and what else suffers meanwhile. */
export async function signInCase(options: BenchOptions): Promise<Figure[]> {
  const { rounds } = options;
  // Fifty requests a second are few to count: twice as long as the other cases.
  const seconds = 2 * options.seconds;
  const ostiary = await startOstiary({ OSTIARY_HASH_WORKERS: '1' });
  try {
    await signUp(ostiary.url, email);
    const { access } = await signIn(ostiary.url, email);
    // Not counted. Fifty requests a second take a while until V8 has optimised what they run through.
    await signInLoad(ostiary.url, { seconds: warmUpSeconds, connections: 8, expected: [200] });
    const { a, b, ratio, ratios } = await interleave(
      rounds,
      async () => (await signInLoad(ostiary.url, { seconds, connections: 8, expected: [200] })).perSecond,
      async () => (await hashesAlone(seconds)).perSecond,
    );
    const verifications: LoadResult[] = [];
    for (let round = 0; round < rounds; round++) {
      const [, verification] = await Promise.all([
        signInLoad(ostiary.url, { seconds, connections: 128, ratePerSecond: 3 * b, expected: [200, 503] }),
        measure({
          url: `${ostiary.url}/auth/token/verify/`,
          seconds,
          connections: 4,
          requests: [
            {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ token: access }),
            },
          ],
          expected: [200],
        }),
      ]);
      verifications.push(verification);
    }
    const p99 = median(verifications.map((one) => one.p99Ms));
    const isRefusalClear = await hasRetryAfter(ostiary.url);
    return [
      {
        name: 'sign-in / the same hashes alone',
        ...atLeast(ratio, 0.85),
        details: `${a.toFixed(1)}/s against ${b.toFixed(1)}/s; rounds ${ratios.map((one) => one.toFixed(2)).join(' ')}`,
      },
      {
        name: 'p99 of verify while sign-ins saturate',
        ...below(p99, 50, 'ms'),
        details: `median ${median(verifications.map((one) => one.p50Ms)).toFixed(1)} ms`,
      },
      {
        name: 'excess sign-ins get 503 with Retry-After',
        value: isRefusalClear ? 'yes' : 'no',
        bound: 'yes',
        isMet: isRefusalClear,
        details: '200 sign-ins at once',
      },
    ];
  } finally {
    await ostiary.stop();
  }
}
