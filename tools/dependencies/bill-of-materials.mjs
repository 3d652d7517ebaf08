import { createHash } from 'node:crypto';
import { listProductionPackages } from './locked-packages.mjs';

const referenceOf = ({ name, version }) => `${name}@${version}`;
const addressOf = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

const isExpression = (license) => /[\s()]/.test(license);

function licensesOf(license) {
  if (license === undefined) return [];
  return [isExpression(license) ? { expression: license } : { license: { id: license } }];
}

/** The checksums of npm are base64, those of CycloneDX are hexadecimal. */
function hashesOf(integrity = '') {
  return integrity
    .split(' ')
    .filter((one) => one.startsWith('sha512-'))
    .map((one) => ({
      alg: 'SHA-512',
      content: Buffer.from(one.slice('sha512-'.length), 'base64').toString('hex'),
    }));
}

function componentOf(one) {
  const properties = [
    { name: 'cdx:npm:package:path', value: one.path },
    ...one.parts.map((part) => ({ name: 'ostiary:part', value: part })),
    ...(one.hasInstallScript ? [{ name: 'ostiary:install-script', value: 'true' }] : []),
  ];
  return {
    'bom-ref': referenceOf(one),
    type: 'library',
    name: one.name,
    version: one.version,
    scope: one.isOptional ? 'optional' : 'required',
    hashes: hashesOf(one.integrity),
    licenses: licensesOf(one.license),
    purl: addressOf(one),
    properties,
  };
}

/** One package may be there twice, in two folders: one component with the places and the needs of both. */
function mergeSame(list) {
  const merged = new Map();
  for (const component of list) {
    const same = merged.get(component['bom-ref']);
    if (same === undefined) merged.set(component['bom-ref'], component);
    else {
      same.properties.push(...component.properties.filter(({ name }) => name === 'cdx:npm:package:path'));
      if (component.scope === 'required') same.scope = 'required';
    }
  }
  return [...merged.values()];
}

/** A name for exactly this content: no time, no chance. */
function serialOf(content) {
  const hex = createHash('sha256').update(content).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * What runs in production, as CycloneDX 1.5 has it, as an object: a function of the lock file and of nothing else.
 * Errors: Error when the lock file lacks a package that is needed.
 */
export function makeBill(lock) {
  const packages = listProductionPackages(lock);
  const references = new Map(packages.map((one) => [one.path, referenceOf(one)]));
  const needs = new Map();
  for (const one of packages) {
    const all = needs.get(referenceOf(one)) ?? new Set();
    for (const path of one.needs) all.add(references.get(path));
    needs.set(referenceOf(one), all);
  }
  const { name, version, license } = lock.packages[''];
  const product = { name, version };
  const ownReferences = packages.filter(({ integrity }) => integrity === undefined).map(referenceOf);
  const content = {
    metadata: {
      lifecycles: [{ phase: 'pre-build' }],
      component: {
        'bom-ref': referenceOf(product),
        type: 'application',
        ...product,
        licenses: licensesOf(license),
        purl: addressOf(product),
      },
    },
    components: mergeSame(packages.map(componentOf)),
    dependencies: [
      { ref: referenceOf(product), dependsOn: ownReferences },
      ...[...needs].map(([ref, all]) => ({ ref, dependsOn: [...all].sort() })),
    ],
  };
  const head = { bomFormat: 'CycloneDX', specVersion: '1.5' };
  return { ...head, serialNumber: serialOf(JSON.stringify(content)), version: 1, ...content };
}
