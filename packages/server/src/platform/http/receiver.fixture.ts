import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A server on loopback that somebody could have registered the address of. */
export interface Receiver {
  port: number;
  /** `http://127.0.0.1:port` */
  url: string;
  /** What came, each when it was there as a whole. */
  received: ReceivedRequest[];
  /** How many connections are open. */
  countConnections(): Promise<number>;
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function listen(server: Server, received: ReceivedRequest[]): Promise<Receiver> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    received,
    countConnections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function recording(received: ReceivedRequest[], answer: RequestListener): RequestListener {
  return (request, response) => {
    const { method = '', url: path = '', headers } = request;
    void readBody(request).then(
      (body) => {
        received.push({ method, path, headers, body });
        answer(request, response);
      },
      // Cut off.
      () => undefined,
    );
  };
}

export function startReceiver(answer: RequestListener): Promise<Receiver> {
  const received: ReceivedRequest[] = [];
  return listen(createServer(recording(received, answer)), received);
}

/** Leaves the connection itself to `talk`, from the first bytes of a request on. */
export async function startRawServer(
  talk: (socket: Socket) => void,
): Promise<{ url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', () => talk(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Issued by itself for `receiver.example`, until 2120; protects nothing. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBiDCCAS+gAwIBAgIUMh/uuW9DMPtjnNhN7+S8JlxKmaEwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQcmVjZWl2ZXIuZXhhbXBsZTAgFw0yMDAxMDEwMDAwMDBaGA8y
MTIwMDEwMTAwMDAwMFowGzEZMBcGA1UEAwwQcmVjZWl2ZXIuZXhhbXBsZTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABDIRzeAtnXHbw2pUI66nCySwcvwA4FP2eKcB
qOqfeHz24iHz0imx2MXGHbzimJ8aZPj2Cb5MOJlm8ypQfH/3AKWjTzBNMBsGA1Ud
EQQUMBKCEHJlY2VpdmVyLmV4YW1wbGUwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4E
FgQUhG/tZNduwOOPwNX1dsaMXJENWOcwCgYIKoZIzj0EAwIDRwAwRAIgaqIQPUHq
xAs6rxnQU+eyLE6lroJZ/K3AnzQjNlMJW0ECIGnUiLECqOy3LrIgIT5khftqYj+c
ADLBuoQyifKhOW7f
-----END CERTIFICATE-----
`;
export const certificateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgs2gSDbw523ghQUJR
sF07oTVJwzlGBp9IaywV/XrpGLmhRANCAAQyEc3gLZ1x28NqVCOupwsksHL8AOBT
9ninAajqn3h89uIh89IpsdjFxh284pifGmT49gm+TDiZZvMqUHx/9wCl
-----END PRIVATE KEY-----
`;

/** The same by TLS, with a certificate for `receiver.example`; tells the names that clients asked for. */
export async function startTlsReceiver(
  answer: RequestListener,
): Promise<Receiver & { serverNames: (string | false | null)[] }> {
  const received: ReceivedRequest[] = [];
  const serverNames: (string | false | null)[] = [];
  const server = createTlsServer({ cert: certificate, key: certificateKey }, recording(received, answer));
  server.on('secureConnection', (socket) => serverNames.push(socket.servername));
  return { ...(await listen(server, received)), serverNames };
}

/** Lets this process trust that certificate, until the function that it returns is called. */
export function trustReceiver(): () => void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, certificate]);
  return () => setDefaultCACertificates(before);
}
