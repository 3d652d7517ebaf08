import type { JSX } from 'hono/jsx/jsx-runtime';
import { ErrorSummary, Field, formTokenField, Hidden, PostForm } from '../form.tsx';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { PasskeyForm } from '../scripts/passkey-form.tsx';
import { CredentialFields, OtherWays, PasswordField, SignUpHint } from '../sign-in.page.tsx';
import { ApplicationCard } from './application-card.tsx';
import {
  interactionAddress,
  loginOf,
  nameOf,
  offersPasskeys,
  otherAccountAddress,
  type InteractionView,
  type SignedInView,
} from './interaction-view.ts';

/** Back to the application without signing in. */
export function CancelButton({ interaction, token }: InteractionView): JSX.Element {
  return (
    <PostForm
      action={interactionAddress(interaction, '/abort')}
      token={token}
      button={useMessages().interaction.signIn.cancel}
      isQuiet
    />
  );
}

export function OtherAccountLink({ interaction }: InteractionView): JSX.Element {
  return <a href={otherAccountAddress(interaction)}>{useMessages().interaction.account.other}</a>;
}

/** Nobody is signed in, or not the one who is wanted. */
export function SignInStep(view: InteractionView & { isAnotherWanted: boolean }): JSX.Element {
  const messages = useMessages();
  const { interaction, application, problems } = view;
  const texts = messages.interaction.signIn;
  return (
    <Page
      title={texts.title(application.name)}
      hasErrors={problems.count > 0}
      notice={view.isAnotherWanted ? texts.anotherWanted : undefined}
      {...(offersPasskeys(view) && { scripts: ['passkeys'] })}
    >
      <ErrorSummary problems={problems} />
      <ApplicationCard application={application} />
      <form method="post" action={interactionAddress(interaction, '/sign-in')} class="stack" novalidate>
        <Hidden name={formTokenField} value={view.token} />
        {view.wantsOther && <Hidden name="account" value="other" />}
        <CredentialFields
          login={view.login}
          offersPasskeys={view.ways?.passkey != null}
          problems={problems}
        />
        <div class="actions">
          <button type="submit">{messages.signIn.button}</button>
        </div>
      </form>
      {view.ways !== null && (
        <OtherWays
          ways={view.ways}
          token={view.token}
          next={interactionAddress(interaction)}
          action={interactionAddress(interaction, '/passkey')}
          fields={view.wantsOther ? { account: 'other' } : {}}
        />
      )}
      <div class="actions below">
        <CancelButton {...view} />
      </div>
      {view.isSignUpOpen && <SignUpHint next={interactionAddress(interaction)} />}
    </Page>
  );
}

/** Somebody is signed in, and the application wants to know again that it is they. */
export function ConfirmStep(view: SignedInView): JSX.Element {
  const { confirm } = useMessages().interaction;
  const { interaction, application, problems } = view;
  const isPowerful = interaction.reasons.includes('recent_proof');
  return (
    <Page
      title={confirm.title}
      hasErrors={problems.count > 0}
      {...(offersPasskeys(view) && { scripts: ['passkeys'] })}
    >
      <ErrorSummary problems={problems} />
      <ApplicationCard application={application} />
      <p>{(isPowerful ? confirm.powerful : confirm.hint)(application.name)}</p>
      <form method="post" action={interactionAddress(interaction, '/sign-in')} class="stack" novalidate>
        <Hidden name={formTokenField} value={view.token} />
        <Field
          name="login"
          label={confirm.account}
          autocomplete="username"
          value={loginOf(view.visitor)}
          isIdentifier
          isReadOnly
          problems={problems}
        />
        <PasswordField problems={problems} />
        <div class="actions">
          <button type="submit">{confirm.button}</button>
          <OtherAccountLink {...view} />
        </div>
      </form>
      {view.ways?.passkey != null && (
        <div class="below">
          <PasskeyForm
            action={interactionAddress(interaction, '/passkey')}
            token={view.token}
            kind="get"
            options={view.ways.passkey}
            label={useMessages().signInFlow.factor.passkey}
            isQuiet
          />
        </div>
      )}
      <div class="actions below">
        <CancelButton {...view} />
      </div>
    </Page>
  );
}

/** Somebody is signed in, which is enough if they want to go on with this account. */
export function ChooseAccountStep(view: SignedInView): JSX.Element {
  const { account } = useMessages().interaction;
  const { interaction, application, problems, visitor, token } = view;
  return (
    <Page title={account.title(application.name)} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      <ApplicationCard application={application} />
      <p>
        {account.hint} {account.signedInAs} <strong>{loginOf(visitor)}</strong>.
      </p>
      <div class="actions">
        <PostForm
          action={interactionAddress(interaction, '/continue')}
          token={token}
          button={account.continueAs(nameOf(visitor))}
        />
        <OtherAccountLink {...view} />
      </div>
      <div class="actions below">
        <CancelButton {...view} />
      </div>
    </Page>
  );
}
