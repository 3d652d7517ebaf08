import { fileURLToPath } from 'node:url';
import { interleave, measure } from '../support/load.ts';
import { signIn, signUp, startOstiary } from '../support/ostiary.ts';
import { startServer } from '../support/processes.ts';
import { atLeast, type BenchOptions, type Figure } from './case.ts';

const baseline = fileURLToPath(new URL('../baseline/verify-server.ts', import.meta.url));

/** `/auth/token/verify/` against a bare route that verifies the same ES256 token. */
export async function verifyCase({ rounds, seconds }: BenchOptions): Promise<Figure[]> {
  const ostiary = await startOstiary();
  await signUp(ostiary.url, 'verify@bench.test');
  const { access } = await signIn(ostiary.url, 'verify@bench.test');
  const jwks = (await (await fetch(`${ostiary.url}/.well-known/jwks.json`)).json()) as { keys: object[] };
  const bare = await startServer({
    args: [baseline],
    env: { JWK: JSON.stringify(jwks.keys[0]) },
    readyPath: '/ready',
  });
  const rate = async (url: string): Promise<number> => {
    const result = await measure({
      url,
      seconds,
      connections: 16,
      requests: [
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token: access }),
        },
      ],
      expected: [200],
    });
    return result.perSecond;
  };
  try {
    const { a, b, ratio } = await interleave(
      rounds,
      () => rate(`${ostiary.url}/auth/token/verify/`),
      () => rate(`${bare.url}/verify`),
    );
    const details = `${a.toFixed(0)}/s against ${b.toFixed(0)}/s`;
    return [{ name: 'verify / bare ES256 verification', ...atLeast(ratio, 0.5), details }];
  } finally {
    await bare.stop();
    await ostiary.stop();
  }
}
