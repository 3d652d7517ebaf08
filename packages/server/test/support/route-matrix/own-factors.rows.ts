import { expect } from 'vitest';
import {
  codeOf,
  newCredential,
  newTrusted,
  newWithApp,
  newWithPasskey,
  setUpApp,
} from './own-account.makers.ts';
import { scopeRefusal } from './own-account.rows.ts';
import type { Call, Refused, Rows } from './row.types.ts';
import { aPasskey, aRecoveryCode, aTotp, aTrustedDevice, anId, onePage } from './shapes.ts';
import { unknownId, type World } from './world.ts';

const notUuid = 'nonsense';
const path = (id: string) => ({ params: { path: { id } } });
const ten = Array<string>(10).fill(aRecoveryCode);

const missing = (call: Call): Refused => ({ call, code: 'mfa.factor_not_found' });
const badId = (call: Call): Refused => ({ call, code: 'request.invalid', paths: ['id'] });
const denied = (call: Call): Refused => ({ call, ...scopeRefusal });
const added = (kind: string, factorId: string, name: string) => ({ kind, factor_id: factorId, name });

/** Somebody with as many apps as one may have, who has shown a code. */
async function newCollector(world: World) {
  const { by } = await newWithApp(world);
  for (let count = 1; count < 5; count += 1) await setUpApp(world, by, `Phone ${count}`);
  return by;
}

const totpRows: Rows = {
  'POST /api/v1/me/factors/totp': async (world) => {
    const make = (name: string) => ({ body: { name } });
    return {
      by: await world.newSignedIn(),
      call: (api) => api.POST('/api/v1/me/factors/totp', make('Phone')),
      answer: {
        status: 201,
        body: {
          id: anId,
          secret: expect.stringMatching(/^[A-Z2-7]{32}$/) as string,
          uri: expect.stringMatching(/^otpauth:\/\/totp\/localhost:signed-in-\d+\?/) as string,
        },
      },
      denied: denied((api) => api.POST('/api/v1/me/factors/totp', make('Phone'))),
      conflict: {
        call: (api) => api.POST('/api/v1/me/factors/totp', make('Sixth')),
        code: 'mfa.too_many_factors',
        by: await newCollector(world),
      },
      invalid: {
        call: (api) => api.POST('/api/v1/me/factors/totp', make('')),
        code: 'request.invalid',
        paths: ['name'],
      },
    };
  },
  'POST /api/v1/me/factors/totp/{id}/confirm': async (world) => {
    const by = await world.newSignedIn();
    const { data } = await by.api.POST('/api/v1/me/factors/totp', { body: { name: 'Phone' } });
    const { id = '', secret = '' } = data ?? {};
    const confirm = (factor: string, otp: string) => ({ ...path(factor), body: { otp } });
    const url = '/api/v1/me/factors/totp/{id}/confirm';
    const target = { type: 'user', id: by.id };
    const otp = codeOf(world, secret);
    return {
      by,
      call: (api) => api.POST(url, confirm(id, otp)),
      answer: { status: 200, body: { factor: aTotp({ id }), recovery_codes: ten } },
      audit: [
        { action: 'factor.recovery_codes', target, details: { count: 10 } },
        { action: 'factor.add', target, details: added('totp', id, 'Phone') },
      ],
      denied: denied((api) => api.POST(url, confirm(id, otp))),
      missing: missing((api) => api.POST(url, confirm(unknownId, otp))),
      invalid: {
        call: (api) => api.POST(url, confirm(notUuid, '')),
        code: 'request.invalid',
        paths: ['id'],
      },
    };
  },
  'DELETE /api/v1/me/factors/totp/{id}': async (world) => {
    const { by, factorId: id } = await newWithApp(world);
    const url = '/api/v1/me/factors/totp/{id}';
    return {
      by,
      call: (api) => api.DELETE(url, path(id)),
      answer: { status: 204 },
      audit: [
        {
          action: 'factor.remove',
          target: { type: 'user', id: by.id },
          details: added('totp', id, 'Phone'),
        },
      ],
      denied: denied((api) => api.DELETE(url, path(id))),
      missing: missing((api) => api.DELETE(url, path(unknownId))),
      invalid: badId((api) => api.DELETE(url, path(notUuid))),
      cannot: { conflict: 'Nobody has to have a factor here.' },
    };
  },
};

const passkeyRows: Rows = {
  'POST /api/v1/me/factors/passkeys/options': async ({ newSignedIn }) => ({
    by: await newSignedIn(),
    call: (api) => api.POST('/api/v1/me/factors/passkeys/options'),
    answer: {
      status: 200,
      body: expect.objectContaining({
        challenge: expect.stringMatching(/^[\w-]{22,}$/) as string,
        rp: { id: 'localhost', name: 'Ostiary' },
      }) as unknown,
    },
    denied: denied((api) => api.POST('/api/v1/me/factors/passkeys/options')),
  }),
  'POST /api/v1/me/factors/passkeys': async (world) => {
    const by = await world.newSignedIn();
    const response = await newCredential(world, by);
    const target = { type: 'user', id: by.id };
    const make = (name: string) => ({ body: { name, response } });
    return {
      by,
      call: (api) => api.POST('/api/v1/me/factors/passkeys', make('Laptop')),
      answer: { status: 201, body: { passkey: aPasskey({ id: response.id }), recovery_codes: ten } },
      audit: [
        { action: 'factor.recovery_codes', target, details: { count: 10 } },
        { action: 'factor.add', target, details: added('passkey', response.id, 'Laptop') },
      ],
      denied: denied((api) => api.POST('/api/v1/me/factors/passkeys', make('Laptop'))),
      invalid: {
        call: (api) => api.POST('/api/v1/me/factors/passkeys', make('')),
        code: 'request.invalid',
        paths: ['name'],
      },
      cannot: { conflict: 'No authenticator makes a credential that there is already.' },
    };
  },
  'PATCH /api/v1/me/factors/passkeys/{id}': async (world) => {
    const { by, id } = await newWithPasskey(world);
    const url = '/api/v1/me/factors/passkeys/{id}';
    const rename = (passkey: string, name: string) => ({ ...path(passkey), body: { name } });
    return {
      by,
      call: (api) => api.PATCH(url, rename(id, 'Old laptop')),
      answer: { status: 204 },
      denied: denied((api) => api.PATCH(url, rename(id, 'Mine'))),
      missing: missing((api) => api.PATCH(url, rename('bm9ib2R5cw', 'Mine'))),
      invalid: {
        call: (api) => api.PATCH(url, rename('no=base64url', 'Mine')),
        code: 'request.invalid',
        paths: ['id'],
      },
    };
  },
  'DELETE /api/v1/me/factors/passkeys/{id}': async (world) => {
    const { by, id } = await newWithPasskey(world);
    const url = '/api/v1/me/factors/passkeys/{id}';
    return {
      by,
      call: (api) => api.DELETE(url, path(id)),
      answer: { status: 204 },
      audit: [
        {
          action: 'factor.remove',
          target: { type: 'user', id: by.id },
          details: added('passkey', id, 'Laptop'),
        },
      ],
      denied: denied((api) => api.DELETE(url, path(id))),
      missing: missing((api) => api.DELETE(url, path('bm9ib2R5cw'))),
      invalid: badId((api) => api.DELETE(url, path('no=base64url'))),
      cannot: { conflict: 'Nobody has to have a factor here.' },
    };
  },
};

const trustedDeviceRows: Rows = {
  'GET /api/v1/me/trusted-devices': async (world) => {
    const { by, id } = await newTrusted(world);
    return {
      by,
      call: (api) => api.GET('/api/v1/me/trusted-devices'),
      answer: { status: 200, body: onePage(aTrustedDevice({ id })) },
    };
  },
  'DELETE /api/v1/me/trusted-devices/{id}': async (world) => {
    const { by, id } = await newTrusted(world);
    const url = '/api/v1/me/trusted-devices/{id}';
    return {
      by,
      call: (api) => api.DELETE(url, path(id)),
      answer: { status: 204 },
      audit: [{ action: 'device.forget', target: { type: 'user', id: by.id }, details: { device_id: id } }],
      denied: denied((api) => api.DELETE(url, path(id))),
      missing: missing((api) => api.DELETE(url, path(unknownId))),
      invalid: badId((api) => api.DELETE(url, path(notUuid))),
    };
  },
};

export const ownFactorRows: Rows = {
  'GET /api/v1/me/factors': async (world) => {
    const { by, factorId: id } = await newWithApp(world);
    return {
      by,
      call: (api) => api.GET('/api/v1/me/factors'),
      answer: { status: 200, body: { totp: [aTotp({ id })], passkeys: [], recovery_codes_left: 9 } },
    };
  },
  ...totpRows,
  ...passkeyRows,
  'POST /api/v1/me/recovery-codes': async (world) => {
    const { by } = await newWithApp(world);
    return {
      by,
      call: (api) => api.POST('/api/v1/me/recovery-codes'),
      answer: { status: 201, body: { recovery_codes: ten } },
      audit: [
        {
          action: 'factor.recovery_codes',
          target: { type: 'user', id: by.id },
          details: { count: 10 },
        },
      ],
      denied: denied((api) => api.POST('/api/v1/me/recovery-codes')),
      missing: missing((api) => api.POST('/api/v1/me/recovery-codes')),
    };
  },
  ...trustedDeviceRows,
};
