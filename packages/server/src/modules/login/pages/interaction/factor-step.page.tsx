import type { JSX } from 'hono/jsx/jsx-runtime';
import { ProofForms, type WantedProof } from '../factor/proof-forms.tsx';
import { ErrorSummary } from '../form.tsx';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { ApplicationCard } from './application-card.tsx';
import { interactionAddress, loginOf, offersPasskeys, type SignedInView } from './interaction-view.ts';
import { CancelButton, OtherAccountLink } from './sign-in-step.page.tsx';

/** Somebody is signed in, and the application wants their second factor as well. */
export function FactorStep(view: SignedInView & { proof: WantedProof }): JSX.Element {
  const messages = useMessages();
  const { confirm, factor } = messages.interaction;
  const { interaction, application, problems, proof, token } = view;
  return (
    <Page
      title={confirm.title}
      hasErrors={problems.count > 0}
      {...(offersPasskeys(view) && { scripts: ['passkeys'] })}
    >
      <ErrorSummary problems={problems} />
      <ApplicationCard application={application} />
      <p>{factor.hint(application.name)}</p>
      <p>
        {messages.interaction.account.signedInAs} <strong>{loginOf(view.visitor)}</strong>.{' '}
        <OtherAccountLink {...view} />
      </p>
      <ProofForms
        {...{ proof, token, problems }}
        action={interactionAddress(interaction, '/step-up')}
        next=""
        trustDays={0}
        button={confirm.button}
      />
      <div class="actions below">
        <CancelButton {...view} />
      </div>
    </Page>
  );
}
