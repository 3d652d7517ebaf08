/** Of what the user may do, what the token's scope lets its bearer do. */
export function permissionsWithin(permissions: readonly string[], scope: string | undefined): string[] {
  const words = new Set(scope?.split(' '));
  return words.has('permissions') ? [...permissions] : permissions.filter((name) => words.has(name));
}
