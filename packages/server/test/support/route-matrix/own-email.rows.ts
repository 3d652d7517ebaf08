import { scopeRefusal } from './own-account.rows.ts';
import type { Rows } from './row.types.ts';

const mailOn = 'This server sends mail.';

export const ownEmailRows: Rows = {
  'POST /api/v1/me/email/verification': async ({ fresh, newSignedIn }) => {
    const by = await newSignedIn({ email: `${fresh('unverified')}@example.com` });
    return {
      by,
      call: (api) => api.POST('/api/v1/me/email/verification'),
      answer: {
        status: 202,
        body: { detail: 'A link is on its way to your address, unless it is verified.' },
      },
      denied: { call: (api) => api.POST('/api/v1/me/email/verification'), ...scopeRefusal },
      // The superuser here has none.
      conflict: { call: (api) => api.POST('/api/v1/me/email/verification'), code: 'users.email_missing' },
    };
  },
  'POST /api/v1/me/email': async ({ fresh, newSignedIn }) => {
    const change = (email: string) => ({ body: { email } });
    const to = `${fresh('changed')}@example.com`;
    return {
      by: await newSignedIn(),
      call: (api) => api.POST('/api/v1/me/email', change(to)),
      answer: { status: 202, body: { detail: 'A link is on its way to the new address.' } },
      denied: { call: (api) => api.POST('/api/v1/me/email', change(to)), ...scopeRefusal },
      invalid: {
        call: (api) => api.POST('/api/v1/me/email', change('nowhere')),
        code: 'users.invalid',
        paths: ['email'],
      },
      cannot: { conflict: mailOn },
    };
  },
};
