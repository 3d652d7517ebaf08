import type {
  ApiGroup,
  ApiPasskey,
  ApiRole,
  ApiSession,
  ApiToken,
  ApiTotpFactor,
  ApiTrustedDevice,
  ApiUser,
} from '@ostiary/contract';
import type { Static } from 'typebox';
import { expect } from 'vitest';

/** Exact shapes of what is answered, of which a test tells only the fields that it decides. */

export const anId = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;
export const aTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

export function aUser(known: Partial<Static<typeof ApiUser>>): Static<typeof ApiUser> {
  return {
    id: anId,
    external_id: null,
    email: null,
    email_verified: false,
    username: null,
    first_name: '',
    last_name: '',
    phone: null,
    is_active: true,
    is_staff: false,
    is_superuser: false,
    created_at: aTime,
    updated_at: aTime,
    last_sign_in_at: null,
    ...known,
  };
}

export function aRole(known: Partial<Static<typeof ApiRole>>): Static<typeof ApiRole> {
  return {
    id: anId,
    name: '',
    level: null,
    description: '',
    is_builtin: false,
    permissions: [],
    created_at: aTime,
    updated_at: aTime,
    ...known,
  };
}

export function aGroup(known: Partial<Static<typeof ApiGroup>>): Static<typeof ApiGroup> {
  return {
    id: anId,
    name: '',
    description: '',
    roles: [],
    created_at: aTime,
    updated_at: aTime,
    ...known,
  };
}

export function aSession(known: Partial<Static<typeof ApiSession>>): Static<typeof ApiSession> {
  return {
    id: anId,
    created_at: aTime,
    last_seen_at: aTime,
    expires_at: aTime,
    authenticated_at: aTime,
    amr: ['pwd'],
    address: null,
    user_agent: null,
    is_current: false,
    ended_at: null,
    end_reason: null,
    ...known,
  };
}

export function aToken(known: Partial<Static<typeof ApiToken>>): Static<typeof ApiToken> {
  return {
    id: anId,
    name: '',
    kind: 'named',
    scope: '',
    created_at: aTime,
    last_used_at: null,
    expires_at: null,
    revoked_at: null,
    ...known,
  };
}

export const aRecoveryCode = expect.stringMatching(/^[a-z0-9]{4}(-[a-z0-9]{4}){2}$/) as string;

export function aTotp(known: Partial<Static<typeof ApiTotpFactor>>): Static<typeof ApiTotpFactor> {
  return { id: anId, name: 'Phone', created_at: aTime, last_used_at: null, ...known };
}

export function aPasskey(known: Partial<Static<typeof ApiPasskey>>): Static<typeof ApiPasskey> {
  return {
    ...{ id: '', name: 'Laptop', is_synced: false },
    ...{ created_at: aTime, last_used_at: null, cloned_at: null },
    ...known,
  };
}

export function aTrustedDevice(
  known: Partial<Static<typeof ApiTrustedDevice>>,
): Static<typeof ApiTrustedDevice> {
  return {
    ...{ id: anId, address: '203.0.113.7', user_agent: 'a browser' },
    ...{ created_at: aTime, last_used_at: null, expires_at: aTime },
    ...known,
  };
}

/** The only page of a list. */
export function onePage<T>(...items: T[]): { items: T[]; next_cursor: null } {
  return { items, next_cursor: null };
}
