import { expect } from 'vitest';
import { clientPassword } from '../api-client.ts';
import { newWithPasskey } from './own-account.makers.ts';
import { scopeRefusal } from './own-account.rows.ts';
import type { Rows } from './row.types.ts';
import { aTime, anId } from './shapes.ts';

export const stepUpRows: Rows = {
  'POST /api/v1/me/step-up/options': async (world) => {
    const { by, id } = await newWithPasskey(world);
    return {
      by,
      call: (api) => api.POST('/api/v1/me/step-up/options'),
      answer: {
        status: 200,
        body: expect.objectContaining({
          rpId: 'localhost',
          allowCredentials: [expect.objectContaining({ id }) as unknown],
        }) as unknown,
      },
      denied: { call: (api) => api.POST('/api/v1/me/step-up/options'), ...scopeRefusal },
    };
  },
  'POST /api/v1/me/step-up': async ({ newSignedIn }) => {
    const by = await newSignedIn();
    const body = { password: clientPassword };
    return {
      by,
      call: (api) => api.POST('/api/v1/me/step-up', { body }),
      answer: { status: 200, body: { acr: 'aal1', amr: ['pwd'], authenticated_at: aTime } },
      audit: [
        {
          action: 'session.step_up',
          target: { type: 'user', id: by.id },
          details: { session_id: anId, amr: ['pwd'] },
        },
      ],
      denied: { call: (api) => api.POST('/api/v1/me/step-up', { body }), ...scopeRefusal },
      invalid: {
        call: (api) => api.POST('/api/v1/me/step-up', { body: { ...body, otp: '123456' } }),
        code: 'request.invalid',
        paths: [''],
      },
    };
  },
};
