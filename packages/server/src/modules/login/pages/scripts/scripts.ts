import { passkeysScript } from './passkeys.script.ts';
import { proofOfWorkScript } from './proof-of-work.script.ts';

/** What pages may run, by name. Each works on marked elements, and a page without them is left alone. */
export const scripts = {
  passkeys: passkeysScript,
  'proof-of-work': proofOfWorkScript,
} as const;

export type ScriptName = keyof typeof scripts;
