import { describe, expect, it } from 'vitest';
import type { Interaction } from '#modules/oauth';
import { nextStep } from './next-step.rules.ts';

const ada = { userId: 'ada' };

function interaction(changes: Partial<Interaction>): Interaction {
  return {
    uid: 'uid',
    prompt: 'login',
    reasons: ['no_session'],
    application: {
      clientId: 'client-1',
      name: 'Notebook',
      logoUri: null,
      homepageUri: null,
      policyUri: null,
      termsUri: null,
      isFirstParty: false,
    },
    userId: null,
    loginHint: null,
    uiLocales: [],
    scopes: [],
    returnSource: null,
    userCode: null,
    ...changes,
  };
}

describe('nextStep', () => {
  it('is signing in for a stranger, whatever the reason', () => {
    for (const reasons of [['no_session'], ['login_prompt'], ['id_token_hint'], []]) {
      const step = nextStep(interaction({ reasons }), null, false);
      expect(step).toEqual({ kind: 'sign-in', isAnotherWanted: false });
    }
  });

  it('is a choice of accounts when the session will do', () => {
    expect(nextStep(interaction({}), ada, false)).toEqual({ kind: 'choose-account' });
    const select = interaction({ prompt: 'select_account', reasons: ['select_account_prompt'] });
    expect(nextStep(select, ada, false)).toEqual({ kind: 'choose-account' });
  });

  it.each(['login_prompt', 'max_age', 'essential_acr', 'essential_acrs', 'something_new'])(
    'is a proof again when one reason is %s',
    (reason) => {
      const step = nextStep(interaction({ reasons: ['no_session', reason] }), ada, false);
      expect(step).toEqual({ kind: 'confirm' });
    },
  );

  it('is signing in when another account is wanted, by the person or by the client', () => {
    expect(nextStep(interaction({}), ada, true)).toEqual({ kind: 'sign-in', isAnotherWanted: false });
    const hinted = interaction({ reasons: ['id_token_hint', 'login_prompt'] });
    expect(nextStep(hinted, ada, false)).toEqual({ kind: 'sign-in', isAnotherWanted: true });
  });

  it('is consent only for who was asked', () => {
    const asked = interaction({ prompt: 'consent', userId: 'ada' });
    expect(nextStep(asked, ada, false)).toEqual({ kind: 'consent' });
    expect(nextStep(asked, ada, true)).toEqual({ kind: 'consent' });
    expect(nextStep(asked, { userId: 'eve' }, false)).toEqual({ kind: 'gone' });
    expect(nextStep(asked, null, false)).toEqual({ kind: 'gone' });
    expect(nextStep(interaction({ prompt: 'consent' }), ada, false)).toEqual({ kind: 'consent' });
  });
});
