import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeMachine, saveFigures } from '../report/figures-file.ts';
import type { ProfileFigures } from '../report/figures.types.ts';
import { operationNames, operationsOn } from '../support/operations.ts';
import { signUpPeople } from '../support/people.ts';
import type { Engine } from '../support/populated.ts';
import { startGuardedService, startSite } from '../support/site.ts';
import { createStore } from '../support/store.ts';
import { spentIn, sumByGroup, type CpuProfile, type Span, type Spent } from './profile.ts';
import { createFindSource } from './sources.ts';

const warmUpSeconds = 5;
const listedFunctions = 12;
const leastShare = 0.005;

export interface ProfileOptions {
  rounds: number;
  seconds: number;
  engine: string;
  isSaved: boolean;
}

interface Loaded {
  span: Span;
  perSecond: number;
  answered: number;
}

const monotonicMicroseconds = (): number => Number(process.hrtime.bigint() / 1000n);

/** Puts the load on a server that writes profiles of its threads to a folder when it ends. */
async function loadProfiled(name: string, folder: string, options: ProfileOptions): Promise<Loaded> {
  const store = await createStore(options.engine as Engine);
  try {
    const nodeFlags = ['--cpu-prof', '--cpu-prof-interval=500', `--cpu-prof-dir=${folder}`];
    const site = await startSite(store, { nodeFlags });
    try {
      const guarded = await startGuardedService(site, { hasMirror: false });
      try {
        const people = { ...(await signUpPeople(site)), families: [] };
        const operation = (await operationsOn(site, people, guarded)).find((one) => one.name === name);
        if (!operation) throw new Error(`No such operation: ${name}. There are ${operationNames.join(', ')}`);
        await operation.run({ seconds: warmUpSeconds });
        const from = monotonicMicroseconds();
        const seconds = options.rounds * options.seconds;
        const { perSecond } = await operation.run({ seconds });
        return {
          span: { from, to: monotonicMicroseconds() },
          perSecond,
          answered: perSecond * seconds,
        };
      } finally {
        await guarded.running.stop();
      }
    } finally {
      await site.stop();
    }
  } finally {
    await store.close();
  }
}

/** All threads of the server together. */
async function readSpent(folder: string, span: Span): Promise<Spent[]> {
  const spent: Spent[] = [];
  const findSource = createFindSource();
  for (const file of await readdir(folder)) {
    const profile = JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile;
    // The main thread waits while the others work, and the other way round.
    spent.push(...spentIn(profile, span, findSource).filter(({ group }) => group !== 'idle'));
  }
  return spent;
}

async function profileOne(name: string, options: ProfileOptions): Promise<ProfileFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'ostiary-profile-'));
  try {
    const { span, perSecond, answered } = await loadProfiled(name, folder, options);
    const spent = await readSpent(folder, span);
    const all = spent.reduce((sum, { microseconds }) => sum + microseconds, 0);
    return {
      engine: options.engine,
      perSecond,
      groups: sumByGroup(spent)
        .filter(({ microseconds }) => microseconds / all >= leastShare)
        .map((group) => ({
          name: group.name,
          microseconds: group.microseconds / answered,
          share: group.microseconds / all,
        })),
      functions: [...spent]
        .sort((a, b) => b.microseconds - a.microseconds)
        .slice(0, listedFunctions)
        .map((one) => ({ name: one.name, group: one.group, share: one.microseconds / all })),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function print(name: string, { engine, perSecond, groups, functions }: ProfileFigures): void {
  const percent = (share: number): string => `${(share * 100).toFixed(1).padStart(5)} %`;
  console.log(`${name}, ${engine}: ${perSecond.toFixed(0)}/s`);
  for (const group of groups) {
    console.log(`  ${percent(group.share)}  ${group.microseconds.toFixed(1).padStart(9)} µs  ${group.name}`);
  }
  console.log('  of which, by themselves:');
  for (const one of functions) console.log(`  ${percent(one.share)}  ${one.name} (${one.group})`);
}

/** Says what the processor time of the server goes to under the load of each operation. */
export async function profileAll(names: readonly string[], options: ProfileOptions): Promise<true> {
  const profiles: Record<string, ProfileFigures> = {};
  for (const name of names) {
    const profile = await profileOne(name, options);
    profiles[name] = profile;
    print(name, profile);
  }
  if (options.isSaved) await saveFigures({ machine: await describeMachine(), cases: {}, profiles });
  return true;
}
