import { Option } from 'commander';
import { askNewPassword, askText, readSecret, requireGiven } from '../ask.ts';
import { wrongUsage } from '../command-io.ts';
import type { Draft } from '../engine/command.types.ts';

const fromStdin = (): Option => new Option('--password-stdin', 'read the password from standard input');

export function onlyPasswordOption(): Option[] {
  return [fromStdin()];
}

export function newPasswordOptions(): Option[] {
  return [fromStdin(), new Option('--without-password', 'cannot sign in by password until one is set')];
}

function refuseTwoSecrets({ values }: Draft): void {
  if (values['passwordStdin'] === true && values['tokenStdin'] === true)
    throw wrongUsage('Standard input cannot be both: give the token by OSTIARY_REMOTE_TOKEN.');
}

/** Asks for what is missing, or names it. */
export async function prepareUser(draft: Draft): Promise<void> {
  const { io, values, body } = draft;
  if (values['passwordStdin'] && values['withoutPassword'])
    throw wrongUsage('--password-stdin and --without-password exclude each other.');
  refuseTwoSecrets(draft);
  const hasName = body['email'] !== undefined || body['username'] !== undefined;
  const hasPassword = values['passwordStdin'] === true || values['withoutPassword'] === true;
  if (!io.isInteractive) {
    requireGiven([
      ...(hasName ? [] : ['--email or --username']),
      ...(hasPassword ? [] : ['--password-stdin or --without-password']),
    ]);
  }
  if (!hasName) body['email'] = await askText(io, { label: 'Email', isRequired: true });
  if (values['withoutPassword'] === true) return;
  body['password'] = values['passwordStdin']
    ? await readSecret(io.stdin, 'password')
    : await askNewPassword(io);
}

export async function preparePassword(draft: Draft): Promise<void> {
  const { io, values, body } = draft;
  refuseTwoSecrets(draft);
  if (!io.isInteractive) requireGiven(values['passwordStdin'] ? [] : ['--password-stdin']);
  body['password'] = values['passwordStdin']
    ? await readSecret(io.stdin, 'password')
    : await askNewPassword(io);
}
