import { setImmediate as nextTurn } from 'node:timers/promises';
import { createGuards, createOstiary } from '@ostiary/sdk';
import { percentile } from '../support/load.ts';
import { createServiceFleet, type FleetMember, type ServiceFleet } from '../support/service-fleet.ts';
import { below, type BenchOptions, type Figure } from './case.ts';

const services = 100;
const boundMs = 1_000;
/** Whoever has not heard of it by then has missed it. */
const patienceMs = 10_000;

async function follow(member: FleetMember) {
  const { url, audience, key } = member;
  const ostiary = createOstiary({ url, audience, key, levels: ['reader', 'editor'] as const });
  await ostiary.start();
  const { all, role, serviceAccess } = createGuards(ostiary);
  return { ...member, ostiary, guard: all(role('clerk'), serviceAccess('editor')) };
}

type Follower = Awaited<ReturnType<typeof follow>>;

async function isLetIn({ ostiary, guard }: Follower, token: string): Promise<boolean> {
  const found = await ostiary.subjectOf(token);
  if (found.outcome !== 'accepted') return false;
  const context = { subject: found.subject, method: 'GET', address: undefined, request: undefined };
  return (await guard(context)).isAllowed;
}

interface Change {
  /** In milliseconds since the change was asked for, one for each service that was to hear of it. */
  delays: number[];
}

interface Trial {
  followers: readonly Follower[];
  /** By the name of the service. */
  tokens: ReadonlyMap<string, string>;
  act(): Promise<void>;
}

/** Asks for the change and tries at every service until each has denied. */
async function timeToDeny({ followers, tokens, act }: Trial): Promise<Change> {
  const tokenFor = ({ name }: Follower): string => tokens.get(name) ?? '';
  for (const follower of followers) {
    if (!(await isLetIn(follower, tokenFor(follower)))) throw new Error(`${follower.name} denied too early`);
  }
  const startedAt = performance.now();
  const acting = act();
  const delays: number[] = [];
  let waiting = [...followers];
  while (waiting.length > 0) {
    const still: Follower[] = [];
    for (const follower of waiting) {
      if (await isLetIn(follower, tokenFor(follower))) still.push(follower);
      else delays.push(performance.now() - startedAt);
    }
    waiting = still;
    if (performance.now() - startedAt > patienceMs) throw new Error(`${String(still.length)} never denied`);
    await nextTurn();
  }
  await acting;
  return { delays };
}

function figure(name: string, delays: readonly number[]): Figure {
  const [p50, max] = [percentile(delays, 0.5), Math.max(...delays)];
  return {
    name: `${name} until denied, p99`,
    ...below(percentile(delays, 0.99), boundMs, 'ms'),
    details: `p50 ${p50.toFixed(0)} ms, longest ${max.toFixed(0)} ms, ${String(delays.length)} denials`,
  };
}

type Person = Awaited<ReturnType<ServiceFleet['addPerson']>>;
type Kind = 'session ended' | 'user deactivated' | 'role taken' | 'access to one service taken';

function actOf(
  kind: Kind,
  { fleet, person, first }: { fleet: ServiceFleet; person: Person; first: FleetMember },
): () => Promise<void> {
  if (kind === 'session ended') return () => fleet.endSession(person);
  if (kind === 'user deactivated') return () => fleet.deactivate(person);
  if (kind === 'role taken') return () => fleet.takeRole(person, 'clerk');
  return () => fleet.takeAccess(person, first);
}

/** How long after a change every one of a hundred services denies, each verifying locally. */
export async function revocationCase({ rounds }: BenchOptions): Promise<Figure[]> {
  const fleet = await createServiceFleet(services);
  const followers: Follower[] = [];
  try {
    for (const member of fleet.members) followers.push(await follow(member));
    const witness = await fleet.addPerson('witness');
    const figures: Figure[] = [];
    for (const kind of [
      'session ended',
      'user deactivated',
      'role taken',
      'access to one service taken',
    ] as const) {
      const delays: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const person = await fleet.addPerson(`${kind.replaceAll(' ', '-')}-${String(round)}`);
        const [first] = followers;
        if (!first) throw new Error('There is no service');
        const act = actOf(kind, { fleet, person, first });
        const told = kind === 'access to one service taken' ? [first] : followers;
        delays.push(...(await timeToDeny({ followers: told, tokens: person.tokens, act })).delays);
        for (const other of followers) {
          const token = witness.tokens.get(other.name) ?? '';
          if (!(await isLetIn(other, token))) throw new Error('Somebody else was denied');
        }
      }
      figures.push(figure(kind, delays));
    }
    return figures;
  } finally {
    for (const { ostiary } of followers) await ostiary.close();
    await fleet.stop();
  }
}
