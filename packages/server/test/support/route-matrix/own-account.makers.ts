import { softwareAuthenticator } from '@ostiary/testkit';
import { TOTP } from 'otpauth';
import type { Act } from '#modules/audit';
import type { Somebody, SignedIn, World } from './world.ts';
import { required } from './world.ts';

/** What an authenticator app with this secret shows now. */
export function codeOf({ test }: World, secret: string): string {
  return new TOTP({ secret }).generate({ timestamp: test.clock.nowMs() });
}

/** An authenticator app, confirmed by a code; with the recovery codes if it is the first factor. */
export async function setUpApp(
  world: World,
  { api }: Somebody,
  name: string,
): Promise<{ id: string; codes: string[] }> {
  const { id, secret } = required((await api.POST('/api/v1/me/factors/totp', { body: { name } })).data);
  const confirm = { params: { path: { id } }, body: { otp: codeOf(world, secret) } };
  const { data } = await api.POST('/api/v1/me/factors/totp/{id}/confirm', confirm);
  return { id, codes: required(data).recovery_codes ?? [] };
}

/** In their session they have shown a second factor. */
async function stepUp({ api }: Somebody, [code = '']: string[]): Promise<void> {
  required((await api.POST('/api/v1/me/step-up', { body: { otp: code } })).data);
}

/** Somebody who has an authenticator app, and has shown a second factor in their session. */
export async function newWithApp(world: World): Promise<{ by: SignedIn; factorId: string }> {
  const by = await world.newSignedIn();
  const { id, codes } = await setUpApp(world, by, 'Phone');
  await stepUp(by, codes);
  return { by, factorId: id };
}

/** What a browser answers that was asked to make a passkey. */
export async function newCredential({ test }: World, { api }: Somebody) {
  const { data } = await api.POST('/api/v1/me/factors/passkeys/options');
  const authenticator = softwareAuthenticator({ origin: test.config.server.url });
  return authenticator.create(required(data) as unknown as Parameters<typeof authenticator.create>[0]);
}

/** Somebody with a passkey, who has shown a second factor in their session. */
export async function newWithPasskey(world: World): Promise<{ by: SignedIn; id: string }> {
  const by = await world.newSignedIn();
  const response = await newCredential(world, by);
  const { data } = await by.api.POST('/api/v1/me/factors/passkeys', { body: { name: 'Laptop', response } });
  await stepUp(by, required(data).recovery_codes ?? []);
  return { by, id: response.id };
}

/** Somebody with a browser that is trusted. */
export async function newTrusted(world: World): Promise<{ by: SignedIn; id: string }> {
  const { by } = await newWithApp(world);
  const { database, mfa, users } = world.test.services;
  const act: Act = {
    actor: { type: 'user', id: by.id },
    origin: { address: '203.0.113.7', userAgent: 'a browser', requestId: null },
  };
  await mfa.trustedDevices.trust(act, await users.get(database.db, by.id));
  const [device] = await mfa.trustedDevices.list(database.db, by.id);
  return { by, id: device?.id ?? '' };
}

/** Somebody who let an application sign them in. */
export async function newGranted(world: World): Promise<{ by: SignedIn; clientId: string; name: string }> {
  const by = await world.newSignedIn();
  const name = world.fresh('app');
  const redirectUris = ['https://shop.example.org/callback'];
  const body = { name, redirect_uris: redirectUris };
  const { client_id: clientId } = required(
    (await world.root.api.POST('/api/v1/applications', { body })).data,
  );
  const times = { created_at: 1, updated_at: 1 };
  await world.test.services.database.write((tx) =>
    tx
      .insertInto('oauth_consents')
      .values({ user_id: by.id, client_id: clientId, scopes: JSON.stringify({ '': ['openid'] }), ...times })
      .execute(),
  );
  return { by, clientId, name };
}
