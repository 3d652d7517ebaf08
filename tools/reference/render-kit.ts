import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';

interface PackageDescription {
  exports: Record<string, string | { default: string }>;
}

/** The sources of what can be imported, as the package says. */
async function listEntryPoints(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, 'package.json'), 'utf8');
  const { exports } = JSON.parse(text) as PackageDescription;
  return Object.values(exports)
    .filter((entry) => typeof entry !== 'string')
    .map(({ default: path }) => join(folder, path.replace('./dist/', 'src/').replace(/\.js$/, '.ts')));
}

/** Said once: what somebody who uses the kit can import, and nothing that depends on the machine. */
const style: TypeDocOptions & PluginOptions = {
  plugin: ['typedoc-plugin-markdown'],
  router: 'module',
  flattenOutputFiles: true,
  readme: 'none',
  disableSources: true,
  disableGit: true,
  hideBreadcrumbs: true,
  hidePageHeader: true,
  excludeExternals: true,
  excludePrivate: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  useCodeBlocks: true,
  entryFileName: 'README',
  name: '@ostiary/sdk',
  logLevel: 'Error',
};

/**
 * The pages of the API reference of the kit by their names, from the sources in its folder. Errors: Error when they
 * do not compile.
 */
export async function renderKit(folder: string): Promise<Map<string, string>> {
  const out = await mkdtemp(join(tmpdir(), 'ostiary-kit-'));
  try {
    const application = await Application.bootstrapWithPlugins({
      ...style,
      entryPoints: await listEntryPoints(folder),
      tsconfig: join(folder, 'tsconfig.build.json'),
      outputs: [{ name: 'markdown', path: out }],
    });
    const project = await application.convert();
    if (!project) throw new Error('The kit does not compile, so its reference cannot be written.');
    await application.generateOutputs(project);
    const names = (await readdir(out)).filter((name) => name.endsWith('.md')).sort();
    return new Map(
      await Promise.all(names.map(async (name) => [name, await readFile(join(out, name), 'utf8')] as const)),
    );
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
