import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Application } from '#modules/applications';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { applicationPath, applicationsPath } from './application-addresses.ts';

interface ApplicationListProps {
  applications: readonly Application[];
  /** The position of the next page; null on the last. */
  next: string | null;
  notice?: string | undefined;
  /** Where only administrators register, everybody else is not asked to. */
  mayRegister: boolean;
}

export function ApplicationListPage(props: ApplicationListProps): JSX.Element {
  const { applications, next, notice, mayRegister } = props;
  const texts = useMessages().applications;
  return (
    <Page title={texts.list.title} notice={notice}>
      <p>{texts.list.about}</p>
      {applications.length === 0 && <p>{texts.list.none}</p>}
      {applications.length > 0 && (
        <ul class="rows">
          {applications.map((application) => (
            <li>
              <div>
                <p>
                  <a href={applicationPath(application)}>{application.name}</a>
                </p>
                <p class="hint">
                  {texts.detail.clientId} <code>{application.clientId}</code>
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      <div class="actions below">
        {mayRegister && (
          <a class="button" href={`${applicationsPath}register/`}>
            {texts.list.register}
          </a>
        )}
        {next !== null && (
          <a class="button quiet" href={`${applicationsPath}?after=${encodeURIComponent(next)}`}>
            {texts.list.more}
          </a>
        )}
      </div>
    </Page>
  );
}
