import type { Caller } from '#modules/access';
import type { User } from '#modules/users';
import { AppError, isAppError } from '#platform/errors.ts';
import type { Db } from '#platform/db/schema.ts';
import type { Line, UserEntry } from '../../records/records.types.ts';
import type { TransferDeps } from '../../transfer.deps.ts';
import type { ImportOptions, LineProblem } from '../../transfer.types.ts';
import { problemsOfError, problemsOfReading } from '../line-problems.rules.ts';
import type { Overlay } from '../overlay.ts';
import { Claims, KnownUsers, type Standing } from './known-users.ts';
import { planUser, type Planning, type UserLine, type UserPlan } from './plan-user.ts';

export interface BatchPlan {
  plans: UserPlan[];
  problems: LineProblem[];
  /** How many lines are bad. */
  failed: number;
}

export interface UserBatch {
  lines: readonly Line[];
  caller: Caller;
  options: ImportOptions;
  /** Roles and groups that a dry run would have made. */
  overlay: Overlay;
}

type LineWithUser = Line & { reading: { entry: UserEntry } };

function isAboutUser(line: Line): line is LineWithUser {
  return 'entry' in line.reading && line.reading.entry.kind === 'user';
}

async function findStandings(deps: TransferDeps, db: Db, entries: readonly UserEntry[]): Promise<Standing[]> {
  const { users, passwords, access } = deps;
  const known = await users.bulk.findByKeys(
    db,
    entries.map(({ profile }) => users.bulk.keysOf(profile)),
  );
  const ids = known.map(({ user }) => user.id);
  const held = await access.holdingsOf(db, ids);
  const stored = await passwords.bulk.findAll(db, ids);
  return known.map((one) => ({
    ...one,
    held: held.get(one.user.id) ?? { roles: [], groups: [] },
    password: stored.get(one.user.id),
  }));
}

async function preparePlanning(deps: TransferDeps, db: Db, batch: UserBatch): Promise<Planning> {
  const entries = batch.lines.filter(isAboutUser).map(({ reading }) => reading.entry);
  const standings = await findStandings(deps, db, entries);
  const groups = [
    ...entries.flatMap(({ groups: names = [] }) => names),
    ...standings.flatMap(({ held }) => held.groups),
  ];
  return {
    users: deps.users.bulk,
    passwords: deps.passwords.bulk,
    options: batch.options,
    authority: deps.access.authorityOf(batch.caller),
    assignable: batch.overlay.over(await deps.access.assignments.load(db, groups)),
    known: new KnownUsers(standings),
    claims: new Claims(),
  };
}

const isAdministrator = (user: User | null): boolean => user !== null && user.isSuperuser && user.isActive;

/** Keeps count of the administrators that a batch makes and unmakes: one must remain at every line. */
class Administrators {
  readonly #lost: string[] = [];
  #gained = 0;
  readonly #hasOthers: (userIds: readonly string[]) => Promise<boolean>;

  constructor(hasOthers: (userIds: readonly string[]) => Promise<boolean>) {
    this.#hasOthers = hasOthers;
  }

  /** AppError `users.last_administrator`. */
  async follow({ before, after }: UserPlan): Promise<void> {
    const isNow = isAdministrator(after.user);
    if (isAdministrator(before) === isNow) return;
    if (isNow) this.#gained += 1;
    else {
      const without = [...this.#lost, after.user.id];
      if (this.#gained === 0 && !(await this.#hasOthers(without))) {
        throw new AppError('users.last_administrator');
      }
      this.#lost.push(after.user.id);
    }
  }
}

/** Decides what becomes of each line, and writes nothing. */
export async function planBatch(deps: TransferDeps, db: Db, batch: UserBatch): Promise<BatchPlan> {
  const planning = await preparePlanning(deps, db, batch);
  const administrators = new Administrators((ids) => deps.users.bulk.hasAdministratorBeside(db, ids));
  const plan: BatchPlan = { plans: [], problems: [], failed: 0 };
  const planLine = async (line: UserLine): Promise<void> => {
    const planned = planUser(planning, line);
    await administrators.follow(planned);
    plan.plans.push(planned);
  };
  for (const { line, reading } of batch.lines) {
    if ('problems' in reading || reading.entry.kind !== 'user') {
      plan.problems.push(...problemsOfReading(line, reading));
      plan.failed += 1;
      continue;
    }
    try {
      await planLine({ line, entry: reading.entry });
    } catch (error) {
      if (!isAppError(error)) throw error;
      plan.problems.push(...problemsOfError(line, error));
      plan.failed += 1;
    }
  }
  return plan;
}
