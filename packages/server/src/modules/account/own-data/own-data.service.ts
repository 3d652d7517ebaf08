import type { OwnDataService } from '../own-accounts.types.ts';
import { listActivity } from './activity.ts';
import { collectOwnData } from './download.ts';
import type { OwnDataDeps } from './own-data.deps.ts';

/** What is known of somebody, for themselves. See OwnDataService. */
export function createOwnDataService(deps: OwnDataDeps): OwnDataService {
  const { audit, database } = deps;
  return {
    activity: (userId, page) => listActivity({ audit, db: database.db }, userId, page),
    async download(act, user) {
      const data = await collectOwnData(deps, user);
      await database.write((tx) =>
        audit.record(tx, act, {
          action: 'user.download',
          outcome: 'success',
          target: { type: 'user', id: user.id },
        }),
      );
      return data;
    },
  };
}
