import type { Assignable, Authority, Caller, Gift } from '#modules/access';
import type { User, UserKeys } from '#modules/users';
import { AppError, isAppError } from '#platform/errors.ts';
import type { Db } from '#platform/db/schema.ts';
import { refusalOfCredentials } from '../../kinds/credentials.rules.ts';
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

/** Those that are about a user, with what the user is found by. */
function userLines(deps: TransferDeps, lines: readonly Line[]): Map<Line, UserLine> {
  const about = new Map<Line, UserLine>();
  for (const line of lines) {
    const entry = 'entry' in line.reading ? line.reading.entry : undefined;
    if (entry?.kind !== 'user') continue;
    about.set(line, { line: line.line, entry, keys: deps.users.bulk.keysOf(entry.profile) });
  }
  return about;
}

async function findStandings(deps: TransferDeps, db: Db, keys: readonly UserKeys[]): Promise<Standing[]> {
  const { users, passwords, access } = deps;
  const known = await users.bulk.findByKeys(db, keys);
  const ids = known.map(({ user }) => user.id);
  const held = await access.holdingsOf(db, ids);
  const stored = await passwords.bulk.findAll(db, ids);
  return known.map((one) => ({
    ...one,
    held: held.get(one.user.id) ?? { roles: [], groups: [] },
    password: stored.get(one.user.id),
  }));
}

/** Which of the ids that new accounts are to have somebody has already. */
async function takenIds(deps: TransferDeps, db: Db, entries: readonly UserEntry[]): Promise<string[]> {
  const ids = entries.flatMap(({ id }) => id ?? []);
  return (await deps.users.bulk.findByIds(db, ids)).map(({ id }) => id);
}

/** Many lines ask about the same few roles and groups. */
function remembering(authority: Authority): Authority {
  const answers = new WeakMap<object, boolean>();
  return {
    ...authority,
    mayGrant(roles) {
      const [only = roles] = roles;
      const about = roles.length === 1 ? only : roles;
      const answer = answers.get(about) ?? authority.mayGrant(roles);
      answers.set(about, answer);
      return answer;
    },
  };
}

/** Everything that the lines name and that there is: the lines ask about each of it without another query. */
function giftOf(entries: readonly UserEntry[], assignable: Assignable): Gift {
  const roleNames = new Set(entries.flatMap(({ roles = [] }) => roles));
  const groupNames = new Set(entries.flatMap(({ groups = [] }) => groups));
  const groups = [...groupNames].flatMap((name) => assignable.group(name) ?? []);
  const roles = [...roleNames].flatMap((name) => assignable.role(name) ?? []);
  return {
    roleIds: [...new Set([...roles, ...groups.flatMap((group) => group.roles)].map(({ id }) => id))],
    groupIds: [...new Set(groups.map(({ group }) => group.id))],
  };
}

async function preparePlanning(
  deps: TransferDeps,
  db: Db,
  { batch, lines }: { batch: UserBatch; lines: ReadonlyMap<Line, UserLine> },
): Promise<Planning> {
  const entries = [...lines.values()].map(({ entry }) => entry);
  const standings = await findStandings(
    deps,
    db,
    [...lines.values()].map(({ keys }) => keys),
  );
  const taken = await takenIds(deps, db, entries);
  const groups = [
    ...entries.flatMap(({ groups: names = [] }) => names),
    ...standings.flatMap(({ held }) => held.groups),
  ];
  const assignable = batch.overlay.over(await deps.access.assignments.load(db, groups));
  return {
    users: deps.users.bulk,
    passwords: deps.passwords.bulk,
    options: batch.options,
    authority: remembering(deps.access.authorityOf(batch.caller)),
    beyondReach: await deps.access.beyondReach(db, batch.caller, giftOf(entries, assignable)),
    assignable,
    known: new KnownUsers(standings, taken),
    claims: new Claims(),
    mayChooseIds: refusalOfCredentials(batch.caller) === undefined,
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
  const lines = userLines(deps, batch.lines);
  const planning = await preparePlanning(deps, db, { batch, lines });
  const administrators = new Administrators((ids) => deps.users.bulk.hasAdministratorBeside(db, ids));
  const plan: BatchPlan = { plans: [], problems: [], failed: 0 };
  const planLine = async (line: UserLine): Promise<void> => {
    const planned = planUser(planning, line);
    await administrators.follow(planned);
    plan.plans.push(planned);
  };
  for (const line of batch.lines) {
    const about = lines.get(line);
    if (!about) {
      plan.problems.push(...problemsOfReading(line.line, line.reading));
      plan.failed += 1;
      continue;
    }
    try {
      await planLine(about);
    } catch (error) {
      if (!isAppError(error)) throw error;
      plan.problems.push(...problemsOfError(line.line, error));
      plan.failed += 1;
    }
  }
  return plan;
}
