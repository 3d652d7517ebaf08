import type { Act } from '#modules/audit';
import type { MailService } from '#modules/mail';
import type { UserService } from '#modules/users';
import { isoTime } from '#platform/clock.ts';
import type { Tx } from '#platform/db/schema.ts';
import { acceptedLanguages } from '#platform/http/accept-language.ts';
import { pickLanguage, type Language } from '#platform/language.rules.ts';
import type { Sealer } from '#platform/sealing.ts';
import { deviceName } from './device-name.rules.ts';
import { deviceKey, isWorthNoting } from './known-devices.rules.ts';
import { findLastSeen, hasKnownDevice, insertDevice, updateDevice } from './known-devices.store.ts';

export interface KnownDeviceDeps {
  sealer: Sealer;
  users: Pick<UserService, 'find'>;
  mail: Pick<MailService, 'isOn' | 'enqueue'>;
  /** The public base URL. */
  publicUrl: string;
  tellsOfNewDevices: boolean;
}

const browserOn: Readonly<Record<Language, (browser: string, system: string) => string>> = {
  en: (browser, system) => `${browser} on ${system}`,
  de: (browser, system) => `${browser} unter ${system}`,
};

const unknown: Readonly<Record<Language, string>> = { en: 'unknown', de: 'unbekannt' };

async function tell(
  deps: KnownDeviceDeps,
  tx: Tx,
  { act, email, at }: { act: Act; email: string; at: number },
): Promise<void> {
  const { acceptLanguage, userAgent, address } = act.origin;
  const language = pickLanguage(acceptedLanguages(acceptLanguage ?? undefined));
  await deps.mail.enqueue(tx, {
    ...{ template: 'new-device', to: email, language },
    values: {
      device: deviceName(userAgent, browserOn[language]) ?? unknown[language],
      address: address ?? unknown[language],
      time: isoTime(at),
      sessionsLink: `${deps.publicUrl}/account/sessions`,
    },
  });
}

/**
 * Remembers where somebody signed in, and tells them by mail of a device that is new: not of the first one of
 * an account. In the transaction that begins the session. One query when the device is known.
 */
export async function noteDevice(
  deps: KnownDeviceDeps,
  tx: Tx,
  { act, userId, at }: { act: Act; userId: string; at: number },
): Promise<void> {
  const deviceHash = deps.sealer.mac('known-device', deviceKey(userId, act.origin)).toString('base64url');
  const seen = { userId, deviceHash, at };
  const lastSeenAt = await findLastSeen(tx, seen);
  if (lastSeenAt !== undefined) {
    if (isWorthNoting(lastSeenAt, at)) await updateDevice(tx, seen);
    return;
  }
  const isFirst = !(await hasKnownDevice(tx, userId));
  if (!(await insertDevice(tx, seen)) || isFirst || !deps.tellsOfNewDevices || !deps.mail.isOn) return;
  const email = (await deps.users.find(tx, userId))?.email;
  if (email != null) await tell(deps, tx, { act, email, at });
}
