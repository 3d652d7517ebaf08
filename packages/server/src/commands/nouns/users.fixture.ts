import { expect } from 'vitest';
import { itemsOf, parsed, type Tools } from './services.fixture.ts';

export async function tryInvitations({ where, run, ok }: Tools): Promise<void> {
  const [service, email] = [`Ledger ${where}`, `invited-${where}@example.org`];
  await ok(['services', 'create', service, `urn:ledger:${where}`, '--access-level', 'editor']);
  const invite = ['users', 'invite', email, '--first-name', 'Ina', '--role', 'read-only'];
  const invited = parsed(await ok([...invite, '--service', `${service}=editor`, '--json']));
  expect(invited).toMatchObject({ email, email_verified: false, first_name: 'Ina' });
  const [access] = itemsOf(await ok(['services', 'access', 'list', service, '--json']));
  expect(access).toMatchObject({ level: 'editor' });
  expect((await ok(['users', 'resend-invitation', email])).out).toBe(`Invited ${email} again.\n`);
  expect((await run(invite)).err).toContain('(users.email_taken)');
}

export async function tryFactors({ ok }: Tools, user: string): Promise<void> {
  expect(parsed(await ok(['users', 'factors', user, '--json']))).toEqual({
    ...{ totp: [], passkeys: [], recovery_codes_left: 0, trusted_devices: [] },
  });
  const would = await ok(['users', 'reset-factors', user, '--dry-run']);
  expect(would.out).toContain(`It would remove the second factors of ${user}:`);
  expect((await ok(['users', 'reset-factors', user])).out).toBe(`${user} has no second factor now.\n`);
}
