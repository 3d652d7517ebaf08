import { describeMachine, saveFigures } from '../report/figures-file.ts';
import type { CaseFigures, Figures, Kept } from '../report/figures.types.ts';
import { auditCase } from './audit.ts';
import type { BenchOptions, Figure } from './case.ts';
import { consoleCase } from './console.ts';
import { growthCase } from './growth.ts';
import { importCase } from './import.ts';
import { kitCase } from './kit.ts';
import { matrixCase } from './matrix.ts';
import { clientCredentialsCase, codeFlowCase, introspectCase, oauthRefreshCase } from './oauth.ts';
import { refreshCase } from './refresh.ts';
import { revocationCase } from './revocation.ts';
import { scaleCase } from './scale.ts';
import { signInCase } from './sign-in.ts';
import { startCase } from './start.ts';
import { verifyCase } from './verify.ts';
import { workersCase } from './workers.ts';

const cases: Record<string, (options: BenchOptions) => Promise<Figure[]>> = {
  verify: verifyCase,
  refresh: refreshCase,
  'sign-in': signInCase,
  'client-credentials': clientCredentialsCase,
  introspect: introspectCase,
  'oauth-refresh': oauthRefreshCase,
  'code-flow': codeFlowCase,
  kit: kitCase,
  revocation: revocationCase,
  start: startCase,
  scale: scaleCase,
  audit: auditCase,
  import: importCase,
  console: consoleCase,
  workers: workersCase,
  matrix: matrixCase,
  growth: growthCase,
};

type CaseOptions = Omit<BenchOptions, 'keep'> & { isSaved: boolean };

function print(figure: Figure): void {
  const verdict = figure.isMet ? 'ok  ' : 'MISS';
  console.log(`  ${verdict} ${figure.name}: ${figure.value} (${figure.bound}); ${figure.details}`);
}

/** Runs the cases named, or all; whether each met its bounds. */
export async function runCases(
  names: readonly string[],
  { isSaved, ...options }: CaseOptions,
): Promise<boolean> {
  const unknown = names.filter((name) => !(name in cases));
  if (unknown.length > 0) {
    throw new Error(`No such case: ${unknown.join(', ')}. There are ${Object.keys(cases).join(', ')}`);
  }
  const kept: Partial<Kept> = {};
  const done: Figures['cases'] = {};
  for (const [name, run] of Object.entries(cases)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`${name} …`);
    const startedAt = performance.now();
    const figures = await run({
      ...options,
      keep(part) {
        const memory = [...(kept.memory ?? []), ...(part.memory ?? [])];
        Object.assign(kept, part, memory.length > 0 && { memory });
      },
    });
    for (const figure of figures) print(figure);
    const tookSeconds = Math.round((performance.now() - startedAt) / 1000);
    console.log(`  ${String(tookSeconds)} s`);
    const { rounds, seconds } = options;
    done[name] = { rounds, seconds, tookSeconds, figures } satisfies CaseFigures;
  }
  if (isSaved) await saveFigures({ machine: await describeMachine(), cases: done, ...kept });
  const figures = Object.values(done).flatMap((one) => one.figures);
  const met = figures.filter((figure) => figure.isMet);
  console.log(`\n${String(met.length)} of ${String(figures.length)} bounds met`);
  return met.length === figures.length;
}
