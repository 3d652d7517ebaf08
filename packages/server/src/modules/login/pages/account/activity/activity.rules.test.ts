import { describe, expect, it } from 'vitest';
import { messagesIn } from '../../messages/messages.ts';
import { actionText, actorText } from './activity.rules.ts';

const en = messagesIn.en.accountPages.activity;
const de = messagesIn.de.accountPages.activity;

describe('what happened', () => {
  it('is in words, or by its own name when nobody has any', () => {
    expect(actionText(en, 'password.change')).toBe('Password changed');
    expect(actionText(de, 'password.change')).toBe('Passwort geändert');
    for (const name of ['something.new', 'constructor', '__proto__']) {
      expect(actionText(en, name)).toBe(name);
    }
  });
});

describe('who did it', () => {
  it.each([
    [{ type: 'user', id: 'me' }, ''],
    [{ type: 'user', id: 'other' }, 'by somebody else'],
    [{ type: 'anonymous', id: null }, 'by somebody who was not signed in'],
    [{ type: 'system', id: null }, 'by the system'],
    [{ type: 'command', id: null }, 'by an operator'],
  ] as const)('%j is %j', (actor, words) => {
    expect(actorText(en, { actor, outcome: 'failure' }, 'me')).toBe(words);
  });

  it('is nobody else when somebody who was not signed in succeeded', () => {
    const actor = { type: 'anonymous', id: null } as const;
    expect(actorText(en, { actor, outcome: 'success' }, 'me')).toBe('');
  });
});
