/** Signing keys. */
export const keys = {
  intro:
    'The newest key signs. Those before it only verify, until the last token that they signed has expired; services fetch all of them by themselves.',
  state: 'State',
  states: { signs: 'signs', verifies: 'verifies only', over: 'over' },
  until: 'Verifies until',
  leaked:
    'When a private key may have leaked: rotate, then sign everybody out; tokens that it signed stay good to services until they expire or are revoked.',
};
