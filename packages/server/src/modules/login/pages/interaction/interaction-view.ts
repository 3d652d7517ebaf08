import type { Interaction } from '#modules/oauth';
import type { Principal } from '../../login.types.ts';
import type { FormProblems } from '../form-problems.ts';
import { interactionPath } from '../page-addresses.ts';
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
  problems: FormProblems;
}

export type SignedInView = InteractionView & { visitor: Principal };

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
