import type { Authenticator, CredentialRequest, ServiceShape } from '../types.ts';
import { readAuthorization } from './authorization-header.ts';
import { challengeOf } from './challenge.ts';
import { decodeBase64, decodeUtf8 } from './encoding.ts';
import { isPromise } from './is-promise.ts';
import { authenticationOf, type Resolved } from './local-subject.ts';
import { noCredential, refuse } from './refusal.ts';

export interface BasicCredentials {
  username: string;
  password: string;
}

export interface BasicOptions<S extends ServiceShape> {
  /** Undefined for wrong credentials. It has to take as long for an unknown user as for a wrong password. */
  verify(credentials: BasicCredentials, request: CredentialRequest): Resolved<S> | Promise<Resolved<S>>;
  /** Default `api`. */
  realm?: string;
  /** Of the user's name and the password together, as bytes. Default 512. */
  maxBytes?: number;
}

/** Control characters are in neither (RFC 7617 section 2). */
const control = /\p{Cc}/u;

/** The password may have colons, the name none. Undefined for what is not of the form (RFC 7617 section 2). */
function parse(encoded: string, maxBytes: number): BasicCredentials | undefined {
  if (encoded.length > Math.ceil(maxBytes / 3) * 4) return undefined;
  const bytes = decodeBase64(encoded);
  const text = bytes && decodeUtf8(bytes);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 0 || control.test(text)) return undefined;
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** `Authorization: Basic …` (RFC 7617), in UTF-8. Only over TLS: the password is readable by whoever sees it. */
export function basic<S extends ServiceShape>(options: BasicOptions<S>): Authenticator<S> {
  const { verify, realm = 'api', maxBytes = 512 } = options;
  const wrong = { method: 'basic', reason: 'Invalid username/password.' };
  return {
    name: 'basic',
    challenge: challengeOf('Basic', { realm, charset: 'UTF-8' }),
    authenticate(request) {
      const presented = readAuthorization(request, 'Basic');
      if (presented.is === 'absent') return noCredential;
      if (presented.is === 'malformed') return refuse('credentials_malformed', presented.reason);
      const credentials = parse(presented.value, maxBytes);
      if (!credentials) {
        return refuse('credentials_malformed', 'The credentials are not those of Basic authentication.');
      }
      const resolved = verify(credentials, request);
      return isPromise(resolved)
        ? resolved.then((settled) => authenticationOf(settled, wrong))
        : authenticationOf(resolved, wrong);
    },
  };
}
