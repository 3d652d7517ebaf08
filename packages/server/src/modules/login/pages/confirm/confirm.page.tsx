import type { JSX } from 'hono/jsx/jsx-runtime';
import { forgotPasswordPath } from '../by-mail/by-mail-addresses.ts';
import { ProofForms, type WantedProof } from '../factor/proof-forms.tsx';
import { ErrorSummary, Field, formTokenField, Hidden } from '../form.tsx';
import type { FormProblems } from '../form-problems.ts';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { PasswordField } from '../sign-in.page.tsx';

export const confirmPath = '/confirm';

interface ConfirmPageProps {
  token: string;
  login: string;
  next: string;
  /** Null for who has no second factor: the password is all they have. */
  proof: WantedProof | null;
  hasMail: boolean;
  problems: FormProblems;
}

function PasswordForm({ token, login, next, hasMail, problems }: ConfirmPageProps): JSX.Element {
  const messages = useMessages();
  const texts = messages.signInFlow.confirm;
  return (
    <>
      <form method="post" action={confirmPath} class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        {next !== '' && <Hidden name="next" value={next} />}
        <Field
          name="login"
          label={texts.account}
          autocomplete="username"
          value={login}
          isIdentifier
          isReadOnly
          problems={problems}
        />
        <PasswordField problems={problems} />
        <div class="actions">
          <button type="submit">{texts.button}</button>
        </div>
      </form>
      {hasMail && (
        <p>
          {texts.noPassword} <a href={forgotPasswordPath}>{messages.byMail.forgot.button}</a>
        </p>
      )}
    </>
  );
}

/** Somebody who is signed in is to show once more who they are. */
export function ConfirmPage(props: ConfirmPageProps): JSX.Element {
  const texts = useMessages().signInFlow.confirm;
  const { proof, token, next, problems } = props;
  return (
    <Page
      title={texts.title}
      hasErrors={problems.count > 0}
      {...(proof?.passkey && { scripts: ['passkeys'] })}
    >
      <ErrorSummary problems={problems} />
      <p>{texts.about}</p>
      {proof === null && <PasswordForm {...props} />}
      {proof !== null && (
        <ProofForms
          {...{ proof, token, next, problems }}
          action={confirmPath}
          trustDays={0}
          button={texts.button}
        />
      )}
    </Page>
  );
}
