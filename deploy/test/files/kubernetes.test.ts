import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { parse, parseAllDocuments } from 'yaml';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../packages/server/src/config/index.ts';
import { shutdownDeadlineMs } from '../../../packages/server/src/commands/serve/shutting-down.ts';
import { provideDebianPrograms } from '../../../tools/programs/debian-programs.ts';
import { checkout, deployFolder, readDeployFile, runChecker, secondsOf } from '../support/deploy-files.ts';

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

interface PodTemplate {
  metadata: { labels: Record<string, string> };
  spec: { terminationGracePeriodSeconds?: number; containers: { image: string; args?: string[] }[] };
}

type Workload = Manifest & { spec: { template: PodTemplate } };
type Settings = Manifest & { data: Record<string, string> };
type Selecting = Manifest & { spec: { selector: Record<string, unknown> } };

/** What `kubectl apply -k` would send. */
async function built(folder: string): Promise<Manifest[]> {
  const { find } = await provideDebianPrograms({ packages: ['kubernetes-client'] });
  const result = await runChecker([find('kubectl'), 'kustomize', join(deployFolder, folder)]);
  expect({ code: result.code, errors: result.errors }).toEqual({ code: 0, errors: '' });
  return parseAllDocuments(result.output).map((document) => document.toJS() as Manifest);
}

const modelsOf: Record<string, () => Promise<object>> = {
  v1: () => import('kubernetes-models/v1'),
  'apps/v1': () => import('kubernetes-models/apps/v1'),
  'batch/v1': () => import('kubernetes-models/batch/v1'),
  'networking.k8s.io/v1': () => import('kubernetes-models/networking.k8s.io/v1'),
  'policy/v1': () => import('kubernetes-models/policy/v1'),
};

let manifests: Manifest[];
let secret: Manifest & { stringData: Record<string, string> };

beforeAll(async () => {
  secret = parse(await readDeployFile('kubernetes/secret.example.yaml')) as typeof secret;
  const folders = ['kubernetes/settings', 'kubernetes/upgrade', 'kubernetes'];
  manifests = [...(await Promise.all(folders.map(built))).flat(), secret];
});

function get<Kind extends Manifest>(kind: string): Kind {
  const found = manifests.find((manifest) => manifest.kind === kind);
  if (found === undefined) throw new Error(`There is no ${kind}.`);
  return found as Kind;
}

describe('the Kubernetes manifests', () => {
  test('are what there is to be', () => {
    const kinds = [
      'ConfigMap',
      'Deployment',
      'Ingress',
      'Job',
      'Namespace',
      'PodDisruptionBudget',
      'Secret',
      'Service',
    ];
    expect(manifests.map(({ kind }) => kind).sort()).toEqual(kinds);
    const namespaced = manifests.filter(({ kind }) => kind !== 'Namespace');
    expect(new Set(namespaced.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['ostiary']));
  });

  test("are valid by Kubernetes' own schema", async () => {
    for (const manifest of manifests) {
      const models = Object.entries((await modelsOf[manifest.apiVersion]?.()) ?? {}) as [string, unknown][];
      const Model = new Map(models).get(manifest.kind);
      if (typeof Model !== 'function') throw new Error(`${manifest.apiVersion} has no ${manifest.kind}.`);
      (Reflect.construct(Model, [manifest]) as { validate(): void }).validate();
    }
  });

  test('have no word that Kubernetes does not know', { timeout: 120_000 }, async () => {
    // The schema lets unknown words pass, as the server does; the compiler does not.
    const code = manifests.map(
      (manifest, index) =>
        `import type { I${manifest.kind} as Kind${index} } from 'kubernetes-models/${manifest.apiVersion}';\n` +
        `export const manifest${index}: Kind${index} = ${JSON.stringify(manifest)};\n`,
    );
    expect(await problemsOf(code.join(''))).toEqual([]);
    expect(await problemsOf(code.join('').replaceAll('readinessProbe', 'readynessProbe'))).not.toEqual([]);
  });

  test('give the server settings that it accepts', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ostiary-settings-'));
    const env = {
      NODE_ENV: 'production',
      OSTIARY_DATA_DIR: folder,
      ...get<Settings>('ConfigMap').data,
      ...secret.stringData,
      OSTIARY_SECRET: 'a master key for tests that is long enough',
    };
    const { problems } = loadConfig({ env, cwd: folder });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('let a pod finish what it has begun', () => {
    const { terminationGracePeriodSeconds = 0 } = get<Workload>('Deployment').spec.template.spec;
    const drainSeconds = secondsOf(get<Settings>('ConfigMap').data['OSTIARY_DRAIN'] ?? '');
    expect(terminationGracePeriodSeconds).toBeGreaterThan(drainSeconds + shutdownDeadlineMs / 1000);
  });

  test('select the pods of the server, and not those of the upgrade', () => {
    const { labels } = get<Workload>('Deployment').spec.template.metadata;
    const selectors = [
      get<Selecting>('Service').spec.selector,
      get<Selecting>('PodDisruptionBudget').spec.selector['matchLabels'],
      get<Selecting>('Deployment').spec.selector['matchLabels'],
    ];
    for (const selector of selectors) {
      expect(labels).toMatchObject(selector as object);
      expect(get<Workload>('Job').spec.template.metadata.labels).not.toMatchObject(selector as object);
    }
  });

  test('upgrade with the image that they serve with', () => {
    const [server] = get<Workload>('Deployment').spec.template.spec.containers;
    const [upgrade] = get<Workload>('Job').spec.template.spec.containers;
    expect(upgrade?.image).toBe(server?.image);
    expect(upgrade?.args).toEqual(['upgrade']);
  });
});

/** What the compiler has against this code. */
async function problemsOf(code: string): Promise<string[]> {
  const cache = join(checkout, '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'manifests-'));
  try {
    const file = join(folder, 'manifests.ts');
    await writeFile(file, code);
    const program = ts.createProgram([file], {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.NodeNext,
      types: [],
      ...{ strict: true, noEmit: true, skipLibCheck: true },
    });
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
