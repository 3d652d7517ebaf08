import {
  deviceGrant,
  type Application,
  type ApplicationChanges,
  type ApplicationGrant,
  type ClientType,
  type NewApplication,
} from '#modules/applications';
import { AppError, type FieldError } from '#platform/errors.ts';
import type { Form } from '../form-body.ts';
import type { Messages } from '../messages/messages.ts';

/** As the form shows them; the names are those of contracts/django-oauth-toolkit.md, and `scopes`. */
export const applicationFields = [
  'name',
  'client_type',
  'authorization_grant_type',
  'redirect_uris',
  'post_logout_redirect_uris',
  'allowed_origins',
  'scopes',
] as const;

/** What somebody entered, or what an application has, as texts. */
export type EnteredApplication = Record<(typeof applicationFields)[number], string>;

/** One choice for people stands for the grants that belong together. */
const grantsOf = {
  'authorization-code': ['authorization_code', 'refresh_token'],
  'client-credentials': ['client_credentials'],
  'device-code': [deviceGrant, 'refresh_token'],
} as const satisfies Record<string, readonly ApplicationGrant[]>;

type GrantChoice = keyof typeof grantsOf;

/** What distinguishes a choice. */
const leadingGrant: Readonly<Record<GrantChoice, ApplicationGrant>> = {
  'authorization-code': 'authorization_code',
  'client-credentials': 'client_credentials',
  'device-code': deviceGrant,
};

/** The choice that an application comes closest to; undefined for one that has other grants only. */
export function grantChoiceOf({ grants }: Pick<Application, 'grants'>): GrantChoice | undefined {
  return Object.keys(leadingGrant)
    .filter(isGrantChoice)
    .find((choice) => grants.includes(leadingGrant[choice]));
}

function isGrantChoice(text: string): text is GrantChoice {
  return Object.hasOwn(grantsOf, text);
}

function isClientType(text: string): text is ClientType {
  return text === 'confidential' || text === 'public';
}

/** Separated by spaces or lines. */
function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

export function enteredIn(form: Form): EnteredApplication {
  const grant = form.text('authorization_grant_type');
  return {
    name: form.text('name'),
    client_type: form.text('client_type'),
    authorization_grant_type: grant === deviceGrant ? 'device-code' : grant,
    redirect_uris: form.text('redirect_uris'),
    post_logout_redirect_uris: form.text('post_logout_redirect_uris'),
    allowed_origins: form.text('allowed_origins'),
    scopes: form.text('scopes'),
  };
}

export function enteredOf(application: Application): EnteredApplication {
  return {
    name: application.name,
    client_type: application.clientType,
    authorization_grant_type: grantChoiceOf(application) ?? '',
    redirect_uris: application.redirectUris.join('\n'),
    post_logout_redirect_uris: application.postLogoutRedirectUris.join('\n'),
    allowed_origins: application.allowedOrigins.join('\n'),
    scopes: application.scopes.join(' '),
  };
}

export const nothingEntered: EnteredApplication = {
  name: '',
  client_type: 'confidential',
  authorization_grant_type: 'authorization-code',
  redirect_uris: '',
  post_logout_redirect_uris: '',
  allowed_origins: '',
  scopes: 'openid profile email read write',
};

interface Choices {
  clientType: ClientType | undefined;
  grant: GrantChoice | undefined;
  /** No choice is a choice, too: to leave it as it is. */
  isGrantOptional: boolean;
}

function problemsOf(entered: EnteredApplication, choices: Choices, messages: Messages): FieldError[] {
  const { clientType, grant } = choices;
  const texts = messages.applications.form;
  const isLeft = choices.isGrantOptional && entered.authorization_grant_type === '';
  const isWithoutSecret = clientType === 'public' && grant === 'client-credentials';
  const isAimless = grant === 'authorization-code' && words(entered.redirect_uris).length === 0;
  return [
    { path: 'name', message: texts.nameMissing, isWrong: entered.name.trim() === '' },
    { path: 'client_type', message: texts.clientTypeUnknown, isWrong: clientType === undefined },
    {
      path: 'authorization_grant_type',
      message: texts.grantUnknown,
      isWrong: grant === undefined && !isLeft,
    },
    { path: 'authorization_grant_type', message: texts.grantNeedsSecret, isWrong: isWithoutSecret },
    { path: 'redirect_uris', message: texts.redirectUrisMissing, isWrong: isAimless },
  ].flatMap(({ isWrong, ...problem }) => (isWrong ? [problem] : []));
}

function read(
  entered: EnteredApplication,
  messages: Messages,
  isGrantOptional: boolean,
): NewApplication & { grant: GrantChoice | undefined } {
  const { client_type: typed, authorization_grant_type: chosen } = entered;
  const clientType = isClientType(typed) ? typed : undefined;
  const grant = isGrantChoice(chosen) ? chosen : undefined;
  const fields = problemsOf(entered, { clientType, grant, isGrantOptional }, messages);
  if (fields.length > 0 || clientType === undefined) throw new AppError('request.invalid', { fields });
  return {
    name: entered.name,
    clientType,
    grant,
    redirectUris: words(entered.redirect_uris),
    postLogoutRedirectUris: words(entered.post_logout_redirect_uris),
    allowedOrigins: words(entered.allowed_origins),
    scopes: words(entered.scopes),
  };
}

/** AppError `request.invalid` naming every field that is missing. */
export function readNewApplication(entered: EnteredApplication, messages: Messages): NewApplication {
  const { grant, ...application } = read(entered, messages, false);
  return { ...application, ...(grant && { grants: [...grantsOf[grant]] }) };
}

/**
 * What a form changes. Grants stay as they are unless another choice is made: an application can have more
 * of them than this form knows. AppError `request.invalid`.
 */
export function readChanges(
  entered: EnteredApplication,
  application: Application,
  messages: Messages,
): ApplicationChanges {
  const typed = { ...entered, client_type: application.clientType };
  const before = grantChoiceOf(application);
  const { grant, clientType: _clientType, ...changes } = read(typed, messages, before === undefined);
  return { ...changes, ...(grant && grant !== before && { grants: [...grantsOf[grant]] }) };
}
