import type { JSX } from 'hono/jsx/jsx-runtime';
import { ErrorSummary } from '../form.tsx';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { ProofForms, type ProofFormsProps } from './proof-forms.tsx';

interface FactorPageProps extends Omit<ProofFormsProps, 'button'> {
  /** What the account is signed in to with. */
  login: string;
  /** Where somebody else signs in. */
  otherAccount: string;
}

/** A first factor is shown; the sign-in waits for the second one. */
export function FactorPage({ login, otherAccount, ...props }: FactorPageProps): JSX.Element {
  const texts = useMessages().signInFlow.factor;
  const { problems, proof } = props;
  return (
    <Page
      title={texts.title}
      hasErrors={problems.count > 0}
      {...(proof.passkey !== null && { scripts: ['passkeys'] })}
    >
      <ErrorSummary problems={problems} />
      <p>{texts.about(login)}</p>
      <ProofForms {...props} button={texts.button} />
      <p class="below">
        <a href={otherAccount}>{texts.other}</a>
      </p>
    </Page>
  );
}
