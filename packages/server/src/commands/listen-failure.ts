import { databaseErrorCode as errorCode } from '#platform/db/db-errors.ts';
import type { Config } from '#config';
import { CommandFailure } from './command-io.ts';

/** Why the server cannot listen, in words that name the address and the setting. */
export function listenFailure(error: unknown, { server: { host, port } }: Pick<Config, 'server'>): unknown {
  const where = `${host} port ${port}`;
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new CommandFailure(`Port ${port} on ${host} is in use already.`, {
        hint: `Stop what uses it, or choose another port: OSTIARY_PORT=${port < 65_535 ? port + 1 : 8_000}`,
        cause: error,
      });
    case 'EACCES':
      return new CommandFailure(`This user may not listen on ${where}.`, {
        hint: 'Ports below 1024 need a privilege; choose a higher one with OSTIARY_PORT.',
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CommandFailure(`${host} is not an address of this machine.`, {
        hint: 'Set OSTIARY_HOST to one, or to 0.0.0.0 for all of them.',
        cause: error,
      });
    default:
      return error;
  }
}
