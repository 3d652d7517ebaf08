import type { Schemas } from '../../../api/client.ts';

type Application = Schemas['Application'];
type Changes = Schemas['ApplicationChanges'];

/** What the form has fields for: texts where the application may have none, lists, numbers. */
export interface Settings {
  name: string;
  grant_types: Application['grant_types'];
  redirect_uris: string[];
  post_logout_redirect_uris: string[];
  allowed_origins: string[];
  scopes: string[];
  access_token_seconds: number | '';
  refresh_token_seconds: number | '';
  backchannel_logout_uri: string;
  client_uri: string;
  logo_uri: string;
  policy_uri: string;
  tos_uri: string;
}

const lists = ['redirect_uris', 'post_logout_redirect_uris', 'allowed_origins'] as const;
const optionalTexts = ['backchannel_logout_uri', 'client_uri', 'logo_uri', 'policy_uri', 'tos_uri'] as const;
const optionalNumbers = ['access_token_seconds', 'refresh_token_seconds'] as const;

export function settingsOf(application: Application): Settings {
  return {
    name: application.name,
    grant_types: application.grant_types,
    redirect_uris: application.redirect_uris,
    post_logout_redirect_uris: application.post_logout_redirect_uris,
    allowed_origins: application.allowed_origins,
    scopes: application.scopes,
    access_token_seconds: application.access_token_seconds ?? '',
    refresh_token_seconds: application.refresh_token_seconds ?? '',
    backchannel_logout_uri: application.backchannel_logout_uri ?? '',
    client_uri: application.client_uri ?? '',
    logo_uri: application.logo_uri ?? '',
    policy_uri: application.policy_uri ?? '',
    tos_uri: application.tos_uri ?? '',
  };
}

function given(uris: readonly string[]): string[] {
  return uris.map((uri) => uri.trim()).filter((uri) => uri !== '');
}

/** What the form says, in the words of the API: empty fields are null. */
function wireOf(settings: Settings): Changes {
  const { name, scopes, grant_types: grants } = settings;
  return {
    name: name.trim(),
    scopes,
    grant_types: grants,
    ...Object.fromEntries(lists.map((field) => [field, given(settings[field])])),
    ...Object.fromEntries(optionalTexts.map((field) => [field, settings[field].trim() || null])),
    ...Object.fromEntries(
      optionalNumbers.map((field) => [field, settings[field] === '' ? null : settings[field]]),
    ),
  };
}

/** Only what differs: the rest may be somebody else's to change meanwhile. */
export function changesOf(before: Settings, after: Settings): Changes {
  const was = new Map(Object.entries(wireOf(before)));
  const entries = Object.entries(wireOf(after));
  return Object.fromEntries(
    entries.filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(was.get(field))),
  );
}
