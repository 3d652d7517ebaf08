import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that answers as Have I Been Pwned does, about passwords that a test names. */
export interface BreachServer {
  url: string;
  asked: { path: string; headers: IncomingHttpHeaders }[];
  /** What it does instead of answering well. */
  fault: 'none' | 'status' | 'silence' | 'redirect' | 'nonsense';
  stop(): Promise<void>;
}

const digitsOf = (password: string): string =>
  createHash('sha1').update(password).digest('hex').toUpperCase();

/** Sorted lines with CRLF and without one at the end; padding has counts of 0. */
function rangeOf(prefix: string, breached: ReadonlyMap<string, number>): string {
  const real = [...breached].map(([password, count]) => ({ digits: digitsOf(password), count }));
  const lines = real
    .filter(({ digits }) => digits.startsWith(prefix))
    .map(({ digits, count }) => `${digits.slice(5)}:${count}`);
  for (let index = 0; lines.length < 800; index++) {
    lines.push(`${digitsOf(`padding ${prefix} ${index}`).slice(5)}:${index % 2 === 0 ? 0 : index}`);
  }
  return lines.sort().join('\r\n');
}

export async function startBreachServer(breached: Record<string, number>): Promise<BreachServer> {
  const known = new Map(Object.entries(breached));
  const asked: BreachServer['asked'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers });
    const prefix = /^\/range\/([0-9A-F]{5})$/.exec(path)?.[1];
    if (breachServer.fault === 'silence') return;
    if (breachServer.fault === 'redirect') response.writeHead(302, { location: `/range/${prefix}` }).end();
    else if (breachServer.fault === 'status') response.writeHead(503).end(rangeOf(prefix ?? '', known));
    else if (breachServer.fault === 'nonsense') response.end('<!doctype html><title>Hotel Wi-Fi</title>');
    else if (prefix === undefined) response.writeHead(400).end('The hash format was not in a valid format');
    else response.writeHead(200, { 'content-type': 'text/plain' }).end(rangeOf(prefix, known));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const breachServer: BreachServer = {
    url: `http://127.0.0.1:${port}/range/`,
    asked,
    fault: 'none',
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return breachServer;
}
