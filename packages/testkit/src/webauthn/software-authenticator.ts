import { createHash, randomBytes } from 'node:crypto';
import { createAuthenticatorKey, type AuthenticatorKey, type CoseAlgorithm } from './authenticator-keys.ts';
import { encodeCbor } from './cbor.ts';

/** What a test can turn. Another origin or RP id than those asked for is what a phishing page would have. */
export interface AuthenticatorSettings {
  /** Of the page, such as `https://id.example.com`; its host is the RP id unless that is given. */
  origin: string;
  rpId?: string;
  isUserPresent: boolean;
  isUserVerified: boolean;
  /** Whether its passkeys may be copied, and whether they are. */
  isSynced: boolean;
  /** Of the last signature; counts up with each. Null for one that does not count. */
  counter: number | null;
  algorithm: CoseAlgorithm;
  /** Whether it says whose a passkey is. */
  tellsUser: boolean;
  /** Of the next passkey, in place of a new one. */
  credentialId?: string;
  /** The format of an attestation that says nothing; `none` is what is asked for. */
  attestation: string;
  /** More members of what the browser says of itself. */
  clientData: Record<string, unknown>;
}

interface CreationOptions {
  challenge: string;
  user: { id: string };
}

interface RequestOptions {
  challenge: string;
  allowCredentials?: { id: string }[];
}

interface AnswerOf<Response> {
  id: string;
  rawId: string;
  type: 'public-key';
  clientExtensionResults: Record<string, never>;
  response: Response;
}

/** As browsers give it to servers (Web Authentication Level 3, section 5.1.8). */
export type MadeAnswer = AnswerOf<{
  clientDataJSON: string;
  attestationObject: string;
  transports: string[];
}>;

export type ShownAnswer = AnswerOf<{
  clientDataJSON: string;
  authenticatorData: string;
  signature: string;
  userHandle?: string;
}>;

export interface SoftwareAuthenticator {
  settings: AuthenticatorSettings;
  create(options: CreationOptions): MadeAnswer;
  /** Errors: Error when it has none of those that are allowed. */
  get(options: RequestOptions): ShownAnswer;
  /** Another one with the same passkeys and the same counter. */
  copy(): SoftwareAuthenticator;
}

interface Credential {
  id: string;
  userHandle: string;
  key: AuthenticatorKey;
}

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

function clientDataOf(settings: AuthenticatorSettings, type: string, challenge: string): Buffer {
  const { origin, clientData } = settings;
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false, ...clientData }));
}

/** Section 6.1; attested credential data (section 6.5.1) only when something is made. */
function authenticatorDataOf(settings: AuthenticatorSettings, made?: Credential): Buffer {
  const { isUserPresent, isUserVerified, isSynced } = settings;
  const flags =
    (isUserPresent ? 0x01 : 0) | (isUserVerified ? 0x04 : 0) | (isSynced ? 0x18 : 0) | (made ? 0x40 : 0);
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(settings.counter ?? 0);
  const rpId = settings.rpId ?? new URL(settings.origin).hostname;
  const data = [sha256(rpId), Buffer.from([flags]), counter];
  if (made) {
    const id = Buffer.from(made.id, 'base64url');
    const length = Buffer.from([id.length >> 8, id.length & 0xff]);
    data.push(Buffer.alloc(16), length, id, made.key.publicKey);
  }
  return Buffer.concat(data);
}

function answer<Response>(id: string, response: Response): AnswerOf<Response> {
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
}

function build(settings: AuthenticatorSettings, credentials: Credential[]): SoftwareAuthenticator {
  const count = (): void => {
    if (settings.counter !== null) settings.counter += 1;
  };
  return {
    settings,
    create({ challenge, user }) {
      const id = settings.credentialId ?? base64url(randomBytes(32));
      const credential = { id, userHandle: user.id, key: createAuthenticatorKey(settings.algorithm) };
      credentials.push(credential);
      const authData = authenticatorDataOf(settings, credential);
      const attestation = new Map<string, string | Uint8Array | Map<string, never>>([
        ['fmt', settings.attestation],
        ['attStmt', new Map<string, never>()],
        ['authData', authData],
      ]);
      return answer(id, {
        clientDataJSON: base64url(clientDataOf(settings, 'webauthn.create', challenge)),
        attestationObject: base64url(encodeCbor(attestation)),
        transports: ['internal'],
      });
    },
    get({ challenge, allowCredentials = [] }) {
      const allowed = new Set(allowCredentials.map(({ id }) => id));
      const credential = credentials.findLast(({ id }) => allowed.size === 0 || allowed.has(id));
      if (!credential) throw new Error('The authenticator has no such passkey');
      count();
      const authenticatorData = authenticatorDataOf(settings);
      const clientData = clientDataOf(settings, 'webauthn.get', challenge);
      return answer(credential.id, {
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(authenticatorData),
        signature: base64url(credential.key.sign(Buffer.concat([authenticatorData, sha256(clientData)]))),
        ...(settings.tellsUser && { userHandle: credential.userHandle }),
      });
    },
    copy: () => build({ ...settings }, [...credentials]),
  };
}

/** An authenticator and the browser before it, as a function: what it answers is real. */
export function softwareAuthenticator(
  settings: Partial<AuthenticatorSettings> & { origin: string },
): SoftwareAuthenticator {
  return build(
    {
      isUserPresent: true,
      isUserVerified: true,
      isSynced: false,
      counter: 0,
      algorithm: -7,
      tellsUser: true,
      attestation: 'none',
      clientData: {},
      ...settings,
    },
    [],
  );
}
