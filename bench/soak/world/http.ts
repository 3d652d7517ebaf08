import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  json?: object;
  form?: Record<string, string>;
}

export interface HttpAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  ms: number;
}

const connections = 16;
const patienceMs = 30_000;

function bodyOf({ json, form }: Sent): { body?: string; headers: Record<string, string> } {
  if (json) return { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } };
  if (!form) return { headers: {} };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { body: new URLSearchParams(form).toString(), headers };
}

/** Keeps connections, and uses them in turn, so that every worker has its part. */
export class HttpClient {
  readonly url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });

  constructor(url: string) {
    this.url = url;
  }

  async send(sent: Sent): Promise<HttpAnswer> {
    const { body, headers } = bodyOf(sent);
    const startedAt = performance.now();
    return new Promise((resolve, reject) => {
      const sending = request(`${this.url}${sent.path}`, {
        agent: this.#agent,
        method: sent.method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          ...headers,
          ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
          ...sent.headers,
        },
        timeout: patienceMs,
      });
      sending.once('timeout', () => sending.destroy(new Error('no answer')));
      sending.once('error', reject);
      sending.once('response', (response) => {
        const status = response.statusCode ?? 0;
        text(response).then(
          (read) =>
            resolve({ status, headers: response.headers, text: read, ms: performance.now() - startedAt }),
          reject,
        );
      });
      sending.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

export function jsonOf({ text: read }: HttpAnswer): Record<string, unknown> {
  return JSON.parse(read) as Record<string, unknown>;
}
