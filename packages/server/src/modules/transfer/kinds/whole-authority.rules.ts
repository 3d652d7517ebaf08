import type { Caller } from '#modules/access';

/** Whether the caller may do whatever the installation can: an operator, or a superuser. */
export function hasWholeAuthority({ subject }: Caller): boolean {
  return subject === 'operator' || subject?.isSuperuser === true;
}
