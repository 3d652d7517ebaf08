import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMailServer, type MailServer } from '../../e2e/support/mail-server.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/mail.md' });
let mails: MailServer;
beforeAll(async () => {
  mails = await startMailServer();
});
afterAll(() => mails.close());

const askForPassword = (email: string): Promise<Response> =>
  fetch(`${story.url()}/api/v1/account/recovery`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  });

it(
  'without a mail server the line of a mail is printed as the guide shows it',
  async () => {
    await story.addUser({ email: 'ann@example.com', password: 'ann-pass-1xyz', flags: ['--role', 'owner'] });
    const [shown = ''] = story.take('Mail to ann').trim().split('…');
    expect((await askForPassword('ann@example.com')).status).toBe(202);
    await expect
      .poll(() => story.server().output(), { timeout: 20_000 })
      .toContain(shown.replace('8000', String(story.port(8000))));
    expect(await (await fetch(`${story.url()}/dev/mail/`)).text()).toContain('ann@example.com');
  },
  storyTimeoutMs,
);

it(
  'the settings of the guide send mail, in the words of the files that it names',
  async () => {
    const settings = await story.settings('OSTIARY_SMTP_URL', {
      replace: { 'smtp://ostiary:secret@mail.example.org:587': mails.url },
    });
    const { temporary } = story.workplace();
    const templates = await story.settings('OSTIARY_MAIL_TEMPLATES', {
      replace: { '/etc/ostiary': `${temporary}/etc/ostiary` },
    });
    const files = story.take('/etc/ostiary/mail/en').trim().split('\n');
    const words = story.take('Dear colleague');
    for (const file of files) {
      await mkdir(dirname(join(temporary, file)), { recursive: true });
      const text = file.endsWith('.html') ? '<p>{{inviter}} <a href="{{link}}">{{product}}</a></p>' : words;
      await writeFile(join(temporary, file), file.endsWith('.subject.txt') ? 'Join {{product}}\n' : text);
    }
    expect(
      await story.say(
        `${Object.entries({ ...settings, ...templates })
          .map(([n, v]) => `${n}='${v}'`)
          .join(' ')} ostiary doctor`,
      ),
    ).not.toMatch(/error/i);
    await story.export({ ...settings, ...templates });
    await story.server().stop();
    await story.server().start({ ...settings, ...templates });
    const invited = 'kim@example.com';
    await story.say(`ostiary users invite ${invited}`);
    const mail = await mails.next(invited);
    expect(mail.from?.text).toMatch(/"?Example accounts"? <id@example\.org>/);
    expect(mail.subject).toMatch(/^Join /);
    expect(mail.text).toMatch(
      /^Dear colleague,\n\n.+ would like you to join .+\. Choose a password within \d+ days:\nhttp/,
    );
    // A name that a mail does not know keeps the server from starting, and doctor says so beforehand.
    await writeFile(join(temporary, files[1] ?? ''), '{{nonsense}}');
    expect(
      await story.say(`OSTIARY_MAIL_TEMPLATES='${templates['OSTIARY_MAIL_TEMPLATES']}' ostiary doctor`, {
        fails: true,
      }),
    ).toContain('nonsense');
  },
  storyTimeoutMs,
);
