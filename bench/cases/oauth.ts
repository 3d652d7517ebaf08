import { interleave, type LoadResult, type Pace } from '../support/load.ts';
import {
  clientCredentialsLoad,
  codeFlowLoad,
  introspectionLoad,
  oauthRefreshLoad,
  signedToken,
} from '../support/oauth-load.ts';
import { startOstiaryOauth } from '../support/oauth-ostiary.ts';
import { startBareEngine, type OauthServer } from '../support/oauth-server.ts';
import { atLeast, measured, type BenchOptions, type Figure } from './case.ts';

interface Sides {
  ostiary: OauthServer;
  bare: OauthServer;
}

/** Ostiary and the engine alone, both on the server's core; one rests while the other is measured. */
async function besideBareEngine(work: (sides: Sides) => Promise<Figure[]>): Promise<Figure[]> {
  const bare = await startBareEngine();
  try {
    const ostiary = await startOstiaryOauth();
    try {
      return await work({ ostiary, bare });
    } finally {
      await ostiary.stop();
    }
  } finally {
    await bare.stop();
  }
}

interface Comparison {
  ratio: number;
  details: string;
}

async function compare(
  { rounds, seconds }: BenchOptions,
  ofOstiary: (pace: Pace) => Promise<LoadResult>,
  ofBare: (pace: Pace) => Promise<LoadResult>,
): Promise<Comparison> {
  // Not counted: V8 optimises.
  await ofOstiary({ seconds });
  await ofBare({ seconds });
  const { a, b, ratio } = await interleave(
    rounds,
    async () => (await ofOstiary({ seconds })).perSecond,
    async () => (await ofBare({ seconds })).perSecond,
  );
  return { ratio, details: `${a.toFixed(0)}/s against ${b.toFixed(0)}/s` };
}

/** A signed access token for the client itself, at `/o/token`. */
export async function clientCredentialsCase(options: BenchOptions): Promise<Figure[]> {
  return besideBareEngine(async ({ ostiary, bare }) => {
    const { ratio, details } = await compare(
      options,
      (pace) => clientCredentialsLoad(ostiary, pace),
      (pace) => clientCredentialsLoad(bare, pace),
    );
    return [{ name: 'client credentials / bare engine', ...atLeast(ratio, 0.9), details }];
  });
}

/** `/o/introspect`. The bare engine looks up opaque tokens only; ours are signed unless a service wants others. */
export async function introspectCase(options: BenchOptions): Promise<Figure[]> {
  return besideBareEngine(async ({ ostiary, bare }) => {
    const signed = await signedToken(ostiary);
    const ofBare = async (pace: Pace): Promise<LoadResult> =>
      introspectionLoad(bare, pace, [await bare.opaqueToken()]);
    const ofSigned = await compare(options, (pace) => introspectionLoad(ostiary, pace, [signed]), ofBare);
    const opaque = await ostiary.opaqueToken();
    const ofOpaque = await compare(options, (pace) => introspectionLoad(ostiary, pace, [opaque]), ofBare);
    return [
      {
        name: 'introspection of a signed token / bare engine',
        ...atLeast(ofSigned.ratio, 0.9),
        details: ofSigned.details,
      },
      {
        name: 'introspection of an opaque token / bare engine',
        ...atLeast(ofOpaque.ratio, 0.9),
        details: ofOpaque.details,
      },
    ];
  });
}

/** Rotation, on disk before the answer, against rotation in memory. */
export async function oauthRefreshCase(options: BenchOptions): Promise<Figure[]> {
  return besideBareEngine(async ({ ostiary, bare }) => {
    const { ratio, details } = await compare(
      options,
      (pace) => oauthRefreshLoad(ostiary, pace),
      (pace) => oauthRefreshLoad(bare, pace),
    );
    return [{ name: 'refresh, durable / bare engine in memory', ...atLeast(ratio, 0.6), details }];
  });
}

/** From the authorization request of a signed-in browser to the tokens. */
export async function codeFlowCase(options: BenchOptions): Promise<Figure[]> {
  return besideBareEngine(async ({ ostiary, bare }) => {
    const { ratio, details } = await compare(
      options,
      (pace) => codeFlowLoad(ostiary, pace),
      (pace) => codeFlowLoad(bare, pace),
    );
    return [{ name: 'code flow, durable / bare engine in memory', ...measured(ratio), details }];
  });
}
