import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/** Where something may be sent, with parameters as `{name}`. */
export interface Place {
  method: string;
  path: string;
}

interface Described {
  paths: Record<string, Record<string, unknown>>;
}

export function placesOf(documents: readonly Described[]): Place[] {
  return documents.flatMap(({ paths }) =>
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    ),
  );
}

type Chance = () => number;

const pick = <T>(chance: Chance, all: readonly [T, ...T[]]): T =>
  all[Math.floor(chance() * all.length)] ?? all[0];

/** Bytes of any kind, as many as are wanted, without what would end a line or a word. */
function rubbish(chance: Chance, most: number): string {
  return Array.from({ length: Math.floor(chance() * most) }, () =>
    String.fromCharCode(33 + Math.floor(chance() * 222)),
  ).join('');
}

function wrongValue(chance: Chance): unknown {
  return pick<unknown>(chance, [
    ...([null, true, -1, 1e308, 9_007_199_254_740_993, '', '\0', '\ud800', [], {}, [[]]] as const),
    ...['x'.repeat(10_000), { __proto__: null, constructor: 1 }, Array(500).fill(0), rubbish(chance, 40)],
  ]);
}

const names = [
  ...[
    'email',
    'password',
    'username',
    'token',
    'refresh',
    'id',
    'name',
    'client_id',
    'grant_type',
    'code',
    'scope',
  ],
  ...[
    'redirect_uri',
    'limit',
    'cursor',
    'order',
    'search',
    'roles',
    'permissions',
    '__proto__',
    'items',
    'user',
  ],
] as const;

const headerNames = [
  ...[
    'authorization',
    'cookie',
    'if-match',
    'if-none-match',
    'accept',
    'accept-language',
    'user-agent',
    'range',
  ],
  ...[
    'traceparent',
    'tracestate',
    'forwarded',
    'x-forwarded-for',
    'x-forwarded-proto',
    'x-forwarded-host',
    'dpop',
  ],
  ...[
    'idempotency-key',
    'ostiary-service',
    'ostiary-client-address',
    'origin',
    'referer',
    'content-encoding',
  ],
  ...['expect', 'te', 'last-event-id', 'x-request-id', 'accept-encoding', 'prefer', 'x-csrftoken'],
] as const;
const headerStarts = [
  '',
  'Bearer ',
  'Basic ',
  'Token ',
  'JWT ',
  'ostiary_session=',
  '"',
  'W/',
  '00-',
  'for=',
] as const;

function headersOf(chance: Chance): string {
  const count = Math.floor(chance() * 4);
  return Array.from(
    { length: count },
    () => `${pick(chance, headerNames)}: ${pick(chance, headerStarts)}${rubbish(chance, 200)}\r\n`,
  ).join('');
}

const types = [
  ...['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/csv'],
  ...['application/x-ndjson', 'application/merge-patch+json', 'text/plain', '*/*;', ''],
] as const;

function bodyOf(chance: Chance): Buffer {
  const object = Object.fromEntries(
    Array.from({ length: 6 }, () => [pick(chance, names), wrongValue(chance)] as const),
  );
  const json = Buffer.from(JSON.stringify(object));
  return pick(chance, [
    () => Buffer.alloc(0),
    () => randomBytes(Math.floor(chance() * 3_000)),
    () => json,
    () => json.subarray(0, Math.floor(chance() * json.length)),
    () => Buffer.from('['.repeat(20_000)),
    () => Buffer.from(`${'a=%ff&'.repeat(300)}email=${encodeURIComponent(rubbish(chance, 50))}`),
    () => Buffer.from(`--x\r\ncontent-disposition: form-data; name="email"\r\n\r\n${rubbish(chance, 90)}`),
  ])();
}

/** How long it is said to be, which is often enough not so. */
function framingOf(chance: Chance, { length }: Buffer): string {
  const said = chance();
  if (said < 0.6) return `content-length: ${String(length)}\r\n`;
  if (said < 0.7) return `content-length: ${String(length + 10)}\r\n`;
  if (said < 0.8) return `content-length: ${String(Math.max(0, length - 10))}\r\n`;
  if (said < 0.9) return 'transfer-encoding: chunked\r\n';
  return `content-length: ${rubbish(chance, 5)}\r\n`;
}

/** One request to this place as bytes, with whatever is wrong with it. */
export function garbageFor({ method, path }: Place, chance: Chance): Buffer {
  const filled = path.replace(/\{\w+\}/g, () => encodeURIComponent(rubbish(chance, 30)) || 'x');
  const query =
    chance() < 0.5 ? '' : `?${pick(chance, names)}=${encodeURIComponent(rubbish(chance, 60))}&%=%zz&&=`;
  const asked =
    chance() < 0.85
      ? method
      : pick(chance, ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'BREW']);
  const body = asked === 'GET' && chance() < 0.8 ? Buffer.alloc(0) : bodyOf(chance);
  const head =
    `${asked} ${filled}${query} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${headersOf(chance)}` +
    `content-type: ${pick(chance, types)}\r\n${framingOf(chance, body)}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

/** Sends it on a connection of its own and gives what comes back until it is clear what that is. */
export function throwAt(url: string, bytes: Buffer, patienceMs: number): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    const end = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(end, patienceMs);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => (answer += text).length > 60_000 && end());
    socket.on('error', end).on('close', end);
    socket.write(bytes);
  });
}
