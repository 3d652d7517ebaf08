import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** Somebody whom Ostiary sends to. */
export interface Receiver {
  url: string;
  counts: Record<'received' | 'refused' | 'repeated' | 'wrong', number>;
  close(): Promise<void>;
}

const noCounts = (): Receiver['counts'] => ({ received: 0, refused: 0, repeated: 0, wrong: 0 });
/** Of webhooks: so many are refused once, and come again. */
const refusesEvery = 97;
const rememberedIds = 20_000;

function isSigned({ headers }: IncomingMessage, body: Buffer, secret: string): boolean {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body.toString()}`;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(signature);
}

/** Verifies what webhooks bring; the secret is known only after there is an address. */
export async function startWebhookReceiver(): Promise<Receiver & { setSecret(secret: string): void }> {
  const counts = noCounts();
  const seen = new Set<string>();
  let secret = '';
  const server = createServer((request, response) => {
    const answer = async (): Promise<number> => {
      const body = await buffer(request);
      const id = String(request.headers['webhook-id']);
      counts.received += 1;
      if (!isSigned(request, body, secret)) {
        counts.wrong += 1;
        return 400;
      }
      if (seen.has(id)) {
        counts.repeated += 1;
        return 204;
      }
      seen.add(id);
      if (seen.size > rememberedIds) seen.delete(seen.values().next().value ?? '');
      if (counts.received % refusesEvery !== 0) return 204;
      seen.delete(id);
      counts.refused += 1;
      return 503;
    };
    void answer().then((status) => response.writeHead(status).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${String((server.address() as AddressInfo).port)}/hook`,
    counts,
    setSecret: (known) => (secret = known),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export async function startMailReceiver(): Promise<Receiver> {
  const counts = noCounts();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      stream.resume().once('end', () => {
        counts.received += 1;
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    counts,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
