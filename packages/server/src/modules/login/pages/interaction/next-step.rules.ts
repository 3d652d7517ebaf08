import type { Interaction } from '#modules/oauth';

/** What an interaction asks of whoever looks at it. `gone`: somebody else must answer it, or nobody can. */
export type Step =
  | { kind: 'sign-in'; isAnotherWanted: boolean }
  | { kind: 'choose-account' }
  | { kind: 'confirm' }
  | { kind: 'consent' }
  | { kind: 'gone' };

/** The client named somebody else (OpenID Connect Core sections 3.1.2.1 and 5.5.1). */
const anotherWanted = new Set(['id_token_hint', 'claims_id_token_sub_value']);
/** The client wants a proof that is newer or stronger than the one of the session. */
const proofWanted = new Set(['login_prompt', 'max_age', 'essential_acr', 'essential_acrs']);

/** A session is good enough unless the client wants more: a reason that is not known here does. */
function mayContinue({ prompt, reasons }: Interaction): boolean {
  return prompt === 'select_account'
    ? !reasons.some((reason) => proofWanted.has(reason))
    : reasons.every((reason) => reason === 'no_session');
}

/** `wantsOther`: whoever is signed in wants to use another account. */
export function nextStep(
  interaction: Interaction,
  visitor: { userId: string } | null,
  wantsOther: boolean,
): Step {
  if (interaction.prompt === 'consent') {
    const isAsked =
      visitor !== null && (interaction.userId === null || interaction.userId === visitor.userId);
    return { kind: isAsked ? 'consent' : 'gone' };
  }
  const isAnotherWanted = visitor !== null && interaction.reasons.some((reason) => anotherWanted.has(reason));
  if (visitor === null || wantsOther || isAnotherWanted) return { kind: 'sign-in', isAnotherWanted };
  return { kind: mayContinue(interaction) ? 'choose-account' : 'confirm' };
}
