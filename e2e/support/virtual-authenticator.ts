import type { CDPSession, Page } from 'playwright-core';

export interface AuthenticatorKind {
  /** Whether it checks who uses it, by finger, face or PIN. */
  verifiesUsers?: boolean;
  /** Whether its passkeys are copied between devices. */
  isSynced?: boolean;
  /** In the device itself, or a security key that is plugged in. */
  transport?: 'internal' | 'usb';
}

/** A credential as the Chrome DevTools Protocol tells of it (domain WebAuthn); bytes in base64. */
export interface VirtualCredential {
  credentialId: string;
  rpId?: string | undefined;
  userHandle?: string | undefined;
  privateKey: string;
  signCount: number;
  isResidentCredential: boolean;
}

/** An authenticator of one page, which its tests hold in their hand. It answers at once, as if somebody touched it. */
export interface VirtualAuthenticator {
  credentials(): Promise<VirtualCredential[]>;
  /** What a copy of one of its credentials would do: the counter goes on from there. */
  setCounter(credentialId: string, signCount: number): Promise<void>;
  /** Puts a credential in, such as one of another authenticator: that makes a clone. */
  add(credential: VirtualCredential): Promise<void>;
  /** Whether the next ones who use it are who they should be. */
  setUserVerified(isUserVerified: boolean): Promise<void>;
  /** Whether somebody is there to touch it; if not, questions wait. */
  setPresent(isPresent: boolean): Promise<void>;
  remove(): Promise<void>;
}

async function addTo(
  session: CDPSession,
  { verifiesUsers = true, isSynced = false, transport = 'internal' }: AuthenticatorKind,
): Promise<string> {
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport,
      hasResidentKey: true,
      hasUserVerification: verifiesUsers,
      isUserVerified: verifiesUsers,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: isSynced,
      defaultBackupState: isSynced,
    },
  });
  return authenticatorId;
}

/** Gives a page an authenticator, instead of those of the machine. It stays across navigations. */
export async function addAuthenticator(
  page: Page,
  kind: AuthenticatorKind = {},
): Promise<VirtualAuthenticator> {
  const session = await page.context().newCDPSession(page);
  const authenticatorId = await addTo(session, kind);
  const credentials = async (): Promise<VirtualCredential[]> =>
    (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  const add = async (credential: VirtualCredential): Promise<void> => {
    const { rpId = 'localhost', userHandle = '', ...rest } = credential;
    await session.send('WebAuthn.addCredential', {
      authenticatorId,
      credential: { ...rest, rpId, userHandle },
    });
  };
  return {
    credentials,
    add,
    async setCounter(credentialId, signCount) {
      const credential = (await credentials()).find((one) => one.credentialId === credentialId);
      if (!credential) throw new Error(`The authenticator has no credential ${credentialId}`);
      await session.send('WebAuthn.removeCredential', { authenticatorId, credentialId });
      await add({ ...credential, signCount });
    },
    async setUserVerified(isUserVerified) {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    async setPresent(enabled) {
      await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    },
    async remove() {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    },
  };
}
