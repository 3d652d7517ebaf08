import { CommandFailure } from '../command-io.ts';

const certificateCodes =
  /^(CERT_|ERR_TLS_|ERR_SSL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO$)/;

/** The code of the innermost error: fetch wraps what really happened. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.cause !== undefined) return codeOf(error.cause) ?? ownCode(error);
  if (error instanceof AggregateError) return codeOf(error.errors[0]) ?? ownCode(error);
  return ownCode(error);
}

function ownCode(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function innermostMessage(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return innermostMessage(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : innermostMessage(error.cause);
}

interface Reason {
  message: string;
  hint: string;
}

function reasonOf(code: string, { host, hostname }: URL): Reason | undefined {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { message: `No address is known for ${hostname}.`, hint: 'Check --url and the network.' };
    case 'ECONNREFUSED':
      return { message: `Nothing answers at ${host}.`, hint: 'Check --url, and whether the server runs.' };
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return { message: `${host} ended the connection.`, hint: 'Try again; check --url and its proxy.' };
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return { message: `${host} does not speak TLS.`, hint: 'Check --url: https or http, and the port.' };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return { message: `There is no way to ${host}.`, hint: 'Check the network.' };
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return timedOut(host);
    default:
      return undefined;
  }
}

function timedOut(host: string): Reason {
  return { message: `${host} did not answer in time.`, hint: 'Try again, or allow more with --timeout.' };
}

/** Why no answer came, in words that say what to do. */
export function remoteFailure(error: unknown, baseUrl: string, isTimeout: boolean): CommandFailure {
  const url = new URL(baseUrl);
  const code = codeOf(error) ?? '';
  const reason = isTimeout ? timedOut(url.host) : reasonOf(code, url);
  if (reason) return new CommandFailure(reason.message, { hint: reason.hint, cause: error });
  if (certificateCodes.test(code)) {
    return new CommandFailure(`No secure connection to ${url.host}: ${innermostMessage(error)}`, {
      hint: 'NODE_EXTRA_CA_CERTS names a file with certificates to trust beside the usual ones.',
      cause: error,
    });
  }
  const message = `The request to ${url.host} failed: ${innermostMessage(error)}`;
  return new CommandFailure(message, { hint: 'Check --url.', cause: error });
}
