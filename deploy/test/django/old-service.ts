import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { certificate, certificateKey } from '../../../packages/server/test/support/loopback-certificate.ts';
import { provideDjango } from './django-packages.ts';

const project = fileURLToPath(new URL('project/', import.meta.url));

/** Of settings.py. */
export const oldKey = 'the-key-of-the-old-service-0123456789abcdef';

/** The Django that people come from, with SimpleJWT, over TLS. */
export interface OldService {
  url: string;
  /** The file with the certificate of whoever is to be trusted. */
  certificate: string;
  signIn(credentials: Record<string, unknown>): Promise<{ access: string; refresh: string }>;
  /** A line for each request. */
  output(): string;
  stop(): void;
}

export interface OldServiceOptions {
  /** Filled already. */
  database: string;
  users: 'auth' | 'people';
  /** For what it needs. */
  folder: string;
}

export async function startOldService({ database, users, folder }: OldServiceOptions): Promise<OldService> {
  const { python, env } = await provideDjango();
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  await writeFile(cert, certificate);
  await writeFile(key, certificateKey);
  const django = spawn(python, [join(project, 'serve.py')], {
    env: {
      ...{ ...env, DJANGO_DATABASE: database, DJANGO_USERS: users },
      ...{ SERVE_CERTIFICATE: cert, SERVE_KEY: key },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  django.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  while (!printed.includes('\n') && django.exitCode === null) await once(django.stdout, 'data');
  const port = Number.parseInt(printed, 10);
  return {
    url: `https://127.0.0.1:${port}`,
    certificate: cert,
    async signIn(credentials) {
      const options = { host: '127.0.0.1', port, path: '/auth/token/', method: 'POST', ca: certificate };
      const sent = request({ ...options, headers: { 'content-type': 'application/json' }, agent: false });
      sent.end(JSON.stringify(credentials));
      const [response] = (await once(sent, 'response')) as [AsyncIterable<Buffer>];
      let body = '';
      for await (const chunk of response) body += chunk.toString();
      return JSON.parse(body) as { access: string; refresh: string };
    },
    output: () => printed,
    stop: () => void django.kill('SIGKILL'),
  };
}
