import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Application } from '#modules/applications';
import { ErrorSummary, Field, formTokenField, Hidden, Select, TextArea } from '../form.tsx';
import type { FormProblems } from '../form-problems.ts';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { applicationPath, applicationsPath } from './application-addresses.ts';
import type { EnteredApplication } from './application-form.rules.ts';

interface FieldsProps {
  entered: EnteredApplication;
  problems: FormProblems;
}

function AddressFields({ entered, problems }: FieldsProps): JSX.Element {
  const texts = useMessages().applications.form;
  return (
    <>
      <TextArea
        name="redirect_uris"
        label={texts.redirectUris}
        hint={texts.redirectUrisHint}
        value={entered.redirect_uris}
        isOptional
        problems={problems}
      />
      <TextArea
        name="post_logout_redirect_uris"
        label={texts.postLogoutRedirectUris}
        value={entered.post_logout_redirect_uris}
        isOptional
        problems={problems}
      />
      <TextArea
        name="allowed_origins"
        label={texts.allowedOrigins}
        hint={texts.allowedOriginsHint}
        value={entered.allowed_origins}
        isOptional
        problems={problems}
      />
      <Field
        name="scopes"
        label={texts.scopes}
        hint={texts.scopesHint}
        autocomplete="off"
        value={entered.scopes}
        isIdentifier
        isOptional
        problems={problems}
      />
    </>
  );
}

function Fields({ entered, problems, isNew }: FieldsProps & { isNew: boolean }): JSX.Element {
  const texts = useMessages().applications.form;
  const { authorization_grant_type: grant } = entered;
  return (
    <>
      <Field
        name="name"
        label={texts.name}
        hint={texts.nameHint}
        autocomplete="off"
        value={entered.name}
        problems={problems}
      />
      {isNew && (
        <Select
          name="client_type"
          label={texts.clientType}
          hint={texts.clientTypeHint}
          options={texts.clientTypes}
          value={entered.client_type}
          problems={problems}
        />
      )}
      <Select
        name="authorization_grant_type"
        label={texts.grant}
        options={isNew || grant !== '' ? texts.grants : { '': texts.grantAsIs, ...texts.grants }}
        value={grant}
        problems={problems}
      />
      <AddressFields entered={entered} problems={problems} />
    </>
  );
}

export function RegisterApplicationPage({
  token,
  entered,
  problems,
}: FieldsProps & { token: string }): JSX.Element {
  const texts = useMessages().applications.form;
  return (
    <Page title={texts.registerTitle} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      <form method="post" action={`${applicationsPath}register/`} class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        <Fields entered={entered} problems={problems} isNew />
        <div class="actions">
          <button type="submit">{texts.register}</button>
          <a href={applicationsPath}>{texts.cancel}</a>
        </div>
      </form>
    </Page>
  );
}

interface UpdateProps extends FieldsProps {
  token: string;
  application: Application;
  /** The one that the person saw. */
  version: string;
}

export function UpdateApplicationPage(props: UpdateProps): JSX.Element {
  const { application, problems } = props;
  const texts = useMessages().applications.form;
  return (
    <Page title={texts.updateTitle(application.name)} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      <form method="post" action={applicationPath(application, 'update/')} class="stack" novalidate>
        <Hidden name={formTokenField} value={props.token} />
        <Hidden name="version" value={props.version} />
        <Fields entered={props.entered} problems={problems} isNew={false} />
        <div class="actions">
          <button type="submit">{texts.save}</button>
          <a href={applicationPath(application)}>{texts.cancel}</a>
        </div>
      </form>
    </Page>
  );
}
