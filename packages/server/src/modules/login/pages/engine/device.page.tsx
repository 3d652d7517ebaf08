import type { JSX } from 'hono/jsx/jsx-runtime';
import type { EnginePages } from '#modules/oauth';
import { deviceName } from '#modules/sessions';
import { Fact } from '../facts.tsx';
import { ErrorSummary, Field, Hidden } from '../form.tsx';
import { noProblems, type FormProblems } from '../form-problems.ts';
import { shownName } from '../interaction/application-face.rules.ts';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { PostToEngine } from './engine-form.tsx';

type ViewOf<Name extends keyof EnginePages> = Parameters<EnginePages[Name]>[0];

/** Where somebody types in the code that their device shows. */
export function DeviceCodePage({ form, problem, userCode }: ViewOf<'deviceCode'>): JSX.Element {
  const texts = useMessages().engine.device;
  const problems: FormProblems =
    problem === 'not_found'
      ? { general: [], byField: new Map([['user_code', [texts.notFound]]]), count: 1 }
      : noProblems;
  return (
    <Page
      title={texts.title}
      hasErrors={problems.count > 0}
      notice={problem === 'aborted' ? texts.aborted : undefined}
    >
      <ErrorSummary problems={problems} />
      <PostToEngine form={form}>
        <Field
          name="user_code"
          label={texts.code}
          hint={texts.hint}
          autocomplete="off"
          value={userCode}
          isIdentifier
          problems={problems}
        />
        <div class="actions">
          <button type="submit">{texts.button}</button>
        </div>
      </PostToEngine>
    </Page>
  );
}

/** The code once more: whoever was sent it by somebody else sees what it is for (RFC 8628 section 5.4). */
export function DeviceConfirmPage(view: ViewOf<'deviceConfirm'>): JSX.Element {
  const messages = useMessages();
  const texts = messages.engine.device;
  const { form, userCode, application, device } = view;
  const browser = deviceName(device.userAgent, messages.sessions.browserOn);
  return (
    <Page title={texts.confirmTitle(shownName(application))}>
      <p>{texts.confirmHint}</p>
      <dl>
        <Fact term={texts.code}>
          <code class="code">{userCode}</code>
        </Fact>
        <Fact term={texts.askedFrom}>{device.address ?? texts.unknown}</Fact>
        <Fact term={texts.askedWith}>{browser ?? texts.unknown}</Fact>
      </dl>
      <PostToEngine form={form}>
        <Hidden name="user_code" value={userCode} />
        <div class="choice">
          <button type="submit" name="confirm" value="yes">
            {texts.confirm}
          </button>
          <button type="submit" name="abort" value="yes">
            {texts.abort}
          </button>
        </div>
      </PostToEngine>
    </Page>
  );
}

export function DeviceDonePage({ application }: ViewOf<'deviceDone'>): JSX.Element {
  const texts = useMessages().engine.device;
  return (
    <Page title={texts.doneTitle}>
      <p>{texts.done(shownName(application))}</p>
    </Page>
  );
}
