/** What is put into production: the server, the pages that it serves, and the Node that runs it. */
const parts = { server: 'packages/server', console: 'packages/console' };

const nodeModules = 'node_modules/';

/** Folders in which Node looks for packages of this one, the nearest first. */
function listPlaces(path) {
  const places = [];
  for (let folder = path; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0))) {
    if (!folder.endsWith('node_modules'))
      places.push(folder === '' ? nodeModules : `${folder}/${nodeModules}`);
    if (folder === '') return places;
  }
}

/** The path of a package as the lock file has it, seen from another; a link leads to what it stands for. */
function findLocked(packages, name, from) {
  const place = listPlaces(from).find((folder) => packages[folder + name] !== undefined);
  if (place === undefined) return undefined;
  const entry = packages[place + name];
  return entry.link ? entry.resolved : place + name;
}

/** What a package needs, and whether it can do without. Peers that it must have are there, too. */
function listNeeds({ dependencies = {}, optionalDependencies = {}, ...entry }) {
  const { peerDependencies = {}, peerDependenciesMeta = {} } = entry;
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  return [
    ...[...Object.keys(dependencies), ...peers].map((name) => ({ name, isOptional: false })),
    ...Object.keys(optionalDependencies).map((name) => ({ name, isOptional: true })),
  ];
}

const nameOf = (path, entry) => entry.name ?? path.slice(path.lastIndexOf(nodeModules) + nodeModules.length);

/** Follows what is needed from one package on. What is only optional there may be required elsewhere. */
function follow(packages, start, { found, part }) {
  const waiting = [start];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, isOptional } = next;
    const known = found.get(path) ?? { parts: new Set(), isOptional: true, needs: new Set() };
    if (known.parts.has(part) && (isOptional || !known.isOptional)) continue;
    known.parts.add(part);
    known.isOptional &&= isOptional;
    found.set(path, known);
    for (const need of listNeeds(packages[path])) {
      const target = findLocked(packages, need.name, path);
      if (target === undefined && need.isOptional) continue;
      if (target === undefined)
        throw new Error(`${need.name}, which ${path} needs, is not in the lock file.`);
      known.needs.add(target);
      waiting.push({ path: target, isOptional: isOptional || need.isOptional });
    }
  }
}

/**
 * Every package of the lock file that runs in production, on any system, ordered by path. npm's own list
 * (`npm sbom --omit dev`) lacks those that something for development needs as well.
 * Errors: Error when the lock file lacks one that is needed.
 */
export function listProductionPackages({ packages }) {
  const found = new Map();
  for (const [part, path] of Object.entries(parts)) {
    follow(packages, { path, isOptional: false }, { found, part });
  }
  for (const name of Object.keys(packages[''].optionalDependencies ?? {})) {
    follow(packages, { path: nodeModules + name, isOptional: true }, { found, part: 'runtime' });
  }
  return [...found.entries()]
    .map(([path, { parts: of, isOptional, needs }]) => {
      const { version, license, integrity, hasInstallScript = false } = packages[path];
      const about = { name: nameOf(path, packages[path]), version, license, integrity };
      return {
        path,
        ...about,
        isOptional,
        hasInstallScript,
        parts: [...of].sort(),
        needs: [...needs].sort(),
      };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
