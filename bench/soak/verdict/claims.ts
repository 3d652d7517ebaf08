import { setTimeout as sleep } from 'node:timers/promises';
import { auditClaim, mirrorClaim } from '../watch/truth.ts';
import type { Watch } from '../watch/watch.ts';
import { jsonOf } from '../world/http.ts';
import type { Installation } from '../world/installation.ts';
import type { SoakLoad } from '../world/load.ts';
import type { Deed, World } from '../world/world.ts';
import type { Claim } from './verdict.types.ts';

export interface Soaked {
  installation: Installation;
  world: World;
  watch: Watch;
  load: SoakLoad;
  deeds: readonly Deed[];
}

/** Deeds that the calendar may cut in two, and those that may be left out since too many are under way. */
const fewAtMost = 0.01;
const unheardAtMost = 0.05;
const patienceMs = 20_000;

function answerClaims({ world, load, deeds }: Soaked): Claim[] {
  const { answered, unexpected, cut, done } = world.answers;
  const all = [...done.values()].reduce((sum, count) => sum + count, 0);
  const few = (name: string, count: number): Claim => ({
    name,
    holds: count <= all * fewAtMost,
    found: `${String(count)} of ${String(all + count)} deeds`,
  });
  const never = deeds.filter(({ name }) => !done.has(name)).map(({ name }) => name);
  return [
    {
      name: 'no unexpected answer',
      holds: unexpected.length === 0 && answered.length > 0,
      found: `${String(unexpected.length)} of ${String(answered.length)}`,
    },
    {
      name: 'everything was done',
      holds: never.length === 0,
      found: never.length === 0 ? 'yes' : never.join(', '),
    },
    few('the rate was held: left out', load.omitted()),
    few('cut in two by the calendar', cut),
  ];
}

async function mailClaim({ installation, world }: Soaked): Promise<Claim> {
  const waiting = async (): Promise<number> => {
    const { text } = await world.ostiary.send({ path: '/metrics' });
    const lines = [...text.matchAll(/^ostiary_outbox_waiting(?:\{[^}]*\})? (\S+)$/gm)];
    return lines.reduce((sum, [, count]) => sum + Number(count), 0);
  };
  let left = await waiting();
  for (const deadline = performance.now() + patienceMs; left > 0 && performance.now() < deadline;) {
    await sleep(500);
    left = await waiting();
  }
  const { received } = installation.mails.counts;
  return {
    name: 'every mail was sent',
    holds: left === 0 && received > 0,
    found: `${String(received)} received, ${String(left)} wait`,
  };
}

/** Whoever sends when the calendar goes on has lost its turn by that, and another one repeats what was under way. */
function webhookClaim({ installation, world }: Soaked): Claim {
  const { received, refused, repeated, wrong } = installation.webhooks.counts;
  return {
    name: 'webhooks arrive, each signed, and are repeated at steps of the calendar at most',
    holds: received > 0 && wrong === 0 && repeated <= world.step(),
    found: `${String(received)} received, ${String(refused)} refused once, ${String(repeated)} repeated, ${String(wrong)} wrong`,
  };
}

/** Of a worker that does not answer within its time there is no figure. */
function heardClaim({ watch: { samples } }: Soaked): Claim {
  const unheard = samples.filter(({ server }) => !Number.isFinite(server.heapMiB)).length;
  return {
    name: 'every worker tells its figures',
    holds: unheard <= samples.length * unheardAtMost,
    found: `${String(unheard)} of ${String(samples.length)} samples without`,
  };
}

/** After a step it counts as silent until it is heard again. */
async function serviceClaim({ world }: Soaked): Promise<Claim> {
  const ask = async () =>
    jsonOf(await world.service.send({ path: '/figures' })) as { state: string; troubles: string[] };
  let { state, troubles } = await ask();
  for (const deadline = performance.now() + patienceMs; state !== 'live' && performance.now() < deadline;) {
    await sleep(200);
    ({ state, troubles } = await ask());
  }
  return {
    name: 'the client service follows the feed, without trouble',
    holds: state === 'live' && troubles.length === 0,
    found: `${state}, ${troubles.length === 0 ? 'no trouble' : troubles.slice(0, 3).join('; ')}`,
  };
}

/** What is either so or not. */
export async function claimsOf(soaked: Soaked): Promise<Claim[]> {
  const { watch, world, installation } = soaked;
  return [
    ...answerClaims(soaked),
    {
      name: 'no worker was replaced',
      holds: watch.strangers.length === 0,
      found: `${String(watch.strangers.length)} new processes`,
    },
    heardClaim(soaked),
    await mailClaim(soaked),
    webhookClaim(soaked),
    await serviceClaim(soaked),
    await mirrorClaim(world),
    await auditClaim(installation),
  ];
}
