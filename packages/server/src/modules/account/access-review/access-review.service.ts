import type { AccessService, Caller } from '#modules/access';
import type { AuditService } from '#modules/audit';
import type { ServiceService } from '#modules/services';
import type { Database } from '#platform/db/database.ts';
import { review } from './access-review.rules.ts';
import { listUsersToReview } from './access-review.store.ts';
import type { AccessReviewService, ReviewedUser, ReviewFilter } from './access-review.types.ts';

export interface AccessReviewDeps {
  database: Database;
  access: AccessService;
  audit: AuditService;
  services: ServiceService;
}

interface Query extends ReviewFilter {
  limit: number;
  after?: string;
}

const exportPage = 500;

async function readPage(
  { database: { db }, access, services }: AccessReviewDeps,
  { limit, ...query }: Query,
): Promise<{ items: ReviewedUser[]; next: string | null }> {
  const found = await listUsersToReview(db, { ...query, limit: limit + 1 });
  const looked = found.slice(0, limit);
  const users = looked.filter(({ isActive }) => query.isActive === undefined || isActive === query.isActive);
  const holdings = await access.holdingsOf(
    db,
    users.map(({ id }) => id),
  );
  const last = looked.at(-1);
  const held = { holdings, access: await services.accessOfMany(db, users) };
  return { items: review(users, held), next: found.length > limit && last ? last.id : null };
}

async function* readAll(deps: AccessReviewDeps, filter: ReviewFilter): AsyncGenerator<ReviewedUser[]> {
  let after: string | null = null;
  do {
    const { items, next } = await readPage(deps, {
      ...filter,
      limit: exportPage,
      ...(after !== null && { after }),
    });
    yield items;
    after = next;
  } while (after !== null);
}

/** Who holds what, of everybody. */
export function createAccessReviewService(deps: AccessReviewDeps): AccessReviewService {
  const authorize = (caller: Caller): Promise<void> => deps.access.requirePermission(caller, 'access.review');
  return {
    async page(caller, query) {
      await authorize(caller);
      return readPage(deps, query);
    },
    async export(caller, filter) {
      await authorize(caller);
      const details = { is_active: filter.isActive ?? null };
      await deps.database.write((tx) =>
        deps.audit.record(tx, caller.act, { action: 'access.review', outcome: 'success', details }),
      );
      return readAll(deps, filter);
    },
  };
}
