import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { fastify } from 'fastify';

const compress = promisify(gzip);

/** The script of the interactive reference: several megabytes, so it is kept compressed as well. */
export interface Viewer {
  script: string;
  compressed: Buffer;
  etag: string;
}

/**
 * Reads the script out of the package that brings it. The package hands it out only as a route, so an
 * instance that never listens asks for it.
 */
export async function loadViewer(): Promise<Viewer> {
  const { default: plugin } = await import('@scalar/fastify-api-reference');
  const app = fastify();
  await app.register(plugin, { routePrefix: '/docs', configuration: { content: {} } });
  const { payload: script } = await app.inject('/docs/js/scalar.js');
  await app.close();
  const hash = createHash('sha256').update(script).digest('base64url').slice(0, 22);
  return { script, compressed: await compress(script), etag: `"${hash}"` };
}
