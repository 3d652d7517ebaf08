import type { Schemas } from '../../api/client.ts';

/** What an application is, in the words that people choose by. */
export const kinds = ['web', 'spa', 'native', 'machine', 'device', 'existing'] as const;
export type Kind = (typeof kinds)[number];

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

type Registered = Pick<Schemas['ApplicationCreation'], 'client_type' | 'application_type' | 'grant_types'>;

const withBrowser: NonNullable<Registered['grant_types']> = ['authorization_code', 'refresh_token'];

/** What each kind is to the server. Who cannot keep a secret has none (RFC 6749 section 2.1, RFC 8252). */
export function registrationOf(kind: Kind, keepsSecret: boolean): Registered {
  switch (kind) {
    case 'web':
      return { client_type: 'confidential', application_type: 'web', grant_types: withBrowser };
    case 'spa':
      return { client_type: 'public', application_type: 'web', grant_types: withBrowser };
    case 'native':
      return { client_type: 'public', application_type: 'native', grant_types: withBrowser };
    case 'machine':
      return { client_type: 'confidential', application_type: 'web', grant_types: ['client_credentials'] };
    case 'device':
      return {
        client_type: 'public',
        application_type: 'native',
        grant_types: [deviceGrant, 'refresh_token'],
      };
    case 'existing':
      return {
        client_type: keepsSecret ? 'confidential' : 'public',
        application_type: 'web',
        grant_types: withBrowser,
      };
  }
}

/** The kind of an application that is there already. */
export function kindOf(
  application: Partial<Pick<Schemas['Application'], 'client_type' | 'application_type' | 'grant_types'>>,
): Exclude<Kind, 'existing'> {
  const { grant_types: grants = [], client_type: type, application_type: where } = application;
  const hasPages = grants.includes('authorization_code');
  if (!hasPages && grants.includes(deviceGrant)) return 'device';
  if (!hasPages) return 'machine';
  if (type === 'confidential') return 'web';
  return where === 'native' ? 'native' : 'spa';
}

/** Whether people come back to it with a browser. */
export function comesBack(kind: Kind): boolean {
  return kind !== 'machine' && kind !== 'device';
}

/** Whether people sign in to it at all. */
export function signsPeopleIn(kind: Kind): boolean {
  return kind !== 'machine';
}
