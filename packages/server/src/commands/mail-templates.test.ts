import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testInstallation, type TestInstallation } from './command-line.fixture.ts';

let installation: TestInstallation;
let directory: string;
beforeEach(async () => {
  installation = await testInstallation();
  directory = join(installation.cwd, 'mail');
  await mkdir(join(directory, 'en'), { recursive: true });
});
afterEach(() => installation.remove());

const put = (name: string, content: string) => writeFile(join(directory, 'en', name), content);

interface Findings {
  findings: { check: string; status: string; message: string }[];
}

async function doctor(): Promise<Findings['findings']> {
  const run = await installation.run(['doctor', '--json'], { env: { OSTIARY_MAIL_TEMPLATES: directory } });
  return (JSON.parse(run.out) as Findings).findings.filter(({ check }) => check === 'mail templates');
}

describe('mail templates of one’s own', () => {
  it('that do not fit are named, each, before the server starts', async () => {
    await put('invitation.txt', '{{inviter}} {{firstName}}');
    await put('invitaton.txt', '');
    const run = await installation.run(['serve'], { env: { OSTIARY_MAIL_TEMPLATES: directory } });
    expect(run.code).toBe(1);
    expect(run.err).toContain(`${join(directory, 'en', 'invitation.txt')}: there is no {{firstName}}`);
    expect(run.err).toContain(`${join(directory, 'en', 'invitaton.txt')}: no mail has this name`);
    expect(run.out).not.toContain('ready');
  });

  it('are among what the doctor looks at', async () => {
    await put('invitation.txt', '{{inviter}} {{link}}');
    expect(await doctor()).toMatchObject([{ status: 'ok' }]);
    await put('invitation.html', '<a href="{{lnk}}">');
    expect(await doctor()).toMatchObject([
      { status: 'error', message: expect.stringContaining('{{lnk}}') as string },
    ]);
  });
});
