import type { Db } from '#platform/db/schema.ts';
import { listApplicationsAfter } from '../applications.store.ts';
import { listSecretsOf } from '../secrets/secrets.store.ts';
import type { ApplicationBulk } from './applications.bulk.types.ts';

/** See ApplicationBulk.listAfter. */
export async function exportApplications(
  db: Db,
  after: string,
  limit: number,
): ReturnType<ApplicationBulk['listAfter']> {
  const applications = await listApplicationsAfter(db, after, limit);
  const secrets = await listSecretsOf(
    db,
    applications.map(({ id }) => id),
  );
  return applications.map((application) => ({
    application,
    secrets: secrets.filter(({ applicationId }) => applicationId === application.id),
  }));
}
