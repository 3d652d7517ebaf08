import type { ReviewedPackage } from './packages.ts';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const kilobytes = (bytes: number | null): string =>
  bytes === null ? 'of another system' : `${Math.ceil(bytes / 1000).toLocaleString('en')} kB`;

const sizeOf = (packages: readonly ReviewedPackage[]): number =>
  packages.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function table(head: readonly string[], rows: readonly string[][]): string[] {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)];
}

function renderParts(packages: readonly ReviewedPackage[]): string[] {
  const meanings = {
    server: 'in the process of the server, most of it bundled',
    console: 'in the browser of an administrator, bundled',
    runtime:
      'Node itself as a package, where the machine has none that fits; images take the one of their base',
  };
  const rows = Object.entries(meanings).map(([part, meaning]) => {
    const own = packages.filter(({ parts }) => parts.includes(part));
    const installed = own.filter(({ isInstalled }) => isInstalled);
    return [part, meaning, String(own.length), String(installed.length), megabytes(sizeOf(installed))];
  });
  const head = ['part', 'where it runs', 'packages', 'of them on this system', 'unpacked'];
  return table(head, rows);
}

function renderLicences(packages: readonly ReviewedPackage[]): string[] {
  const counts = Map.groupBy(packages, ({ licence }) => licence);
  const rows = [...counts].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  return table(
    ['licence', 'packages'],
    rows.map(([licence, all]) => [licence, String(all.length)]),
  );
}

function renderNative(packages: readonly ReviewedPackage[]): string[] {
  const rows = packages
    .filter(({ nativeFiles }) => nativeFiles.length > 0)
    .map(({ name, version, nativeFiles }) => [
      name,
      version,
      nativeFiles.length > 2 ? `${nativeFiles.length} files, one is loaded` : nativeFiles.join(', '),
    ]);
  return table(['package', 'version', 'native files'], rows);
}

function renderAll(packages: readonly ReviewedPackage[]): string[] {
  return table(
    ['package', 'version', 'licence', 'part', 'unpacked', 'install script', 'people named'],
    packages.map((one) => [
      one.name,
      one.version,
      one.licence,
      one.parts.join(', '),
      kilobytes(one.bytes),
      one.installScripts.join(', ') || 'none',
      one.isInstalled ? String(one.people) : '',
    ]),
  );
}

/** The review as a document. `date` as in 2026-11-27, `system` as in linux-x64. */
export function renderReview(
  packages: readonly ReviewedPackage[],
  { date, system }: { date: string; system: string },
): string {
  const scripts = packages.filter(({ installScripts }) => installScripts.length > 0).length;
  const alone = packages.filter(({ isInstalled, people }) => isInstalled && people <= 1).length;
  return [
    '# What runs in production',
    '',
    'Generated from the lock file and the installed packages by `npm run dependencies`; do not edit.',
    '',
    `On ${date}, seen on ${system}: ${packages.length} packages of others, ${megabytes(sizeOf(packages))} unpacked with`,
    `Node among them; ${scripts} with an install script (and none would run: \`ignore-scripts\`).`,
    '',
    'Which of them a release has is in its `sbom.cdx.json` (CycloneDX; `npm run sbom` prints it). A test refuses a package with an',
    'install script or with a licence outside the list in `tools/dependencies/rules.ts`.',
    '',
    ...renderParts(packages),
    '',
    '## Licences',
    '',
    ...renderLicences(packages),
    '',
    '## Native code',
    '',
    'Seen on this system; on others the packages of that system take the place of these.',
    '',
    ...renderNative(packages),
    '',
    '## Every package',
    '',
    'People are those whom a package names in its own description (author, contributors, maintainers). That says little: it is',
    `kept by its authors, not checked, and ${alone} name one or nobody. Who may publish a package only the registry knows, and`,
    'not every mirror of it says so (`npm view NAME maintainers`).',
    '',
    ...renderAll(packages),
    '',
  ].join('\n');
}
