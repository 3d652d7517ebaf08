import type { AccountService, SignUpOutcome } from '#modules/account';

/** The account that a sign-up made, where no address has to be confirmed first. */
export async function signedUp(
  outcome: ReturnType<AccountService['signUp']>,
): Promise<Exclude<SignUpOutcome, 'sent'>> {
  const made = await outcome;
  if (made === 'sent') throw new Error('The account waits for its address to be confirmed.');
  return made;
}
