import type { MailTransport } from './transport.types.ts';

/** Sends nothing: prints one line for each mail. The mail itself is shown at `/dev/mail`. */
export function createConsoleTransport(print: (line: string) => void): MailTransport {
  return {
    isShown: true,
    begin: () => ({
      send({ to, subject, point }) {
        print(`Mail to ${to}: ${subject}${point === null ? '' : `  ${point}`}`);
        return Promise.resolve({ isSent: true });
      },
      close: () => undefined,
    }),
  };
}
