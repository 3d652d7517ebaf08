import type { BackupPlan, UpgradePlan } from '../app/upgrades/upgrade-plan.ts';
import type { Json } from './output.ts';

/** For scripts. */
export function planToJson(plan: UpgradePlan): Json {
  const { location, isNew, newer, oldest, isSurvived, isReturnPossible, backup, problems } = plan;
  return {
    database: location,
    is_new: isNew,
    migrations: plan.migrations.map(({ name, step }) => ({ name, step })),
    applied_by_newer_version: [...newer],
    oldest_code: oldest,
    older_processes_may_go_on: isSurvived,
    older_processes_may_be_started: isReturnPossible,
    backfills: plan.backfills.map(({ name, rowsDone, rowsLeft }) => ({
      name,
      rows_done: rowsDone,
      rows_left: rowsLeft,
    })),
    backup: {
      kind: backup.kind,
      folder: backup.folder,
      needed_bytes: backup.neededBytes,
      free_bytes: backup.freeBytes,
    },
    problems: [...problems],
  };
}

const steps = { expand: 'only adds', contract: 'takes something away' } as const;

/** For people. */
export function planLines(plan: UpgradePlan): string[] {
  const { migrations, newer, backfills, problems } = plan;
  const isNothingToDo = migrations.length === 0 && backfills.length === 0 && problems.length === 0;
  return [
    `database    ${plan.location}`,
    ...newer.map((name) => `newer       ${name}: a newer version has added it; this one can work with it`),
    ...migrations.map(({ name, step }) => `migration   ${name}: ${steps[step]}`),
    ...backfills.map(({ name, rowsLeft }) => `backfill    ${name}: ${rowsLeftInWords(rowsLeft)}`),
    ...(migrations.length > 0 && !plan.isNew ? [`running     ${olderInWords(plan)}`] : []),
    ...backupLines(plan.backup),
    ...problems.map((problem) => `PROBLEM     ${problem}`),
    ...(isNothingToDo ? ['There is nothing to do.'] : []),
  ];
}

function rowsLeftInWords(rowsLeft: number | null): string {
  if (rowsLeft === null) return 'after the migrations';
  return `about ${rowsLeft.toLocaleString('en')} rows left`;
}

function olderInWords({ isSurvived, isReturnPossible, oldest }: UpgradePlan): string {
  if (!isSurvived) return `stop every process first: it takes a version that knows ${oldest} to work on it`;
  if (isReturnPossible) return 'processes of the version before go on, and may be started again';
  return 'processes of the version before go on, but cannot be started again';
}

function backupLines({ kind, folder, neededBytes, freeBytes }: BackupPlan): string[] {
  if (kind === 'none') return [];
  if (kind === 'by-hand') return ['backup      none is made here: make one first'];
  const inMebibytes = (bytes: number | null): string => `${String(Math.ceil((bytes ?? 0) / 1_048_576))} MiB`;
  return [
    `backup      to ${folder ?? ''}: takes ${inMebibytes(neededBytes)} of ${inMebibytes(freeBytes)} that are free`,
  ];
}
