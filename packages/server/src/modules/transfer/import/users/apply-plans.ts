import type { Act } from '#modules/audit';
import type { NewEvent } from '#modules/events';
import type { Tx } from '#platform/db/schema.ts';
import type { TransferDeps } from '../../transfer.deps.ts';
import { StaleBatch } from '../stale-batch.ts';
import { isNothing, type Assigned } from './assignments.rules.ts';
import type { UserPlan } from './plan-user.ts';

type Update = UserPlan & { before: NonNullable<UserPlan['before']> };

function isUpdate(plan: UserPlan): plan is Update {
  return plan.outcome === 'updated' && plan.before !== null;
}

/** What client services are told of one account. */
function eventsOf(plan: UserPlan): NewEvent[] {
  const { id: subjectId, isActive } = plan.after.user;
  if (plan.outcome === 'created') return [{ type: 'user.created', subjectId, data: { is_active: isActive } }];
  const changed = plan.hash === undefined ? plan.changed : [...plan.changed, 'password'];
  const events: NewEvent[] = [];
  if (changed.length > 0)
    events.push({ type: 'user.updated', subjectId, data: { changed, is_active: isActive } });
  if (!isNothing(plan.given) || !isNothing(plan.taken)) {
    events.push({ type: 'user.access_changed', subjectId, data: { reason: 'user.import' } });
  }
  return events;
}

async function writeUsers(deps: TransferDeps, tx: Tx, plans: readonly UserPlan[]): Promise<void> {
  const created = plans.filter(({ outcome }) => outcome === 'created');
  await deps.users.bulk.insertAll(
    tx,
    created.map(({ after }) => after),
  );
  const changed = plans.filter(isUpdate).filter(({ changed: fields }) => fields.length > 0);
  if (!(await deps.users.bulk.updateAll(tx, changed))) throw new StaleBatch();
}

async function writePasswords(deps: TransferDeps, tx: Tx, plans: readonly UserPlan[]): Promise<void> {
  const { bulk } = deps.passwords;
  const first: { userId: string; hash: string }[] = [];
  for (const { after, hash, hadPassword } of plans) {
    if (hash === undefined) continue;
    if (hadPassword) await bulk.replace(tx, after.user.id, hash);
    else first.push({ userId: after.user.id, hash });
  }
  await bulk.insertAll(tx, first);
}

function assignmentsOf(
  plans: readonly UserPlan[],
  which: 'given' | 'taken',
): (Assigned & { userId: string })[] {
  return plans
    .filter((plan) => !isNothing(plan[which]))
    .map((plan) => ({ userId: plan.after.user.id, ...plan[which] }));
}

/** As elsewhere, whoever is switched off or gets another password is signed out. */
async function endWhatMustEnd(deps: TransferDeps, tx: Tx, { act, plans }: Applying): Promise<void> {
  for (const { before, after, hash } of plans.filter(isUpdate)) {
    const userId = after.user.id;
    if (before.isActive && !after.user.isActive) {
      await deps.ports.endEverything(tx, act, { userId, reason: 'user_deactivated' });
    } else if (hash !== undefined) {
      await deps.ports.endEverything(tx, act, { userId, reason: 'password_reset' });
    }
  }
}

export interface Applying {
  act: Act;
  plans: readonly UserPlan[];
}

/** Writes what was planned. StaleBatch when somebody else was quicker. No audit. */
export async function applyPlans(deps: TransferDeps, tx: Tx, applying: Applying): Promise<void> {
  const plans = applying.plans.filter(({ outcome }) => outcome !== 'unchanged');
  if (plans.length === 0) return;
  await writeUsers(deps, tx, plans);
  await writePasswords(deps, tx, plans);
  await deps.access.assignments.remove(tx, assignmentsOf(plans, 'taken'));
  await deps.access.assignments.add(tx, assignmentsOf(plans, 'given'));
  await endWhatMustEnd(deps, tx, { ...applying, plans });
  await deps.events.emitMany(tx, plans.flatMap(eventsOf));
}
