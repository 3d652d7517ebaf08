import {
  softwareAuthenticator,
  type AuthenticatorSettings,
  type SoftwareAuthenticator,
} from '@ostiary/testkit';
import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import { actOf, publicUrl, visitor } from '../mfa.fixture.ts';
import type { PasskeyService, Passkey, Shower } from './passkeys.types.ts';

/** An authenticator at the pages of this installation. */
export function authenticatorHere(settings: Partial<AuthenticatorSettings> = {}): SoftwareAuthenticator {
  return softwareAuthenticator({ origin: publicUrl, ...settings });
}

/** Makes a passkey and registers it. */
export async function addPasskey(
  passkeys: PasskeyService,
  user: User,
  authenticator: SoftwareAuthenticator = authenticatorHere(),
): Promise<{ authenticator: SoftwareAuthenticator; passkey: Passkey; recoveryCodes: string[] | null }> {
  const response = authenticator.create(await passkeys.registrationOptions(user));
  return { authenticator, ...(await passkeys.register(actOf(user), user, { response, name: 'Laptop' })) };
}

/** Asks for a passkey and shows it. */
export async function showPasskey(
  passkeys: PasskeyService,
  authenticator: SoftwareAuthenticator,
  { shower = null, act = visitor }: { shower?: Shower; act?: Act } = {},
): ReturnType<PasskeyService['authenticate']> {
  const response = authenticator.get(await passkeys.authenticationOptions(shower));
  return passkeys.authenticate(act, shower, response);
}
