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

export async function tryDeletion({ ok }: Tools, user: string): Promise<void> {
  expect(parsed(await ok(['users', 'deletion', user, '--json']))).toMatchObject({ pending: null });
  expect((await ok(['users', 'schedule-deletion', user])).out).toMatch(/ is closed, and deleted after 20/);
  expect(parsed(await ok(['users', 'deletion', user, '--json']))).toMatchObject({
    pending: { due_at: expect.any(String) as string },
  });
  expect((await ok(['users', 'keep', user])).out).toBe(`${user} is kept.\n`);
  expect(parsed(await ok(['users', 'show', user, '--json']))).toMatchObject({ is_active: true });
}

/** No application was ever allowed anything here: taking it back is refused in the words of the API. */
export async function tryGranted({ run, ok }: Tools, user: string): Promise<void> {
  expect(itemsOf(await ok(['granted-applications', 'list', user, '--json']))).toEqual([]);
  const revoked = await run(['granted-applications', 'revoke', user, 'nobody']);
  expect(revoked).toMatchObject({ code: 1 });
}

export async function tryMails({ run, ok }: Tools, email: string): Promise<void> {
  const [mail] = itemsOf(await ok(['mails', 'list', '--recipient', email, '--json']));
  expect(mail).toMatchObject({ recipient: email, template: 'invitation' });
  const id = String(mail?.['id']);
  expect(parsed(await ok(['mails', 'get', id, '--json']))).toMatchObject({ id });
  // Sent by now, or about to be.
  const resent = await run(['mails', 'resend', id]);
  if (resent.code !== 0) expect(resent.err).toMatch(/\(mail\.(sent_already|under_way|forgotten)\)/);
  expect((await run(['mails', 'test'])).code).toBe(1);
  expect((await ok(['mail-templates', 'list'])).out).toContain('invitation');
  const template = await ok(['mail-templates', 'get', 'invitation', '--language', 'de', '--json']);
  expect(parsed(template)).toMatchObject({ name: 'invitation', language: 'de' });
}

export async function tryFigures({ ok }: Tools): Promise<void> {
  const day = ['--from', '2026-01-01T00:00:00Z', '--to', '2026-01-02T00:00:00Z'];
  expect(parsed(await ok(['statistics', 'show', ...day, '--json']))).toMatchObject({ step: 'hour' });
  expect(parsed(await ok(['statistics', 'overview', '--json']))).toHaveProperty('attention');
  expect((await ok(['config', 'list'])).out).toMatch(/^OSTIARY_PORT/m);
}
