import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientCredentials } from './oauth.ts';
import { patientFetch } from './patient-fetch.ts';
import { readSettings } from './settings.ts';
import { createTokenSource } from './token-source.ts';
import { callApi } from './work.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

const say = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);
const settings = readSettings(process.env);
const fetch = patientFetch(stop.signal, say);
const issue = clientCredentials(settings, fetch);
const tokens = createTokenSource(async () => {
  const token = await issue();
  say(`got a token for ${token.expiresInSeconds} s`);
  return token;
});

while (!stop.signal.aborted) {
  try {
    say(`the API says ${JSON.stringify(await callApi({ apiUrl: settings.apiUrl, tokens, fetch }))}`);
  } catch (error) {
    // Whatever it was, the next round may go better. Nothing of a token is ever written down.
    if (!stop.signal.aborted) say(`failed: ${error instanceof Error ? error.message : String(error)}`);
  }
  await sleep(settings.intervalMs, undefined, { signal: stop.signal }).catch(() => undefined);
}
