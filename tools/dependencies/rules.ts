import type { ReviewedPackage } from './packages.ts';

/** Licences that ask for no more than to be named. Whoever wants another one adds it here, where everybody sees it. */
const acceptedLicences: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

/** Whether a licence may be had under those that are accepted: one of an OR, all of an AND. */
export function isAccepted(expression: string): boolean {
  const bare = expression.replace(/^\((?<inside>[^()]*)\)$/, '$<inside>');
  if (/[()]/.test(bare)) return false;
  return bare.split(' OR ').some((way) => way.split(' AND ').every((one) => acceptedLicences.has(one)));
}

type Judged = Pick<ReviewedPackage, 'name' | 'version' | 'licence' | 'installScripts'>;

/** What must not get into production: code that runs when it is installed, and licences that nobody looked at. */
export function findObjections(packages: readonly Judged[]): string[] {
  return packages.flatMap(({ name, version, licence, installScripts }) => [
    ...installScripts.map((script) => `${name}@${version} has an install script: ${script}`),
    ...(isAccepted(licence) ? [] : [`${name}@${version} has the licence ${licence || 'of nobody'}`]),
  ]);
}
