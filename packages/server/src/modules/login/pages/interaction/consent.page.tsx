import type { JSX } from 'hono/jsx/jsx-runtime';
import { ErrorSummary, PostForm } from '../form.tsx';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { ApplicationCard } from './application-card.tsx';
import { interactionAddress, loginOf, type SignedInView } from './interaction-view.ts';
import { ScopeList } from './scope-list.tsx';

function Scopes({ interaction }: SignedInView): JSX.Element {
  const { consent } = useMessages().interaction;
  const asked = interaction.scopes.filter(({ isGranted }) => !isGranted);
  const granted = interaction.scopes.filter(({ isGranted }) => isGranted);
  return (
    <>
      <h2>{consent.asks}</h2>
      {asked.length > 0 ? <ScopeList scopes={asked} /> : <p>{consent.asksNothing}</p>}
      {granted.length > 0 && (
        <>
          <h2>{consent.granted}</h2>
          <ScopeList scopes={granted} />
        </>
      )}
    </>
  );
}

/** Where the browser goes from here: an origin, a scheme of an app on this device, or nowhere. */
function Destination({ interaction: { returnSource } }: SignedInView): JSX.Element {
  const { consent } = useMessages().interaction;
  if (returnSource === null) return <p>{consent.sentNowhere}</p>;
  return (
    <p>
      {returnSource.endsWith(':') ? consent.sentToApp : consent.sentTo} <code>{returnSource}</code>.
    </p>
  );
}

export function ConsentStep(view: SignedInView): JSX.Element {
  const { interaction: texts, applications } = useMessages();
  const { consent } = texts;
  const { interaction, application, problems, token } = view;
  return (
    <Page title={consent.title(application.name)} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      <ApplicationCard application={application} />
      <p>
        {texts.account.signedInAs} <strong>{loginOf(view.visitor)}</strong>.
      </p>
      <Scopes {...view} />
      {interaction.userCode !== null && (
        <p>
          {consent.userCode} <code class="code">{interaction.userCode}</code>
        </p>
      )}
      <div class="choice">
        <PostForm action={interactionAddress(interaction, '/consent')} token={token} button={consent.allow} />
        <PostForm action={interactionAddress(interaction, '/abort')} token={token} button={consent.deny} />
      </div>
      <Destination {...view} />
      <p class="hint">
        {consent.takeBack} <a href="/o/authorized_tokens/">{applications.granted.title}</a>.
      </p>
    </Page>
  );
}
