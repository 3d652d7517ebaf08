import { mailedToken } from './mailed.ts';
import type { Rows } from './row.types.ts';

const mailOn = 'This server sends mail.';
const newPassword = 'another-4-difference';

/** For whoever cannot sign in. */
export const accountRows: Rows = {
  'GET /api/v1/account/captcha': () =>
    Promise.resolve({
      call: (api) => api.GET('/api/v1/account/captcha'),
      answer: { status: 200, body: { kind: 'off', challenge: null, bits: null } },
    }),
  'POST /api/v1/account/recovery': async ({ fresh }) => {
    const ask = (email: string) => ({ body: { email } });
    return {
      call: (api) => api.POST('/api/v1/account/recovery', ask(`${fresh('nobody')}@example.com`)),
      answer: {
        status: 202,
        body: { detail: 'If there is an account with this address, a link is on its way to it.' },
      },
      invalid: {
        call: (api) => api.POST('/api/v1/account/recovery', ask('')),
        code: 'request.invalid',
        paths: ['email'],
      },
      cannot: { conflict: mailOn },
    };
  },
  'POST /api/v1/account/recovery/complete': async (world) => {
    const email = `${world.fresh('forgetful')}@example.com`;
    const { id } = await world.newSignedIn({ email });
    await world.anonymous.POST('/api/v1/account/recovery', { body: { email } });
    const token = await mailedToken(world, email);
    const body = { token, password: newPassword, end_sessions: false };
    const url = '/api/v1/account/recovery/complete';
    return {
      call: (api) => api.POST(url, { body }),
      answer: { status: 204 },
      audit: [
        {
          action: 'password.recover',
          target: { type: 'user', id },
          details: { ends_sessions: false, changed: ['email_verified'] },
          actorId: id,
        },
      ],
      invalid: {
        call: (api) => api.POST(url, { body: { ...body, password: 'password' } }),
        code: 'passwords.too_weak',
        paths: ['password'],
      },
    };
  },
  'POST /api/v1/account/email/verify': async (world) => {
    const email = `${world.fresh('verifying')}@example.com`;
    const { id, api: own } = await world.newSignedIn({ email });
    await own.POST('/api/v1/me/email/verification');
    const token = await mailedToken(world, email);
    return {
      call: (api) => api.POST('/api/v1/account/email/verify', { body: { token } }),
      answer: { status: 204 },
      audit: [{ action: 'user.verify_email', target: { type: 'user', id }, actorId: id }],
      invalid: {
        call: (api) => api.POST('/api/v1/account/email/verify', { body: { token: `${token}x` } }),
        code: 'login.link_invalid',
      },
    };
  },
};
