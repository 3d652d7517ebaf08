import type { JSX } from 'hono/jsx/jsx-runtime';
import { PostForm } from '../../form.tsx';
import { useMessages } from '../../language/reader.ts';
import { AccountPage } from '../account-page.tsx';
import { factorPaths } from './factor-addresses.ts';

interface RemoveFactorPageProps {
  token: string;
  action: string;
  /** What the factor is called. */
  name: string;
  warning: string;
  /** Whether it is the only one left: recovery codes go with it. */
  isLast: boolean;
  /** Whether it has to stay, because a role asks for one. */
  isNeeded: boolean;
}

/** Asks back, or says why not. */
export function RemoveFactorPage(props: RemoveFactorPageProps): JSX.Element {
  const texts = useMessages().accountPages.factors;
  return (
    <AccountPage current="factors" title={texts.removeTitle(props.name)}>
      {props.isNeeded && <p>{texts.lastOne}</p>}
      {!props.isNeeded && (
        <p>
          {props.warning} {props.isLast && texts.removeCodes}
        </p>
      )}
      <div class="actions">
        {!props.isNeeded && <PostForm action={props.action} token={props.token} button={texts.remove} />}
        <a href={factorPaths.all}>{texts.cancel}</a>
      </div>
    </AccountPage>
  );
}
