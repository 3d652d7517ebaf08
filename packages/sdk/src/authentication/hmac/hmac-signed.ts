import type {
  Authentication,
  Authenticator,
  CredentialRequest,
  Now,
  ServiceShape,
  Subject,
} from '../../types.ts';
import { authenticationOf, type Resolved } from '../local-subject.ts';
import { noCredential, refuse, type Refused } from '../refusal.ts';
import { isDigestOf } from './content-digest.ts';
import { checkHmacSecret, importHmacKey, isSignatureOf, type HmacSecret } from './hmac-key.ts';
import { memoryNonces, type NonceStore } from './nonce-store.ts';
import { signatureBase } from './signature-base.ts';
import { readSignatures, type ReceivedSignature } from './signature-input.ts';
import { messageOf } from './signed-message.ts';

export interface HmacKey<S extends ServiceShape> {
  secret: HmacSecret;
  /** Whom the key speaks for: `localSubject({ sub })`, or one that is looked up with every request. */
  subject: Subject<S> | (() => Resolved<S> | Promise<Resolved<S>>);
}

export type HmacKeys<S extends ServiceShape> =
  | Readonly<Record<string, HmacKey<S>>>
  | ((keyId: string) => HmacKey<S> | undefined | Promise<HmacKey<S> | undefined>);

export interface HmacOptions<S extends ServiceShape> {
  /** By their ids; they never leave the service. */
  keys: HmacKeys<S>;
  /** What must be signed beside the method, the path, the query and the body. Default `@authority`. */
  components?: readonly string[];
  /** Where callers reach the service, where a proxy before it ends TLS or changes the host. */
  publicUrl?: string;
  /** Only signatures that say they are for this are looked at (RFC 9421 section 2.3). */
  tag?: string;
  /** How old a signature may be. Default 300. */
  maxAgeSeconds?: number;
  /** How far the clocks may differ. Default 30. */
  leewaySeconds?: number;
  /** Default: in this process alone. */
  nonces?: NonceStore;
  now?: Now;
}

const bodyless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const maxNonceLength = 256;

/** Whether the headers say that a body comes (RFC 9112 section 6.3). */
function announcesBody(request: CredentialRequest): boolean {
  const length = request.header('content-length');
  return request.header('transfer-encoding') !== undefined || (length !== undefined && length !== '0');
}

/** Methods that may have a body sign it even where it is empty, so that nobody can add one. */
function needsDigest(request: CredentialRequest): boolean {
  return !bodyless.has(request.method) || announcesBody(request);
}

/** What is not covered although it has to be. `@target-uri` and `@request-target` cover what they are made of. */
function findUncovered(
  { covered }: ReceivedSignature,
  request: CredentialRequest,
  components: readonly string[],
): string | undefined {
  const whole = covered.has('@target-uri');
  const path = whole || covered.has('@request-target');
  const isCovered = (name: string): boolean => {
    if (covered.has(name)) return true;
    if (name === '@path' || name === '@query') return path;
    return whole && (name === '@authority' || name === '@scheme');
  };
  const needed = ['@method', '@path', '@query', ...components];
  if (needsDigest(request)) needed.push('content-digest');
  return needed.find((name) => !isCovered(name));
}

interface Window {
  now: number;
  maxAgeSeconds: number;
  leewaySeconds: number;
}

/** Why the times of a signature are not acceptable. */
function findStaleness(
  { created, expires, nonce }: ReceivedSignature,
  { now, maxAgeSeconds, leewaySeconds }: Window,
): string | undefined {
  if (created === undefined) return 'The signature does not say when it was made.';
  if (nonce === undefined || nonce === '' || nonce.length > maxNonceLength) {
    return 'The signature has no nonce, or one that is too long.';
  }
  const seconds = now / 1000;
  if (created > seconds + leewaySeconds) return 'The signature is from the future.';
  if (created < seconds - maxAgeSeconds - leewaySeconds) return 'The signature is too old.';
  if (expires !== undefined && expires < seconds - leewaySeconds) return 'The signature has expired.';
  return undefined;
}

async function isBodyAsSigned(request: CredentialRequest): Promise<boolean> {
  const kept = await request.rawBody?.();
  if (kept === undefined && announcesBody(request)) {
    throw new TypeError('Signed requests need the body as it was sent: see `readsBody` of the adapter.');
  }
  return isDigestOf(request.header('content-digest') ?? '', kept ?? new Uint8Array());
}

/**
 * Requests that are signed with a key of the service's own: HMAC-SHA256 by HTTP Message Signatures (RFC 9421), the
 * body by `Content-Digest` (RFC 9530). Callers sign with `signRequest` or any library for the standard. A signature
 * is good for a short time and for one request.
 */
export function hmacSigned<S extends ServiceShape>(options: HmacOptions<S>): Authenticator<S> {
  const { keys, components = ['@authority'], tag, maxAgeSeconds = 300, leewaySeconds = 30 } = options;
  const { now = () => Date.now() } = options;
  const { nonces = memoryNonces({ now }) } = options;
  const publicUrl = options.publicUrl === undefined ? undefined : new URL(options.publicUrl);
  if (typeof keys !== 'function') for (const { secret } of Object.values(keys)) checkHmacSecret(secret);
  const imported = new WeakMap<HmacKey<S>, ReturnType<typeof importHmacKey>>();
  const notValid = (): Refused => refuse('credentials_invalid', 'The signature is not valid.');

  function findKey(keyId: string): HmacKey<S> | undefined | Promise<HmacKey<S> | undefined> {
    if (typeof keys === 'function') return keys(keyId);
    return Object.hasOwn(keys, keyId) ? keys[keyId] : undefined;
  }

  async function isSigned(received: ReceivedSignature, key: HmacKey<S>, request: CredentialRequest) {
    const result = signatureBase(messageOf(request, publicUrl), received.signed);
    if ('missing' in result) return false;
    const secret = imported.get(key) ?? importHmacKey(key.secret);
    imported.set(key, secret);
    return isSignatureOf(await secret, received.signature, result.base);
  }

  /** Undefined for a nonce that has not been used. Asked last, so that nobody without the key can use any up. */
  async function findReplay(received: ReceivedSignature): Promise<Refused | undefined> {
    const { keyId, nonce = '', created = 0 } = received;
    // A little longer than the signature can be accepted.
    const expiresAt = (created + maxAgeSeconds + leewaySeconds + 1) * 1000;
    const answer = await nonces.use(`${keyId.length}:${keyId}:${nonce}`, expiresAt);
    if (answer === 'fresh') return undefined;
    if (answer === 'used') return refuse('credentials_invalid', 'The signature has been used before.');
    const reason = 'Too many signed requests at the moment.';
    return { outcome: 'refused', code: 'credentials_invalid', reason, isUnavailable: true };
  }

  async function verify(received: ReceivedSignature, request: CredentialRequest): Promise<Authentication<S>> {
    const uncovered = findUncovered(received, request, components);
    if (uncovered !== undefined) {
      return refuse('credentials_invalid', `The signature does not cover ${uncovered}.`);
    }
    const staleness = findStaleness(received, { now: now(), maxAgeSeconds, leewaySeconds });
    if (staleness !== undefined) return refuse('credentials_invalid', staleness);
    const key = await findKey(received.keyId);
    if (!key || !(await isSigned(received, key, request))) return notValid();
    if (received.covered.has('content-digest') && !(await isBodyAsSigned(request))) {
      return refuse('credentials_invalid', 'The body is not the one that was signed.');
    }
    const replay = await findReplay(received);
    if (replay) return replay;
    const resolved = typeof key.subject === 'function' ? await key.subject() : key.subject;
    return authenticationOf(resolved, { method: 'hmac', reason: 'The key is not in use any more.' });
  }

  return {
    name: 'hmac',
    challenge: 'Signature realm="api"',
    readsBody: true,
    authenticate(request) {
      const input = request.header('signature-input');
      if (input === undefined) return noCredential;
      const found = readSignatures({ input, signature: request.header('signature') ?? '' }, tag);
      if (!found) return refuse('credentials_malformed', 'The signature is not of the form of RFC 9421.');
      const [received] = found;
      // Somebody else's: a proxy may sign what it passes on.
      return received ? verify(received, request) : noCredential;
    },
  };
}
