import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { AppError } from '#platform/errors.ts';
import { randomSecret } from '#platform/random.ts';

/** Beside the bundle, and beside the sources. */
const places = ['../../console/dist/', '../../../../console/dist/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** Every page of the console is the same document. */
const addresses = ['/admin', '/admin/*'];

/** What `index.html` has where the nonce of an answer belongs. */
const noncePlace = 'CSP-NONCE';

function contentSecurityPolicy(nonce: string): string {
  return (
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; ` +
    `connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`
  );
}

/**
 * The administrator's console: one document for every address below `/admin/`, and its parts under names that
 * change with their content, compressed when they were built. What it shows comes from the management API.
 */
export async function consoleScope(app: FastifyInstance): Promise<void> {
  const folder = places.find((place) => existsSync(join(place, 'index.html')));
  const schema = { hide: true };
  if (folder === undefined) {
    for (const url of addresses) {
      app.get(url, { schema }, () => {
        throw new AppError('request.not_found', {
          message: 'The console is not built: run `npm run build`.',
        });
      });
    }
    return;
  }
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/admin/assets/',
    schemaHide: true,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
    decorateReply: false,
  });
  for (const url of addresses) app.get(url, { schema }, (_request, reply) => sendDocument(reply, folder));
}

async function sendDocument(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  const nonce = randomSecret();
  // Read each time: it is small, and a new build is served without a restart.
  const document = await readFile(join(folder, 'index.html'), 'utf8');
  return reply
    .header('cache-control', 'no-store')
    .header('content-security-policy', contentSecurityPolicy(nonce))
    .type('text/html; charset=utf-8')
    .send(document.replace(noncePlace, nonce));
}
