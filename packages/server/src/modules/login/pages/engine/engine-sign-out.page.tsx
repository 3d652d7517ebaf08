import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ApplicationFace, EngineForm } from '#modules/oauth';
import { shownName, webAddress } from '../interaction/application-face.rules.ts';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { PostToEngine } from './engine-form.tsx';

interface QuestionProps {
  form: EngineForm;
  application: ApplicationFace | null;
}

/** An application asks to sign somebody out (OpenID Connect RP-Initiated Logout 1.0 section 2). */
export function EngineSignOutPage({ form, application }: QuestionProps): JSX.Element {
  const texts = useMessages().engine.signOut;
  return (
    <Page title={texts.title}>
      <p>{application === null ? texts.questionOfNobody : texts.question(shownName(application))}</p>
      <p>{texts.hint}</p>
      <PostToEngine form={form}>
        <div class="choice">
          <button type="submit" name="logout" value="yes">
            {texts.yes}
          </button>
          <button type="submit" class="quiet">
            {texts.no}
          </button>
        </div>
      </PostToEngine>
    </Page>
  );
}

export function SignedOutPage({ application }: { application: ApplicationFace | null }): JSX.Element {
  const { engine, errorPage } = useMessages();
  const homepage = webAddress(application?.homepageUri ?? null);
  return (
    <Page title={engine.signOut.doneTitle}>
      <p>{engine.signOut.done}</p>
      <p>
        {application !== null && homepage !== undefined ? (
          <a href={homepage}>{engine.signOut.backTo(shownName(application))}</a>
        ) : (
          <a href="/">{errorPage.back}</a>
        )}
      </p>
    </Page>
  );
}
