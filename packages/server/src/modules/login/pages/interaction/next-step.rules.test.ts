import { describe, expect, it } from 'vitest';
import type { Interaction } from '#modules/oauth';
import { nextStep } from './next-step.rules.ts';

const ada = { userId: 'ada', isFresh: false, hasFactorLeft: false };
const fresh = { ...ada, isFresh: true };
const withFactor = { ...ada, hasFactorLeft: true };

function interaction(changes: Partial<Interaction>): Interaction {
  return {
    uid: 'uid',
    beganAt: 0,
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
    wantedAcr: null,
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
    expect(nextStep(asked, { ...ada, userId: 'eve' }, false)).toEqual({ kind: 'gone' });
    expect(nextStep(asked, null, false)).toEqual({ kind: 'gone' });
    expect(nextStep(interaction({ prompt: 'consent' }), ada, false)).toEqual({ kind: 'consent' });
  });

  it.each(['login_prompt', 'max_age', 'essential_acr', 'wanted_acr'])(
    'is going on for who has proved it since the request, though a reason is %s',
    (reason) => {
      const step = nextStep(interaction({ reasons: ['no_session', reason] }), fresh, false);
      expect(step).toEqual({ kind: 'choose-account' });
    },
  );

  it.each([['wanted_acr'], ['essential_acr'], ['essential_acrs', 'wanted_acr']])(
    'is the second factor alone for %s, for who has one',
    (...reasons) => {
      expect(nextStep(interaction({ reasons }), withFactor, false)).toEqual({ kind: 'factor' });
      expect(nextStep(interaction({ reasons }), { ...withFactor, isFresh: true }, false)).toEqual({
        kind: 'factor',
      });
      expect(nextStep(interaction({ reasons }), ada, false)).toEqual({ kind: 'confirm' });
      const newer = interaction({ reasons: [...reasons, 'max_age'] });
      expect(nextStep(newer, withFactor, false)).toEqual({ kind: 'confirm' });
    },
  );
});
