import {
  softwareAuthenticator,
  type AuthenticatorSettings,
  type SoftwareAuthenticator,
} from '@ostiary/testkit';
import { TOTP } from 'otpauth';
import type { Act } from '#modules/audit';
import type { TestApp } from './test-app.ts';

type Ground = Pick<TestApp, 'services' | 'config'>;

async function ownerOf({ services }: Ground, userId: string) {
  const user = await services.users.get(services.database.db, userId);
  const act: Act = {
    actor: { type: 'user', id: userId },
    origin: { address: null, userAgent: null, requestId: null },
  };
  return { user, act };
}

export interface AuthenticatorApp {
  /** The code of this moment, or of one so many milliseconds ahead. */
  code(aheadMs?: number): string;
  recoveryCodes: string[];
}

/** An authenticator app of a user, whose first code is used up. */
export async function addApp(ground: Ground, userId: string): Promise<AuthenticatorApp> {
  const { mfa, clock } = ground.services;
  const { user, act } = await ownerOf(ground, userId);
  const { id, secret } = await mfa.totp.begin(act, user, 'Phone');
  const totp = new TOTP({ secret });
  const code = (aheadMs = 0): string => totp.generate({ timestamp: clock.nowMs() + aheadMs });
  // Of the step before, so that the code of this one is still good.
  const { recoveryCodes } = await mfa.totp.confirm(act, user, { id, code: code(-30_000) });
  return { code, recoveryCodes: recoveryCodes ?? [] };
}

/** An authenticator with a passkey of a user, at the server’s own address. */
export async function addPasskey(
  ground: Ground,
  userId: string,
  settings: Partial<AuthenticatorSettings> = {},
): Promise<{ key: SoftwareAuthenticator; recoveryCodes: string[] }> {
  const { mfa } = ground.services;
  const { user, act } = await ownerOf(ground, userId);
  const key = softwareAuthenticator({ origin: ground.config.server.url, ...settings });
  const answer = key.create(await mfa.passkeys.registrationOptions(user));
  const made = { response: answer as never, name: 'Key' };
  const { recoveryCodes } = await mfa.passkeys.register(act, user, made);
  return { key, recoveryCodes: recoveryCodes ?? [] };
}

/** What the script of a page puts into the field of the form that asks for a passkey there. */
export function answerOf(document: Document, key: SoftwareAuthenticator): string {
  const form = document.querySelector<HTMLFormElement>('form[data-passkey]');
  if (!form) throw new Error('The page asks for no passkey');
  const options = JSON.parse(form.dataset['options'] ?? '') as Parameters<SoftwareAuthenticator['get']>[0];
  const isNew = form.dataset['passkey'] === 'create';
  return JSON.stringify(isNew ? key.create(options as never) : key.get(options));
}
