import { hash } from 'node:crypto';

const maxLength = 64;

/** Within what the name of a role may be; what is cut off is told apart by a digest. */
function fitting(name: string): string {
  if (name.length <= maxLength) return name;
  const digest = hash('sha256', name).slice(0, 8);
  return `${name.slice(0, maxLength - digest.length - 1).replace(/[^A-Za-z0-9]+$/, '')}-${digest}`;
}

/**
 * The role that a group of Django holds. Never one of Ostiary's own: a group that is called “owner” must not become
 * the owner. `part` is 1, or more of a group with more permissions than one role holds.
 */
export function roleOfGroup(group: string, part = 1): string {
  const plain = group.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const isTold = /^[a-z0-9]+(?: [a-z0-9]+)*$/.test(group.toLowerCase());
  // Two names may have one slug: a name that is more than letters and spaces is told apart by a digest.
  const own = isTold
    ? slug
    : [slug, hash('sha256', group).slice(0, 8)].filter((each) => each !== '').join('-');
  return fitting(`group:${own}${part === 1 ? '' : `:${String(part)}`}`);
}

/** The role of a permission that somebody holds without a group. */
export function roleOfPermission(permission: string): string {
  return fitting(`permission:${permission}`);
}
