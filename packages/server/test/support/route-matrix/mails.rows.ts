import { expect } from 'vitest';
import type { Rows } from './row.types.ts';
import { aTime } from './shapes.ts';
import { required, unknownId, unknownName, type World } from './world.ts';

const path = (id: string) => ({ params: { path: { id } } });

/** A mail that waits, to an address that nothing else was mailed to. */
async function newMail({ root, fresh }: World): Promise<{ id: string; recipient: string }> {
  const recipient = `${fresh('mailed')}@example.com`;
  await root.api.POST('/api/v1/invitations', { body: { email: recipient } });
  const { data } = await root.api.GET('/api/v1/mails', { params: { query: { recipient } } });
  return { id: required(data).items[0]?.id ?? '', recipient };
}

const aMail = (known: { id: string; recipient: string }) => ({
  ...{ template: 'invitation', language: 'en', status: 'waiting', attempts: 0 },
  ...{ created_at: aTime, next_attempt_at: aTime, sent_at: null, failed_at: null },
  ...{ last_error: null, resend_until: null },
  ...known,
});

const aLanguage = (language: string) => ({
  ...{ language, subject: expect.any(String) as string, overridden: [] },
});

export const mailRows: Rows = {
  'GET /api/v1/mails': async (world) => {
    const mail = await newMail(world);
    const query = { recipient: mail.recipient };
    return {
      call: (api) => api.GET('/api/v1/mails', { params: { query } }),
      answer: { status: 200, body: { items: [aMail(mail)], next_cursor: null, transport: 'console' } },
      invalid: {
        call: (api) => api.GET('/api/v1/mails', { params: { query: { cursor: 'nonsense' } } }),
        code: 'request.invalid',
        paths: ['cursor'],
      },
    };
  },
  'GET /api/v1/mails/{id}': async (world) => {
    const mail = await newMail(world);
    const url = '/api/v1/mails/{id}';
    return {
      call: (api) => api.GET(url, path(mail.id)),
      answer: { status: 200, body: aMail(mail) },
      missing: { call: (api) => api.GET(url, path(unknownId)), code: 'mail.not_found' },
      invalid: { call: (api) => api.GET(url, path('nonsense')), code: 'request.invalid', paths: ['id'] },
    };
  },
  'POST /api/v1/mails/{id}/resend': async (world) => {
    const sent = await newMail(world);
    await world.test.services.mail.deliver();
    const mail = await newMail(world);
    const url = '/api/v1/mails/{id}/resend';
    return {
      call: (api) => api.POST(url, path(mail.id)),
      answer: { status: 200, body: aMail(mail) },
      audit: [
        {
          ...{ action: 'mail.resend', target: { type: 'mail', id: mail.id } },
          details: { template: 'invitation' },
        },
      ],
      missing: { call: (api) => api.POST(url, path(unknownId)), code: 'mail.not_found' },
      conflict: { call: (api) => api.POST(url, path(sent.id)), code: 'mail.sent_already' },
      invalid: { call: (api) => api.POST(url, path('nonsense')), code: 'request.invalid', paths: ['id'] },
    };
  },
  'POST /api/v1/mails/test': async (world) => {
    const { root, fresh, newSignedIn } = world;
    const [by, unconfirmed] = [
      await newSignedIn({ email: `${fresh('tester')}@example.com` }),
      await newSignedIn({ email: `${fresh('unconfirmed')}@example.com` }),
    ];
    for (const { id } of [by, unconfirmed]) {
      await root.api.PATCH('/api/v1/users/{id}', {
        ...path(id),
        body: { is_superuser: true, email_verified: id === by.id },
      });
    }
    return {
      by,
      call: (api) => api.POST('/api/v1/mails/test'),
      answer: { status: 202, body: { detail: 'A test mail is on its way to your address.' } },
      audit: [{ action: 'mail.test', target: { type: 'user', id: by.id } }],
      conflict: { call: (api) => api.POST('/api/v1/mails/test'), code: 'users.email_missing' },
      denied: {
        ...{ by: unconfirmed, code: 'users.email_unverified' },
        call: (api) => api.POST('/api/v1/mails/test'),
      },
    };
  },
  'GET /api/v1/mail-templates': async () => ({
    call: (api) => api.GET('/api/v1/mail-templates'),
    answer: {
      status: 200,
      body: {
        items: expect.arrayContaining([
          {
            ...{ name: 'reset-password', placeholders: ['link', 'minutes'] },
            languages: [aLanguage('en'), aLanguage('de')],
          },
        ]) as unknown,
      },
    },
  }),
  'GET /api/v1/mail-templates/{name}': async () => {
    const url = '/api/v1/mail-templates/{name}';
    const asked = (name: string, language: 'en' | 'de' = 'de') => ({
      params: { path: { name }, query: { language } },
    });
    return {
      call: (api) => api.GET(url, asked('reset-password')),
      answer: {
        status: 200,
        body: {
          ...{
            name: 'reset-password',
            language: 'de',
            subject: expect.any(String) as string,
            overridden: [],
          },
          text: expect.stringContaining('/EXAMPLE?token=NOT-A-REAL-LINK') as string,
          html: expect.stringContaining('<html lang="de">') as string,
        },
      },
      missing: { call: (api) => api.GET(url, asked(unknownName)), code: 'mail.template_not_found' },
      invalid: {
        call: (api) => api.GET(url, asked('reset-password', 'fr' as 'de')),
        code: 'request.invalid',
        paths: ['language'],
      },
    };
  },
};

export const settingRows: Rows = {
  'GET /api/v1/settings': async () => ({
    call: (api) => api.GET('/api/v1/settings'),
    answer: {
      status: 200,
      body: {
        items: expect.arrayContaining([
          {
            ...{ variable: 'OSTIARY_SECRET', path: 'secrets.master', is_secret: true, is_set: true },
            ...{ description: expect.any(String) as string, kind: expect.any(String) as string },
            ...{ default: expect.any(String) as string, value: null },
            source: { kind: 'generated', file: expect.stringMatching(/secrets\.json$/) as string, from: [] },
          },
        ]) as unknown,
      },
    },
  }),
};
