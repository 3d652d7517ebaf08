import { environmentFile } from './environment.rules.ts';
import { js, json, lines, shell } from './quote.rules.ts';
import type { Connection, Framework } from './snippet.types.ts';

function curlText({ clientId, clientSecret, scopes, resource, endpoints }: Connection): string {
  const parameters = [
    '-d grant_type=client_credentials',
    scopes.length > 0 && `--data-urlencode ${shell(`scope=${scopes.join(' ')}`)}`,
    resource !== null && `--data-urlencode ${shell(`resource=${resource}`)}`,
  ].filter((line) => typeof line === 'string');
  const start = `curl -sS ${shell(endpoints.token)} -u ${shell(`${clientId}:${clientSecret ?? ''}`)}`;
  return `${[start, ...parameters].join(' \\\n  ')}\n`;
}

export const curl: Framework = {
  id: 'curl',
  name: 'curl',
  kinds: ['machine'],
  asksForService: true,
  files: (connection) => [{ name: 'Terminal', text: curlText(connection) }],
};

function fetchText({ endpoints, scopes, resource }: Connection): string {
  return lines(
    "import process from 'node:process';",
    '',
    'const { CLIENT_ID, CLIENT_SECRET } = process.env;',
    '// Ids and secrets of this server need no encoding of their own (RFC 6749 section 2.3.1).',
    "const proof = Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64');",
    '',
    'let kept;',
    '',
    '/** A token is good for some minutes: keep it until shortly before its end. */',
    'export async function accessToken() {',
    '  if (kept && kept.until > Date.now()) return kept.token;',
    `  const answer = await fetch(${js(endpoints.token)}, {`,
    "    method: 'POST',",
    '    headers: { authorization: `Basic ${proof}` },',
    '    body: new URLSearchParams({',
    "      grant_type: 'client_credentials',",
    scopes.length > 0 && `      scope: ${js(scopes.join(' '))},`,
    resource !== null && `      resource: ${js(resource)},`,
    '    }),',
    '  });',
    '  const body = await answer.json();',
    '  if (!answer.ok) throw new Error(`${body.error}: ${body.error_description}`);',
    '  kept = { token: body.access_token, until: Date.now() + (body.expires_in - 10) * 1000 };',
    '  return kept.token;',
    '}',
    '',
    'console.log(await accessToken());',
  );
}

export const nodeFetch: Framework = {
  id: 'node',
  name: 'Node.js (fetch)',
  kinds: ['machine'],
  asksForService: true,
  files: (connection) => [
    environmentFile(connection),
    { name: 'token.mjs', text: fetchText(connection) },
    { name: 'Terminal', text: 'node --env-file=.env token.mjs\n' },
  ],
};

function requestsText({ clientId, clientSecret, endpoints, scopes, resource }: Connection): string {
  return lines(
    'import os',
    '',
    'import requests',
    '',
    'answer = requests.post(',
    `    ${json(endpoints.token)},`,
    `    auth=(${json(clientId)}, os.environ.get("CLIENT_SECRET", ${json(clientSecret ?? '')})),`,
    '    data={',
    '        "grant_type": "client_credentials",',
    scopes.length > 0 && `        "scope": ${json(scopes.join(' '))},`,
    resource !== null && `        "resource": ${json(resource)},`,
    '    },',
    '    timeout=10,',
    ')',
    'answer.raise_for_status()',
    'print(answer.json()["access_token"])',
  );
}

export const pythonRequests: Framework = {
  id: 'requests',
  name: 'Python (requests)',
  kinds: ['machine'],
  asksForService: true,
  files: (connection) => [{ name: 'token.py', text: requestsText(connection) }],
};

/** RFC 8628: shows a code, and asks until somebody has agreed. */
function deviceText({ clientId, scopes, resource, endpoints }: Connection): string {
  return lines(
    '#!/usr/bin/env bash',
    '# Needs curl and jq.',
    `CLIENT_ID=${shell(clientId)}`,
    `begun=$(curl -sS ${shell(endpoints.device)} -d "client_id=$CLIENT_ID" \\`,
    resource !== null && `  --data-urlencode ${shell(`resource=${resource}`)} \\`,
    `  --data-urlencode ${shell(`scope=${scopes.join(' ')}`)})`,
    'jq -r \'"Open \\(.verification_uri) and enter \\(.user_code)"\' <<< "$begun"',
    'pause=$(jq -r \'.interval // 5\' <<< "$begun")',
    'while sleep "$pause"; do',
    `  answer=$(curl -sS ${shell(endpoints.token)} -d "client_id=$CLIENT_ID" \\`,
    '    -d grant_type=urn:ietf:params:oauth:grant-type:device_code \\',
    '    -d "device_code=$(jq -r .device_code <<< "$begun")")',
    '  case $(jq -r \'.error // ""\' <<< "$answer") in',
    '    authorization_pending) ;;',
    '    slow_down) pause=$((pause + 5)) ;;',
    '    *) echo "$answer"; break ;;',
    '  esac',
    'done',
  );
}

export const device: Framework = {
  id: 'device',
  name: 'bash (curl, jq)',
  kinds: ['device'],
  asksForService: true,
  files: (connection) => [{ name: 'sign-in.sh', text: deviceText(connection) }],
};
