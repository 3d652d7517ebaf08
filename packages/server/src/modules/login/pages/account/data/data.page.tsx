import type { JSX } from 'hono/jsx/jsx-runtime';
import { dateText } from '../../dates.ts';
import { PostForm } from '../../form.tsx';
import { useMessages } from '../../language/reader.ts';
import { accountPaths } from '../account-addresses.ts';
import { AccountPage } from '../account-page.tsx';
import { deletePath, keepPath } from './data-addresses.ts';

interface DataPageProps {
  token: string;
  /** When the account is going to be deleted; null when it is not. */
  dueAt: number | null;
  notice?: string | undefined;
}

export function DataPage({ token, dueAt, notice }: DataPageProps): JSX.Element {
  const messages = useMessages();
  const texts = messages.accountPages.data;
  return (
    <AccountPage current="data" title={texts.title} notice={notice}>
      <h2>{texts.downloadHeading}</h2>
      <p>{texts.downloadAbout}</p>
      <PostForm action={accountPaths.data} token={token} button={texts.download} />
      <h2>{texts.deleteHeading}</h2>
      {dueAt === null && (
        <>
          <p>{texts.deleteAbout}</p>
          <p>
            <a class="button quiet" href={deletePath}>
              {texts.toDelete}
            </a>
          </p>
        </>
      )}
      {dueAt !== null && (
        <>
          <p>
            <strong>{texts.pending(dateText(messages, dueAt, 'minute'))}</strong>
          </p>
          <PostForm action={keepPath} token={token} button={texts.no} />
        </>
      )}
    </AccountPage>
  );
}
