import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Application, ApplicationSecret } from '#modules/applications';
import { Fact, Time } from '../facts.tsx';
import { ErrorSummary, PostForm } from '../form.tsx';
import type { FormProblems } from '../form-problems.ts';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { applicationPath, applicationsPath } from './application-addresses.ts';
import { grantChoiceOf } from './application-form.rules.ts';
import { FirstSteps } from './first-steps.tsx';

function Items({ items }: { items: readonly string[] }): JSX.Element {
  const { none } = useMessages().applications.detail;
  if (items.length === 0) return <>{none}</>;
  return (
    <>
      {items.map((item, index) => (
        <>
          {index > 0 && <br />}
          <code>{item}</code>
        </>
      ))}
    </>
  );
}

function ApplicationFacts({ application }: { application: Application }): JSX.Element {
  const { form, detail } = useMessages().applications;
  const grant = grantChoiceOf(application);
  return (
    <dl>
      <Fact term={detail.clientId}>
        <code>{application.clientId}</code>
      </Fact>
      <Fact term={form.clientType}>{form.clientTypes[application.clientType]}</Fact>
      <Fact term={form.grant}>
        {grant === undefined ? <Items items={application.grants} /> : form.grants[grant]}
      </Fact>
      <Fact term={form.redirectUris}>
        <Items items={application.redirectUris} />
      </Fact>
      <Fact term={form.postLogoutRedirectUris}>
        <Items items={application.postLogoutRedirectUris} />
      </Fact>
      <Fact term={form.allowedOrigins}>
        <Items items={application.allowedOrigins} />
      </Fact>
      <Fact term={form.scopes}>
        <Items items={application.scopes} />
      </Fact>
      <Fact term={detail.created}>
        <Time at={application.createdAt} />
      </Fact>
    </dl>
  );
}

const maxSecrets = 2;

interface SecretsProps {
  application: Application;
  secrets: readonly ApplicationSecret[];
  token: string;
}

function Secrets({ application, secrets, token }: SecretsProps): JSX.Element {
  const texts = useMessages().applications.secrets;
  return (
    <>
      <h2>{texts.heading}</h2>
      <p>{secrets.length === 0 ? texts.none : texts.hint}</p>
      {secrets.length > 0 && (
        <ul class="rows">
          {secrets.map((secret) => (
            <li>
              <p>
                {texts.endsWith} <code>{secret.hint}</code>, {texts.made} <Time at={secret.createdAt} />
                {secret.expiresAt !== null && (
                  <>
                    , {texts.expires} <Time at={secret.expiresAt} />
                  </>
                )}
              </p>
              <PostForm
                action={applicationPath(application, `secrets/${secret.id}/delete/`)}
                token={token}
                button={texts.remove}
                about={texts.removeWhat(secret.hint)}
                isQuiet
              />
            </li>
          ))}
        </ul>
      )}
      {secrets.length < maxSecrets && (
        <div class="actions below">
          <PostForm
            action={applicationPath(application, 'secrets/')}
            token={token}
            button={texts.add}
            isQuiet
          />
        </div>
      )}
    </>
  );
}

export interface ApplicationDetailProps extends SecretsProps {
  publicUrl: string;
  notice?: string | undefined;
  problems: FormProblems;
}

export function ApplicationDetailPage(props: ApplicationDetailProps): JSX.Element {
  const { application, problems } = props;
  const { detail, list } = useMessages().applications;
  return (
    <Page
      title={application.name}
      hasErrors={problems.count > 0}
      notice={props.notice}
      nav={[{ href: applicationsPath, text: list.all }]}
    >
      <ErrorSummary problems={problems} />
      {!application.isActive && <p class="error">{detail.off}</p>}
      <ApplicationFacts application={application} />
      <div class="actions">
        <a class="button" href={applicationPath(application, 'update/')}>
          {detail.update}
        </a>
        <a class="button quiet" href={applicationPath(application, 'delete/')}>
          {detail.delete}
        </a>
      </div>
      {application.authentication === 'client_secret' && <Secrets {...props} />}
      <FirstSteps application={application} publicUrl={props.publicUrl} secret={null} />
    </Page>
  );
}

interface ShownSecretProps {
  application: Application;
  secret: string;
  publicUrl: string;
}

/** The one time that a secret is shown. */
export function ShownSecretPage({ application, secret, publicUrl }: ShownSecretProps): JSX.Element {
  const { secrets, detail } = useMessages().applications;
  return (
    <Page title={secrets.shownTitle} notice={secrets.shownOnce}>
      <dl>
        <Fact term={detail.clientId}>
          <code>{application.clientId}</code>
        </Fact>
        <Fact term={secrets.secret}>
          <code>{secret}</code>
        </Fact>
      </dl>
      <p>
        <a class="button" href={applicationPath(application)}>
          {secrets.goOn}
        </a>
      </p>
      <FirstSteps application={application} publicUrl={publicUrl} secret={secret} />
    </Page>
  );
}

export function DeleteApplicationPage({ application, token }: Omit<SecretsProps, 'secrets'>): JSX.Element {
  const texts = useMessages().applications.delete;
  return (
    <Page title={texts.title(application.name)}>
      <p>{texts.warning}</p>
      <div class="actions">
        <PostForm action={applicationPath(application, 'delete/')} token={token} button={texts.yes} />
        <a href={applicationPath(application)}>{texts.no}</a>
      </div>
    </Page>
  );
}
