import type { Now } from '../../types.ts';
import { randomText, utf8 } from '../encoding.ts';
import { contentDigest } from './content-digest.ts';
import { importHmacKey, sign, type HmacSecret } from './hmac-key.ts';
import { serializeBareItem, serializeInnerList } from './serialize-fields.ts';
import { signatureBase } from './signature-base.ts';
import type { BareItem, InnerList } from './structured-fields.ts';

export interface RequestToSign {
  /** Absolute. */
  url: string | URL;
  /** Default GET. */
  method?: string;
  /** Those that are to be signed as well, such as `content-type`. */
  headers?: Record<string, string>;
  /** Exactly what will be sent. */
  body?: string | Uint8Array;
}

export interface SigningKey {
  keyId: string;
  secret: HmacSecret;
}

export interface SigningOptions {
  /** How long the signature is good for. Default 60. */
  expiresInSeconds?: number;
  /** What the signature is for, where the service asks for it (RFC 9421 section 2.3). */
  tag?: string;
  now?: Now;
}

const withoutBody: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Signs a request with HMAC-SHA256 (RFC 9421): gives the headers to add to it. The method, the whole address and the
 * body are signed, with the time and a nonce, so that the request can be neither changed nor sent again.
 */
export async function signRequest(
  request: RequestToSign,
  { keyId, secret }: SigningKey,
  options: SigningOptions = {},
): Promise<Record<string, string>> {
  const { expiresInSeconds = 60, tag, now = () => Date.now() } = options;
  const url = new URL(request.url);
  const method = (request.method ?? 'GET').toUpperCase();
  const headers = new Map(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const added: Record<string, string> = {};
  if (request.body !== undefined || !withoutBody.has(method)) {
    const body = request.body ?? '';
    added['content-digest'] = await contentDigest(typeof body === 'string' ? utf8(body) : body);
    headers.set('content-digest', added['content-digest']);
  }
  const created = Math.floor(now() / 1000);
  const parameters = new Map<string, BareItem>([
    ['created', created],
    ['expires', created + expiresInSeconds],
    ['nonce', randomText()],
    ['keyid', keyId],
    ['alg', 'hmac-sha256'],
    ...(tag === undefined ? [] : [['tag', tag] as const]),
  ]);
  const names = ['@method', '@authority', '@path', '@query', ...headers.keys()];
  const signed: InnerList = { items: names.map((value) => ({ value, parameters: new Map() })), parameters };
  const result = signatureBase(
    {
      method,
      scheme: url.protocol === 'https:' ? 'https' : 'http',
      authority: url.host,
      path: url.pathname,
      query: url.search === '' ? undefined : url.search.slice(1),
      header: (name) => headers.get(name),
    },
    signed,
  );
  if ('missing' in result) throw new TypeError(`The request has no ${result.missing} that could be signed.`);
  const signature = await sign(await importHmacKey(secret), result.base);
  return {
    ...added,
    'signature-input': `sig=${serializeInnerList(signed)}`,
    signature: `sig=${serializeBareItem(new Uint8Array(signature))}`,
  };
}
