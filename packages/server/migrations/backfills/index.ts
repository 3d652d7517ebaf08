import type { Backfill } from './backfill.types.ts';
import { usageFromAudit } from './usage-from-audit.ts';

/** In the order in which they run. A name that has shipped is never given to another. */
export const backfills: Readonly<Record<string, Backfill>> = {
  'usage-from-audit': usageFromAudit,
};
