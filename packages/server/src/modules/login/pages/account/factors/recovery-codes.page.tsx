import type { JSX } from 'hono/jsx/jsx-runtime';
import { PostForm } from '../../form.tsx';
import { useMessages } from '../../language/reader.ts';
import { AccountPage } from '../account-page.tsx';
import { factorPaths } from './factor-addresses.ts';

export function MakeCodesPage({ token }: { token: string }): JSX.Element {
  const { codes: texts, cancel } = useMessages().accountPages.factors;
  return (
    <AccountPage current="factors" title={texts.makeTitle}>
      <p>{texts.makeAbout}</p>
      <div class="actions">
        <PostForm action={factorPaths.recoveryCodes} token={token} button={texts.make} />
        <a href={factorPaths.all}>{cancel}</a>
      </div>
    </AccountPage>
  );
}

/** The codes as people print, copy or write them down. */
export function RecoveryCodeList({ codes }: { codes: readonly string[] }): JSX.Element {
  const texts = useMessages().accountPages.factors.codes;
  return (
    <>
      <ul class="codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>
        {texts.about} {texts.shownAbout}
      </p>
    </>
  );
}

/** The one time that recovery codes are shown. */
export function ShownCodesPage({ codes }: { codes: readonly string[] }): JSX.Element {
  const texts = useMessages().accountPages.factors.codes;
  return (
    <AccountPage current="factors" title={texts.shownTitle} notice={texts.shownOnce}>
      <RecoveryCodeList codes={codes} />
      <p>
        <a class="button" href={factorPaths.all}>
          {texts.goOn}
        </a>
      </p>
    </AccountPage>
  );
}
