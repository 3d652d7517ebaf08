import { isPermission, permissionNames } from '@ostiary/contract';

const permissionPattern = /^[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)+$/;
const maxPermissionLength = 100;

/**
 * First words of permissions that only Ostiary defines. Beside those in the catalogue, the nouns of its
 * modules and routes: a permission somebody made up today must not begin to mean something after an upgrade.
 */
const ownNamespaces: ReadonlySet<string> = new Set([
  ...permissionNames.map((name) => name.slice(0, name.indexOf('.'))),
  ...['account', 'federation', 'groups', 'login', 'mfa', 'oauth', 'ostiary', 'passwords', 'permissions'],
  ...['tokens', 'bulk', 'compat', 'decisions', 'exports', 'imports', 'transfer'],
]);

/**
 * Why nobody may define a permission of this name: two or more words of small letters, digits, `_` and `-`,
 * joined by dots, 100 characters at most, and the first word is none of Ostiary's.
 */
export function problemOfNewPermission(name: string): string | undefined {
  if (name.length > maxPermissionLength || !permissionPattern.test(name)) {
    return 'Write permissions in small letters, with a dot between noun and verb, such as orders.read.';
  }
  const namespace = name.slice(0, name.indexOf('.'));
  if (ownNamespaces.has(namespace)) return `Permissions that begin with "${namespace}." are Ostiary’s own.`;
  return undefined;
}

/** Why no role can hold it, whatever has been defined. */
export function problemOfPermission(name: string): string | undefined {
  return isPermission(name) ? undefined : problemOfNewPermission(name);
}
