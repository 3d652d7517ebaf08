import { request, type RequestOptions } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { connect, type ConnectionOptions } from 'node:tls';
import { siteName } from './proxies.ts';

export interface Visit {
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON unless it is text. */
  body?: unknown;
  /** The address of the visitor; the whole of 127.0.0.0/8 is this machine. */
  from?: string;
}

export interface Seen {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** The answer as it begins; its body is still to be read. */
export function open(port: number, path: string, visit: Visit = {}): Promise<IncomingMessage> {
  const text = typeof visit.body === 'string' ? visit.body : JSON.stringify(visit.body);
  const options: RequestOptions = {
    host: '127.0.0.1',
    port,
    path,
    method: visit.method ?? (text === undefined ? 'GET' : 'POST'),
    servername: siteName,
    // Signed by nobody: the test's own.
    rejectUnauthorized: false,
    agent: false,
    ...(visit.from !== undefined && { localAddress: visit.from }),
    headers: {
      host: siteName,
      ...(text !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      }),
      ...visit.headers,
    },
  };
  return new Promise((resolve, reject) => {
    request(options, resolve).once('error', reject).end(text);
  });
}

/** Rejects when the connection fails. */
export async function visit(port: number, path: string, what: Visit = {}): Promise<Seen> {
  const response = await open(port, path, what);
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) body += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

/** The protocol that both sides agree upon, or the code of the error by which they do not. */
export function shakeHands(port: number, wish: ConnectionOptions = {}): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({
      ...{ host: '127.0.0.1', port, servername: siteName, rejectUnauthorized: false },
      ...wish,
    });
    socket.once('secureConnect', () => {
      resolve(socket.getProtocol() ?? 'none');
      socket.destroy();
    });
    socket.once('error', (error: Error & { code?: string }) => resolve(error.code ?? error.message));
  });
}
