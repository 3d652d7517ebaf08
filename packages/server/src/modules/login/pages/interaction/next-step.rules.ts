import type { Interaction } from '#modules/oauth';

/** What an interaction asks of whoever looks at it. `gone`: somebody else must answer it, or nobody can. */
export type Step =
  | { kind: 'sign-in'; isAnotherWanted: boolean }
  | { kind: 'choose-account' }
  | { kind: 'confirm' }
  | { kind: 'factor' }
  | { kind: 'consent' }
  | { kind: 'gone' };

/** Who looks at it, signed in. */
export interface Onlooker {
  userId: string;
  /** Whether they have shown who they are since the application asked. */
  isFresh: boolean;
  /** Whether they have a second factor that they have not shown in their session. */
  hasFactorLeft: boolean;
}

/** The client named somebody else (OpenID Connect Core sections 3.1.2.1 and 5.5.1). */
const anotherWanted = new Set(['id_token_hint', 'claims_id_token_sub_value']);
/** The client wants a stronger proof than that of the session. */
const strongerWanted = new Set(['wanted_acr', 'essential_acr', 'essential_acrs']);
/** The client wants, or what it asks for takes, a proof that is newer or stronger than the one of the session. */
export const proofWanted: ReadonlySet<string> = new Set([
  ...['login_prompt', 'max_age', 'recent_proof'],
  ...strongerWanted,
]);

/** A session is good enough unless the client wants more: a reason that is not known here does. */
function mayContinue({ prompt, reasons }: Interaction, { isFresh }: Onlooker): boolean {
  if (isFresh) return true;
  return prompt === 'select_account'
    ? !reasons.some((reason) => proofWanted.has(reason))
    : reasons.every((reason) => reason === 'no_session');
}

/** The first factor stands, and only the second one is missing. */
function isFactorMissing({ reasons }: Interaction, { hasFactorLeft }: Onlooker): boolean {
  return hasFactorLeft && reasons.length > 0 && reasons.every((reason) => strongerWanted.has(reason));
}

/** `wantsOther`: whoever is signed in wants to use another account. */
export function nextStep(interaction: Interaction, visitor: Onlooker | null, wantsOther: boolean): Step {
  if (interaction.prompt === 'consent') {
    const isAsked =
      visitor !== null && (interaction.userId === null || interaction.userId === visitor.userId);
    return { kind: isAsked ? 'consent' : 'gone' };
  }
  const isAnotherWanted = visitor !== null && interaction.reasons.some((reason) => anotherWanted.has(reason));
  if (visitor === null || wantsOther || isAnotherWanted) return { kind: 'sign-in', isAnotherWanted };
  if (isFactorMissing(interaction, visitor)) return { kind: 'factor' };
  return { kind: mayContinue(interaction, visitor) ? 'choose-account' : 'confirm' };
}
