import type { JSX } from 'hono/jsx/jsx-runtime';
import type { CaptchaChallenge } from '#modules/limits';
import { useMessages } from '../language/reader.ts';
import type { ScriptName } from '../scripts/scripts.ts';

/** The field of the answer: what `captcha.verify` is given. */
export const captchaField = 'captcha';

/** What a page with a `CaptchaField` runs; it is sent with the need `scripts` when there is any. */
export function captchaScripts(challenge: CaptchaChallenge | null): readonly ScriptName[] {
  return challenge === null ? [] : [challenge.kind];
}

/**
 * What a form holds before its buttons, so that its answer comes with it; nothing where captchas are off. Its
 * challenge is one of `deps.captcha.challenge()`, new each time the page is drawn.
 */
export function CaptchaField({ challenge }: { challenge: CaptchaChallenge | null }): JSX.Element | null {
  const texts = useMessages().captcha;
  if (challenge === null) return null;
  return (
    <div
      data-proof-of-work={challenge.challenge}
      data-bits={challenge.bits}
      data-idle={texts.idle}
      data-working={texts.working}
    >
      <input type="hidden" name={captchaField} value="" autocomplete="off" />
      <p class="hint" role="status">
        {texts.scriptNeeded}
      </p>
    </div>
  );
}
