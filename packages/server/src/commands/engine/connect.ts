import { InvalidArgumentError, Option } from 'commander';
import { readSecret } from '../ask.ts';
import { wrongUsage, type CommandIo } from '../command-io.ts';
import { createApi, type Api } from './api.ts';
import { openLocalTransport } from './local-transport.ts';
import { readRemoteAddress } from './remote-address.rules.ts';
import { openRemoteTransport } from './remote-transport.ts';
import type { OptionValues } from './schema-fields.ts';
import type { Transport } from './transport.types.ts';

const defaultPatienceSeconds = 30;

function seconds(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number of seconds, 1 or more.');
}

/** Which Ostiary a command is for. */
export function connectionOptions(): Option[] {
  const options = [
    new Option('--url <url>', 'a server elsewhere, instead of OSTIARY_REMOTE_URL'),
    new Option('--local', 'the installation here, whatever OSTIARY_REMOTE_URL says'),
    new Option('--token-stdin', 'read the static API token from standard input'),
    new Option('--insecure', 'allow plain http to a server elsewhere'),
    new Option('--timeout <seconds>', 'how long a server elsewhere may take to answer').argParser(seconds),
  ];
  return options.map((option) => option.helpGroup('Where:'));
}

/** The server elsewhere that is meant; null for the installation here. */
export function remoteUrlOf(io: CommandIo, values: OptionValues): string | null {
  const { url, local } = values;
  if (local === true && typeof url === 'string') throw wrongUsage('--url and --local exclude each other.');
  if (local === true) return null;
  return (typeof url === 'string' ? url : io.env.OSTIARY_REMOTE_URL) || null;
}

/** Opens the way to the API. Whoever opens it closes it. */
export async function connect(
  io: CommandIo,
  values: OptionValues,
): Promise<{ api: Api; transport: Transport }> {
  const url = remoteUrlOf(io, values);
  const transport = url === null ? await openHere(io, values) : await openElsewhere(io, values, url);
  return { api: createApi(transport), transport };
}

async function openHere(io: CommandIo, values: OptionValues): Promise<Transport> {
  const misplaced = ['tokenStdin', 'insecure', 'timeout'].filter((name) => values[name] !== undefined);
  if (misplaced.length > 0)
    throw wrongUsage('--token-stdin, --insecure and --timeout are for a server elsewhere: give --url.');
  return openLocalTransport(io);
}

async function openElsewhere(io: CommandIo, values: OptionValues, url: string): Promise<Transport> {
  const address = readRemoteAddress(url, { isInsecureAllowed: values['insecure'] === true });
  if ('problem' in address) throw wrongUsage(address.problem, address.hint);
  const { timeout } = values;
  const patienceSeconds = typeof timeout === 'number' ? timeout : defaultPatienceSeconds;
  return openRemoteTransport({
    baseUrl: address.url,
    token: await readToken(io, values),
    patienceMs: patienceSeconds * 1_000,
    fetch: io.fetch,
  });
}

async function readToken(io: CommandIo, values: OptionValues): Promise<string | null> {
  const token = values['tokenStdin']
    ? await readSecret(io.stdin, 'token')
    : (io.env.OSTIARY_REMOTE_TOKEN ?? '').trim();
  if (token === '') return null;
  // Anything else cannot be sent in a header, and the message of whoever tries would repeat it.
  if (!/^[\x21-\x7e]+$/.test(token)) throw wrongUsage('The token has characters that no token has.');
  return token;
}
