import { deviceGrant, type Application } from '#modules/applications';
import { grantChoiceOf } from './application-form.rules.ts';

/** One command for a terminal, and which words of the page explain it. */
export interface FirstStep {
  words: 'browserStep' | 'codeStep' | 'tokenStep' | 'deviceStep' | 'pollStep';
  command: string;
}

export interface FirstStepsOptions {
  publicUrl: string;
  /** Known only when it was just made; otherwise people put it in themselves. */
  secret: string | null;
}

/** Scopes about a person, which an application that acts by itself cannot have. */
const personal = new Set(['openid', 'profile', 'email', 'phone', 'offline_access']);

/** One word for a POSIX shell, whatever it holds. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Safe within double quotes of a shell as well: what encodeURIComponent leaves includes `!` and `'`. */
function queryEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function curl(address: string, options: readonly string[]): string {
  return [`curl -X POST ${shellQuoted(address)}`, ...options].join(' \\\n  ');
}

function names({ clientId, authentication }: Application, secret: string | null): string {
  const id = `export ID=${shellQuoted(clientId)}`;
  return authentication === 'none' ? id : `${id}\nexport SECRET=${shellQuoted(secret ?? '…')}`;
}

function scopeOption(scopes: readonly string[]): string[] {
  return scopes.length > 0 ? [`--data-urlencode ${shellQuoted(`scope=${scopes.join(' ')}`)}`] : [];
}

function codeSteps(
  application: Application,
  { begin, proof, at }: { begin: string; proof: string; at: (path: string) => string },
): FirstStep[] {
  const [redirectUri = ''] = application.redirectUris;
  const scope = queryEncoded(application.scopes.join(' '));
  const query = [
    'response_type=code',
    'client_id=$ID',
    `redirect_uri=${queryEncoded(redirectUri)}`,
    ...(scope === '' ? [] : [`scope=${scope}`]),
    'code_challenge=$CHALLENGE',
    'code_challenge_method=S256',
  ].join('&');
  const browser = [
    begin,
    'export VERIFIER=$(openssl rand -hex 32)',
    `CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')`,
    `echo "${at('/o/authorize/')}?${query}"`,
  ].join('\n');
  const exchange = curl(at('/o/token/'), [
    proof,
    '-d grant_type=authorization_code',
    '-d "code=$CODE"',
    '-d "code_verifier=$VERIFIER"',
    `--data-urlencode ${shellQuoted(`redirect_uri=${redirectUri}`)}`,
  ]);
  return [
    { words: 'browserStep', command: browser },
    { words: 'codeStep', command: `export CODE='…'\n${exchange}` },
  ];
}

/** How to get a first token for this application by hand; empty for one that proves itself by keys. */
export function firstSteps(application: Application, options: FirstStepsOptions): FirstStep[] {
  if (application.authentication === 'private_key_jwt') return [];
  const at = (path: string): string => new URL(path, options.publicUrl).href;
  const begin = names(application, options.secret);
  const proof = application.authentication === 'none' ? '-d "client_id=$ID"' : '-u "$ID:$SECRET"';
  switch (grantChoiceOf(application)) {
    case 'authorization-code':
      return codeSteps(application, { begin, proof, at });
    case 'client-credentials': {
      const scopes = application.scopes.filter((scope) => !personal.has(scope));
      const token = [proof, '-d grant_type=client_credentials', ...scopeOption(scopes)];
      return [{ words: 'tokenStep', command: `${begin}\n${curl(at('/o/token/'), token)}` }];
    }
    case 'device-code': {
      const ask = curl(at('/o/device-authorization/'), [proof, ...scopeOption(application.scopes)]);
      const poll = curl(at('/o/token/'), [
        proof,
        `-d grant_type=${deviceGrant}`,
        '-d "device_code=$DEVICE_CODE"',
      ]);
      return [
        { words: 'deviceStep', command: `${begin}\n${ask}` },
        { words: 'pollStep', command: `export DEVICE_CODE='…'\n${poll}` },
      ];
    }
    case undefined:
      return [];
  }
}
