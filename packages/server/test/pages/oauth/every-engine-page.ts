import type { ApplicationFace } from '#modules/oauth';
import { createEnginePages } from '#modules/login/pages';
import { face } from './fake-oauth.ts';

/** 43 characters, as a token has them. */
const form = { action: '/o/device', xsrf: 'x'.repeat(43) };
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** Every page that the engine shows by itself, with these texts wherever a client or a device chooses them. */
export function everyEnginePage(
  languages: string[],
  text = 'BCDF-GHJK',
  application: ApplicationFace = face,
): Map<string, string> {
  const pages = createEnginePages();
  const device = { address: '192.0.2.7', userAgent: firefox };
  return new Map([
    ['error', pages.error({ languages, error: 'invalid_client', description: text, requestId: 'request-1' })],
    ['error, unknown', pages.error({ languages, error: text, description: null, requestId: '' })],
    ['sign out', pages.signOut({ languages, form, application })],
    ['sign out, nobody asks', pages.signOut({ languages, form, application: null })],
    ['signed out', pages.signedOut({ languages, application })],
    ['signed out, of nobody', pages.signedOut({ languages, application: null })],
    ['device code', pages.deviceCode({ languages, form, problem: null, userCode: '' })],
    ['device code, wrong', pages.deviceCode({ languages, form, problem: 'not_found', userCode: text })],
    ['device code, refused', pages.deviceCode({ languages, form, problem: 'aborted', userCode: text })],
    ['device confirm', pages.deviceConfirm({ languages, form, userCode: text, application, device })],
    [
      'device confirm, unknown device',
      pages.deviceConfirm({
        languages,
        form,
        userCode: text,
        application,
        device: { address: null, userAgent: null },
      }),
    ],
    ['device done', pages.deviceDone({ languages, application })],
  ]);
}
