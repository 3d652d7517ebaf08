#!/usr/bin/env node
// Runs every case beside its baseline and prints ratios: medians of interleaved rounds on one core for the
// server. `npm run bench -- verify refresh` runs the cases named; `--rounds 5 --seconds 3` sets their length,
// `--users` and `--tokens` the most that anything is measured with. `--save` keeps the figures for
// docs/benchmarks.md, `--report` makes it of them, `--profile sign-in` says what a sign-in is spent on.
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { runCases } from './cases/run-cases.ts';
import { profileAll } from './profile/profile-all.ts';
import { writeReport } from './report/write-report.ts';
import { canPin, loadCores, serverCores } from './support/processes.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    users: { type: 'string', default: '1000000' },
    tokens: { type: 'string', default: '10000000' },
    engine: { type: 'string', default: 'sqlite' },
    save: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    profile: { type: 'string', multiple: true, default: [] },
  },
});

if (values.report && positionals.length === 0) {
  await writeReport();
} else {
  if (canPin) execFileSync('taskset', ['-a', '-cp', loadCores, String(process.pid)], { stdio: 'ignore' });
  else console.log('Only one core, or no taskset: server and load share it, so ratios are rough.');
  console.log(
    `Node ${process.version}, server on core ${serverCores}, ${values.rounds} rounds of ${values.seconds} s\n`,
  );
  const [rounds, seconds, users, tokens] = [values.rounds, values.seconds, values.users, values.tokens].map(
    Number,
  );
  const length = { rounds: rounds ?? 0, seconds: seconds ?? 0, users: users ?? 0, tokens: tokens ?? 0 };
  const isMet =
    values.profile.length > 0
      ? await profileAll(values.profile, { ...length, engine: values.engine, isSaved: values.save })
      : await runCases(positionals, { ...length, isSaved: values.save });
  if (values.report) await writeReport();
  process.exitCode = isMet ? 0 : 1;
}
