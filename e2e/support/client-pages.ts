import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
};

/** Pages of a client application, at an origin and a site that are not Ostiary's. */
export interface ClientPages {
  origin: string;
  /** By path, such as `/callback.html`. More can be put here at any time. */
  files: Map<string, string>;
  stop(): Promise<void>;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}

function answer(response: ServerResponse, path: string, content: string | undefined): void {
  if (content === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/plain' }).end(content);
}

/**
 * Serves what is in `files`. The host is 127.0.0.1 where Ostiary's is `localhost`: cookies do not tell ports
 * apart, and another port of the same host is the same site (RFC 6265bis section 5.2).
 */
export async function serveClientPages(files: Record<string, string>): Promise<ClientPages> {
  const served = new Map(Object.entries(files));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    answer(response, pathname, served.get(pathname));
  });
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${port}`,
    files: served,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
