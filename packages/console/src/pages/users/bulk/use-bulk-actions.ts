import { useMay } from '../../../api/me.ts';
import { bulkActions, type BulkAction } from './bulk.rules.ts';

/** What whoever looks may do to many users at once. */
export function useBulkActions(): BulkAction[] {
  const may = useMay();
  return (Object.keys(bulkActions) as BulkAction[]).filter((name) => may(bulkActions[name].permission));
}
