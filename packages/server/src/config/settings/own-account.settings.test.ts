import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import type { Environment } from '../environment.ts';
import { loadConfig } from '../load-config.ts';

/** With keys given, so that none is made on the disk. */
const load = (env: Environment) =>
  loadConfig({
    env: { OSTIARY_SECRET: 'a-master-key-of-more-than-32-characters', ...env },
    cwd: tmpdir(),
    cores: 2,
  });

const production = { NODE_ENV: 'production', OSTIARY_URL: 'https://id.example.org' };
const ids = (env: Environment): string[] => load(env).problems.map(({ id }) => id);

describe('mail', () => {
  test('is printed under development, and off in production, unless there is a mail server', () => {
    const transport = (env: Environment) => load(env).config?.mail.transport;
    expect(transport({})).toBe('console');
    expect(transport(production)).toBe('off');
    for (const env of [{}, production]) {
      expect(transport({ ...env, OSTIARY_SMTP_URL: 'smtps://mail.example.org' })).toBe('smtp');
    }
  });

  test('comes from the host of the public URL, unless told otherwise', () => {
    expect(load(production).config?.mail.from).toBe('Ostiary <no-reply@id.example.org>');
    const own = load({ OSTIARY_MAIL_FROM: 'The team <team@example.org>' });
    expect(own.config?.mail.from).toBe('The team <team@example.org>');
  });

  test.each([
    'smtp://mail.example.org',
    'smtp://mail.example.org:25/',
    'smtp://me:p%40ss@mail.example.org:587?tls=optional',
    'smtp://mail.example.org?tls=required',
    'smtps://%C3%A4:x@[::1]:465',
  ])('takes the server %s', (url) => {
    expect(ids({ OSTIARY_SMTP_URL: url })).toEqual([]);
  });

  test.each([
    'mail.example.org:25',
    'http://mail.example.org',
    'smtp://',
    'smtp://mail.example.org/path',
    'smtp://mail.example.org?requireTLS=true',
    'smtp://mail.example.org?tls=never',
    'smtp://mail.example.org?tls=optional&logger=true',
    'smtp://mail.example.org#x',
    'smtp://me:100%25@mail.example.org?tls=',
    'smtp://me:100%@mail.example.org',
    'smtp://me:%ff@mail.example.org',
  ])('refuses the server %s, and repeats no password', (url) => {
    const { problems } = load({ OSTIARY_SMTP_URL: url });
    expect(problems.map(({ id }) => id)).toEqual(['CFG-E002']);
    expect(JSON.stringify(problems)).not.toContain('me:');
  });

  test.each([
    ['team@example.org\r\nBcc: eve@example.org'],
    ['Team <team@example.org>, Eve <eve@example.org>'],
    ['the team'],
  ])('refuses the sender %j', (from) => {
    expect(ids({ OSTIARY_MAIL_FROM: from })).toEqual(['CFG-E002']);
  });
});
