import { AppError } from '#platform/errors.ts';
import { exportUsers } from './export/export-users.ts';
import { importAll } from './import/import-run.ts';
import { deleteRunsBefore, findRun, listRuns } from './runs/import-runs.store.ts';
import type { TransferDeps } from './transfer.deps.ts';
import type { TransferService } from './transfer.types.ts';

const keepRunsMs = 90 * 24 * 60 * 60 * 1000;

/** Users, roles and groups by the thousand, in and out. */
export function createTransferService(deps: TransferDeps): TransferService {
  return {
    importAll: (caller, source, options) => importAll(deps, caller, { source, options }),
    listRuns,
    async getRun(db, id) {
      const found = await findRun(db, id);
      if (!found) throw new AppError('transfer.run_not_found');
      return found.run;
    },
    exportUsers: (caller, options) => exportUsers(deps, caller, options),
    prune: (tx, now) => deleteRunsBefore(tx, now - keepRunsMs),
  };
}
