import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { layBaseImage } from './base-images.ts';
import { hasExceptions, isIgnored, patternsOf } from './docker-ignore.ts';
import { runInRoot, type Mount } from './in-root.ts';
import {
  pairsOf,
  readStages,
  settingsOf,
  type ImageSettings,
  type Stage,
  type Step,
} from './read-dockerfile.ts';

const checkout = fileURLToPath(new URL('../../../', import.meta.url));

export interface Image {
  root: string;
  settings: ImageSettings;
}

interface Build {
  stage: Stage;
  root: string;
  /** The roots of the stages that are finished. */
  roots: ReadonlyMap<string, string>;
  ignored: readonly string[];
  workdir: string;
  env: Record<string, string>;
}

async function copyInto(build: Build, { flags, text }: Step): Promise<void> {
  const words = text.split(' ');
  const from = flags['from']?.[0];
  const source = from === undefined ? checkout : build.roots.get(from);
  if (source === undefined) throw new Error(`COPY takes from ${String(from)}, which is no stage before.`);
  const target = words.at(-1) ?? '';
  const isLetIn = (path: string): boolean => {
    const inCheckout = relative(checkout, path);
    if (from !== undefined || inCheckout === '') return true;
    return !isIgnored(inCheckout, build.ignored) || hasExceptions(inCheckout, build.ignored);
  };
  for (const word of words.slice(0, -1)) {
    const isIntoFolder = target.endsWith('/') || words.length > 2;
    const place = isIntoFolder ? posix.join(target, posix.basename(word)) : target;
    const path = join(source, word);
    if (!isLetIn(path)) throw new Error(`.dockerignore keeps out ${word}, which is copied.`);
    await cp(path, join(build.root, posix.resolve(build.workdir, place)), {
      recursive: true,
      filter: isLetIn,
    });
  }
}

/** What `RUN --mount` asks for: a cache or a secret of whoever builds. A secret that is not there is left out. */
async function mountsOf(build: Build, { flags }: Step): Promise<Mount[]> {
  const { stdout } = await promisify(execFile)('npm', ['config', 'get', 'cache']);
  const mounts = (flags['mount'] ?? []).map((text) => pairsOf(text.replaceAll(',', ' ')));
  const wanted = mounts.map(({ type, target = '' }) => ({
    from: type === 'cache' ? stdout.trim() : join(homedir(), '.npmrc'),
    to: target,
  }));
  const found = wanted.filter(({ from }) => existsSync(from));
  for (const { from, to } of found) {
    const place = join(build.root, to);
    if ((await stat(from)).isDirectory()) await mkdir(place, { recursive: true });
    else await writeFile(place, '', { flag: 'a' });
  }
  return found;
}

/** Container engines hand the settings of proxies on to what they build. */
function networkOfThisMachine(): Record<string, string> {
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  const names = [...proxies, ...proxies.map((name) => name.toLowerCase()), 'NODE_EXTRA_CA_CERTS'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

async function take(build: Build, step: Step): Promise<void> {
  if (step.keyword === 'WORKDIR') {
    build.workdir = posix.resolve(build.workdir, step.text);
    await mkdir(join(build.root, build.workdir), { recursive: true });
  } else if (step.keyword === 'ENV') {
    Object.assign(build.env, pairsOf(step.text));
  } else if (step.keyword === 'COPY') {
    await copyInto(build, step);
  } else if (step.keyword === 'RUN') {
    await runInRoot(build.root, {
      argv: step.list ?? ['sh', '-c', step.text],
      env: { ...networkOfThisMachine(), ...build.env },
      workdir: build.workdir,
      mounts: await mountsOf(build, step),
    });
  }
}

/**
 * Does what the Dockerfile says, step by step, in folders instead of layers.
 * Errors: Error when a step fails, or asks for what cannot be done here.
 */
export async function buildImage(dockerfile: string, folder: string): Promise<Image> {
  const stages = readStages(await readFile(dockerfile, 'utf8'));
  const ignored = patternsOf(await readFile(join(checkout, '.dockerignore'), 'utf8'));
  const roots = new Map<string, string>();
  for (const stage of stages) {
    const root = join(folder, stage.name);
    await layBaseImage(stage.base, root);
    const build: Build = { stage, root, roots, ignored, workdir: '/', env: {} };
    for (const step of stage.steps) await take(build, step);
    roots.set(stage.name, root);
  }
  const last = stages.at(-1);
  if (last === undefined) throw new Error('The Dockerfile has no stage.');
  return { root: join(folder, last.name), settings: settingsOf(last) };
}
