// Bundled in memory by tools/reference.ts: what the generator needs to know of the server.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenApiDocument } from '../../packages/server/src/app/scopes/reference/document.types.ts';
import type { RouteEntry } from '../../packages/server/src/app/scopes/reference/route-table.ts';
import { buildApp } from '../../packages/server/src/app/build-app.ts';
import { buildServices } from '../../packages/server/src/app/build-services.ts';
import { loadConfig } from '../../packages/server/src/config/index.ts';
import { createLog } from '../../packages/server/src/platform/log.ts';

export { renderConfigReference } from '../../packages/server/src/config/index.ts';
export {
  auditActionCatalogue,
  errorCatalogue,
  eventCatalogue,
  permissionCatalogue,
} from '../../packages/contract/src/index.ts';

export interface HttpReference {
  routes: RouteEntry[];
  openapi: OpenApiDocument;
}

/** Builds the whole service with the default settings, without listening, and lets it describe itself. */
export async function describeHttp(): Promise<HttpReference> {
  const directory = await mkdtemp(join(tmpdir(), 'ostiary-reference-'));
  try {
    const { config, problems } = loadConfig({ env: { OSTIARY_DATA_DIR: directory }, cwd: directory });
    if (!config) throw new Error(problems.map(({ message }) => message).join('\n'));
    const services = await buildServices({ config });
    const app = await buildApp({ config, services, log: createLog('silent') });
    await app.ready();
    const described = { routes: app.routeTable, openapi: app.openApi() };
    await app.close();
    await services.close();
    return described;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
