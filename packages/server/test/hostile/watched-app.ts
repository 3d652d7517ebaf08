import { pino } from 'pino';
import { testApp, type TestApp } from '../support/test-app.ts';

/** An app of which everything that it logs, down to `debug`, is kept. */
export interface WatchedApp extends TestApp {
  logged(): string;
  /** What was logged since it was asked for before. */
  takeLog(): string;
}

export async function watchedApp(env: Record<string, string> = {}): Promise<WatchedApp> {
  let lines = '';
  const log = pino({ level: 'debug' }, { write: (line: string) => void (lines += line) });
  const test = await testApp(env, log);
  return {
    ...test,
    logged: () => lines,
    takeLog() {
      const taken = lines;
      lines = '';
      return taken;
    },
  };
}

/** What no answer and no log line may hold, whatever was asked: the shape of hashes, keys and stack traces. */
const neverShown = [
  /\$argon2/,
  /BEGIN [A-Z ]*PRIVATE KEY/,
  /\bat (?:async )?[\w.<>]+ \(?(?:file:|node:|\/)/,
  /node_modules|\.ts:\d+/,
  /SqliteError|SQLITE_|PostgresError|syntax error at/,
  /(?:select|insert into|update) "[a-z_]+"/i,
];

/** What of this text gives something away; undefined when nothing does. */
export function leakIn(text: string, secrets: readonly string[]): string | undefined {
  const known = secrets.find((secret) => text.includes(secret));
  if (known !== undefined) return `a secret that begins with ${known.slice(0, 6)}`;
  return neverShown.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined);
}
