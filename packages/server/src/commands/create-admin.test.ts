import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Captured, testInstallation, type TestInstallation } from './command-line.fixture.ts';

const password = 'quite-a-long-phrase-7';
let installation: TestInstallation;
beforeEach(async () => {
  installation = await testInstallation();
});
afterEach(() => installation.remove());

const fromDjango = {
  DJANGO_SUPERUSER_EMAIL: 'admin@test.com',
  DJANGO_SUPERUSER_USERNAME: 'admin',
  DJANGO_SUPERUSER_PASSWORD: password,
};

describe('create-admin', () => {
  it('takes the environment of the tutorial, under the name of the tutorial', async () => {
    const run = await installation.run(['createsuperuser', '--noinput'], { env: fromDjango });
    expect(run.code).toBe(0);
    expect(run.out).toContain('admin@test.com');
    const shown = await installation.run(['users', 'show', 'admin', '--json']);
    expect(JSON.parse(shown.out)).toMatchObject({
      email: 'admin@test.com',
      is_superuser: true,
      is_staff: true,
      roles: ['owner'],
    });
    expect(run.out + run.err).not.toContain(password);
  });

  it('prefers the settings of Ostiary, and flags to both', async () => {
    const env = { ...fromDjango, OSTIARY_ADMIN_EMAIL: 'o@test.com', OSTIARY_ADMIN_PASSWORD: password };
    const run = await installation.run(['create-admin', '--no-input', '--username', 'root', '--json'], {
      env,
    });
    expect(run.code).toBe(0);
    const shown = await installation.run(['users', 'show', 'root', '--json']);
    expect(JSON.parse(shown.out)).toMatchObject({ email: 'o@test.com' });
  });

  it('says that the user exists, and accepts it only when told to', async () => {
    const argv = ['create-admin', '--noinput'];
    await installation.run(argv, { env: fromDjango });
    const again = await installation.run(argv, { env: fromDjango });
    expect(again.code).toBe(1);
    expect(again.err).toContain('admin@test.com exists already.');
    const accepted = await installation.run([...argv, '--if-missing', '--json'], { env: fromDjango });
    expect(accepted.code).toBe(0);
    expect(JSON.parse(accepted.out)).toMatchObject({ is_new: false });
  });

  it('does not take an ordinary user for the administrator', async () => {
    await installation.run(['users', 'create', '--email', 'admin@test.com', '--without-password']);
    const run = await installation.run(['create-admin', '--noinput', '--if-missing'], { env: fromDjango });
    expect(run.code).toBe(1);
    expect(run.err).toContain('not an active administrator');
  });

  it('names everything that is missing', async () => {
    const silent = await installation.run(['create-admin', '--noinput']);
    expect(silent.code).toBe(2);
    expect(silent.err).toContain(
      'Missing: OSTIARY_ADMIN_EMAIL or OSTIARY_ADMIN_USERNAME, OSTIARY_ADMIN_PASSWORD.',
    );
    const unasked = await installation.run(['create-admin']);
    expect(unasked.code).toBe(2);
    expect(unasked.err).toContain('--email or --username, --password-stdin');
  });

  it('reads the password from standard input', async () => {
    const argv = ['create-admin', '--email', 'a@test.com', '--password-stdin'];
    expect(await installation.run(argv, { input: `${password}\n` })).toMatchObject({ code: 0 });
    expect(await installation.run(argv, { input: '' })).toMatchObject({ code: 2 });
  });

  it('asks at a terminal and never shows the password', async () => {
    const stdin = new PassThrough();
    const stdout = new Captured();
    const answers = [
      [/Email/, 'asked@test.com'],
      [/Username/, ''],
      [/Password/, password],
      [/once more/, password],
    ] as const;
    const running = installation.run(['create-admin'], { io: { stdin, stdout, isInteractive: true } });
    for (const [question, answer] of answers) {
      await stdout.until(question);
      await setImmediate();
      stdin.write(`${answer}\r`);
    }
    expect(await running).toMatchObject({ code: 0 });
    expect(stdout.text).toContain('Created the administrator asked@test.com');
    expect(stdout.text).not.toContain(password);
  });
});
