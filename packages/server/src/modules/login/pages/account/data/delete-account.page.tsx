import type { JSX } from 'hono/jsx/jsx-runtime';
import { dateText } from '../../dates.ts';
import { ErrorSummary, Field, formTokenField, Hidden } from '../../form.tsx';
import type { FormProblems } from '../../form-problems.ts';
import { useMessages } from '../../language/reader.ts';
import { accountPaths } from '../account-addresses.ts';
import { AccountPage } from '../account-page.tsx';
import { deletePath } from './data-addresses.ts';

interface DeleteAccountPageProps {
  token: string;
  /** What is to be typed: the email address, or the username of who has none. */
  login: string;
  entered: string;
  /** When the account would be gone; null for at once. */
  dueAt: number | null;
  hasMail: boolean;
  problems: FormProblems;
}

export function DeleteAccountPage(props: DeleteAccountPageProps): JSX.Element {
  const { token, login, entered, dueAt, problems } = props;
  const messages = useMessages();
  const texts = messages.accountPages.data;
  return (
    <AccountPage current="data" title={texts.deleteTitle} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      <p>
        {dueAt === null ? texts.atOnce : texts.graceful(dateText(messages, dueAt, 'day'))}{' '}
        {dueAt !== null && props.hasMail && texts.byMail}
      </p>
      <p>{texts.erased}</p>
      <form method="post" action={deletePath} class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        <Field
          name="login"
          label={texts.confirm(login)}
          autocomplete="off"
          value={entered}
          isIdentifier
          problems={problems}
        />
        <div class="actions">
          <button type="submit" class="danger">
            {texts.yes}
          </button>
          <a href={accountPaths.data}>{texts.no}</a>
        </div>
      </form>
    </AccountPage>
  );
}
