export interface ExportChoice {
  format: 'jsonl' | 'csv';
  roles: boolean;
  groups: boolean;
  /** Password hashes. */
  hashes: boolean;
}

/** Where such an export is downloaded from. */
export function exportAddress({ format, roles, groups, hashes }: ExportChoice): string {
  const query = new URLSearchParams({ format });
  const include = [roles && 'roles', groups && 'groups'].filter((name) => name !== false);
  if (include.length > 0) query.set('include', include.join(','));
  if (hashes) query.set('include_hashes', 'true');
  return `/api/v1/exports/users?${query}`;
}
