#!/usr/bin/env node
// Runs every case beside its baseline and prints ratios: medians of interleaved rounds on one core for the
// server. `npm run bench -- verify refresh` runs the cases named; `--rounds 5 --seconds 3` sets their length.
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { auditCase } from './cases/audit.ts';
import type { BenchOptions, Figure } from './cases/case.ts';
import { consoleCase } from './cases/console.ts';
import { importCase } from './cases/import.ts';
import { kitCase } from './cases/kit.ts';
import { clientCredentialsCase, codeFlowCase, introspectCase, oauthRefreshCase } from './cases/oauth.ts';
import { refreshCase } from './cases/refresh.ts';
import { revocationCase } from './cases/revocation.ts';
import { scaleCase } from './cases/scale.ts';
import { signInCase } from './cases/sign-in.ts';
import { startCase } from './cases/start.ts';
import { verifyCase } from './cases/verify.ts';
import { workersCase } from './cases/workers.ts';
import { canPin, loadCores, serverCores } from './support/processes.ts';

const cases = {
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
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' } },
});
const options: BenchOptions = { rounds: Number(values.rounds), seconds: Number(values.seconds) };
const wanted = Object.entries(cases).filter(
  ([name]) => positionals.length === 0 || positionals.includes(name),
);
if (wanted.length === 0) throw new Error(`There are the cases ${Object.keys(cases).join(', ')}`);

if (canPin) execFileSync('taskset', ['-a', '-cp', loadCores, String(process.pid)], { stdio: 'ignore' });
else console.log('Only one core, or no taskset: server and load share it, so ratios are rough.');
console.log(
  `Node ${process.version}, server on core ${serverCores}, ${values.rounds} rounds of ${values.seconds} s\n`,
);

const figures: Figure[] = [];
for (const [name, run] of wanted) {
  console.log(`${name} …`);
  for (const figure of await run(options)) {
    figures.push(figure);
    const verdict = figure.isMet ? 'ok  ' : 'MISS';
    console.log(`  ${verdict} ${figure.name}: ${figure.value} (${figure.bound}); ${figure.details}`);
  }
}
const missed = figures.filter((figure) => !figure.isMet);
console.log(`\n${String(figures.length - missed.length)} of ${String(figures.length)} bounds met`);
process.exitCode = missed.length > 0 ? 1 : 0;
