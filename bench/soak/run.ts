#!/usr/bin/env node
// A soak: half an hour of mixed load on a real installation, every figure of which has to stay flat. Writes a report
// with plots and ends with code 1 when one does not. `npm run soak -- --minutes 30 --engine sqlite --out docs/soak/sqlite`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Calendar } from './calendar.ts';
import { allDeeds } from './deeds/all-deeds.ts';
import { skipMs, skippedDays } from './deeds/lifetimes.ts';
import { drawAll } from './report/charts.ts';
import { writeMarkdown, type Report } from './report/markdown.ts';
import { claimsOf } from './verdict/claims.ts';
import { constantTables, observe } from './verdict/observe.ts';
import { judge } from './verdict/verdict.ts';
import { watchDatabase, type DatabaseWatch } from './watch/tables.ts';
import { startWatch } from './watch/watch.ts';
import { buildWorld, type Built } from './world/build-world.ts';
import { startInstallation, type Engine, type Installation } from './world/installation.ts';
import { startLoad } from './world/load.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    engine: { type: 'string', default: 'postgres' },
    /** Of the usual one: for machines that have other work. */
    rate: { type: 'string', default: '1' },
    out: { type: 'string', default: 'docs/soak' },
  },
});
const engine = values.engine as Engine;
if (!['postgres', 'sqlite'].includes(engine)) throw new Error('The engine is postgres or sqlite');
const seconds = Number(values.minutes) * 60;
const rate = Number(values.rate);
if (!(seconds >= 60) || !(rate > 0)) throw new Error('A minute at least, and a rate above zero');

/** What is kept for 30 days is deleted within a sixth of the time, half of the warm-up. */
const steps = 60;
const samples = 360;
const stepSeconds = seconds / steps;
/** Setting up happens before the first step. */
const setUpMs = 60_000;
/** As many as are replaced by others within a ninth of the time, since one signs up each second. */
const wantedPeople = Math.max(20, Math.min(200, Math.round((rate * seconds) / 9)));

type Parts = Pick<Built, 'world' | 'service'> & { installation: Installation; database: DatabaseWatch };

/** Everything is done at its rate and looked at, from now until the end. */
async function observeLoad({ installation, world, service, database }: Parts, calendar: Calendar) {
  const deeds = allDeeds.map((deed) => ({ ...deed, perSecond: deed.perSecond * rate }));
  world.answers.begin();
  const watch = startWatch({ installation, service, world, database }, (seconds * 1000) / samples);
  const load = startLoad({ world, deeds, calendar });
  await sleep(seconds * 1000);
  await load.stop();
  await watch.stop();
  return { watch, claims: await claimsOf({ installation, world, watch, load, deeds }) };
}

async function writeReport(report: Omit<Report, 'command'>): Promise<void> {
  await mkdir(values.out, { recursive: true });
  const command = `npm run soak -- ${process.argv.slice(2).join(' ')}`.replace(/ --$/, '');
  await writeFile(join(values.out, 'README.md'), writeMarkdown({ ...report, command }));
  for (const { file, svg } of report.pictures) await writeFile(join(values.out, file), svg);
}

function print({ verdict, unexpected }: Pick<Report, 'verdict' | 'unexpected'>): void {
  for (const { what, found, bound, isMet } of verdict.findings) {
    console.log(`  ${isMet ? 'flat' : 'MISS'} ${what}: ${found} (${bound})`);
  }
  for (const { kind, at, what } of unexpected.slice(0, 30)) {
    console.log(`  ! ${at.toFixed(1)} s, ${kind}: ${what}`);
  }
}

async function soak(parts: Parts, calendar: Calendar): Promise<boolean> {
  const { world, database } = parts;
  const date = new Date().toISOString().slice(0, 10);
  console.log(`${engine}: ${values.minutes} minutes from now on`);
  const { watch, claims } = await observeLoad(parts, calendar);
  const { answered, unexpected, cut, done } = world.answers;
  const observations = observe({ samples: watch.samples, answered, claims, seconds, stepSeconds });
  const verdict = judge(observations);
  print({ verdict, unexpected });
  await writeReport({
    ...{ version: await database.version(), date, seconds, stepSeconds, steps, skippedDays },
    warmUpSeconds: observations.warmUpEndsAt,
    ...{ verdict, answered, unexpected, cut, done },
    pictures: drawAll(watch.samples, answered),
    audit: await database.auditCounts(),
    constant: constantTables(watch.samples),
  });
  console.log(`\n${verdict.isFlat ? 'Flat' : 'Not flat'}: ${join(values.out, 'README.md')}`);
  return verdict.isFlat;
}

async function run(calendar: Calendar): Promise<boolean> {
  const installation = await startInstallation(engine, calendar);
  try {
    const database = await watchDatabase(installation.database);
    try {
      const { world, service } = await buildWorld(installation, { calendar, seed: 7, wantedPeople });
      try {
        return await soak({ installation, world, service, database }, calendar);
      } finally {
        world.ostiary.close();
        world.service.close();
      }
    } finally {
      await database.close();
    }
  } finally {
    await installation.stop();
  }
}

process.exitCode = (await run({ startsAt: Date.now() + setUpMs, everyMs: stepSeconds * 1000, skipMs }))
  ? 0
  : 1;
