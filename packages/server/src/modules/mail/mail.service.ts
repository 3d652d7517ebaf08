import type { Config } from '#config';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { NewId } from '#platform/ids.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { MailService } from './mail.types.ts';

export interface MailDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
  config: Config['mail'];
  /** The public base URL. */
  publicUrl: string;
  /** Told what a server under development would send: its links, one line each. */
  print?: (line: string) => void;
  /** Told what no request sees, such as a mail server that does not answer. */
  onError?: (error: unknown) => void;
}

export function createMailService(deps: MailDeps): MailService {
  return {
    isOn: deps.config.transport !== 'off',
    enqueue: () => Promise.resolve(),
    deliver: () => Promise.resolve(0),
    shown: () => Promise.resolve([]),
    start: () => undefined,
    stop: () => Promise.resolve(),
    prune: () => Promise.resolve(0),
  };
}
