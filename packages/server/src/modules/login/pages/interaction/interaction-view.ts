import type { Interaction } from '#modules/oauth';
import type { Principal } from '../../login.types.ts';
import type { WantedProof } from '../factor/proof-forms.tsx';
import type { FormProblems } from '../form-problems.ts';
import { interactionPath } from '../page-addresses.ts';
import type { SignInWays } from '../sign-in.page.tsx';
import type { ShownApplication } from './application-face.rules.ts';

/** What the pages of an interaction draw. */
export interface InteractionView {
  interaction: Interaction;
  application: ShownApplication;
  token: string;
  login: string;
  /** Somebody else than who is signed in is to sign in. */
  wantsOther: boolean;
  isSignUpOpen: boolean;
  /** Beside a password, of the steps that ask for one. */
  ways: SignInWays | null;
  /** Of the step that asks for a second factor; null for the others. */
  proof: WantedProof | null;
  problems: FormProblems;
}

export type SignedInView = InteractionView & { visitor: Principal };

/** Whether the page has forms that the browser answers with a passkey, by a script. */
export function offersPasskeys({ ways, proof }: Pick<InteractionView, 'ways' | 'proof'>): boolean {
  return ways?.passkey != null || proof?.passkey != null;
}

export function interactionAddress({ uid }: Pick<Interaction, 'uid'>, part = ''): string {
  return `${interactionPath}${uid}${part}`;
}

/** The page on which another account is used. */
export function otherAccountAddress(interaction: Interaction): string {
  return interactionAddress(interaction, '?account=other');
}

/** What somebody signs in with. */
export function loginOf({ user }: Principal): string {
  return user.email ?? user.username ?? '';
}

export function nameOf(visitor: Principal): string {
  const name = `${visitor.user.firstName} ${visitor.user.lastName}`.trim();
  return name === '' ? loginOf(visitor) : name;
}
