/** What is counted by the hour, and what it means. */
export const usageCatalogue = {
  'sign_in.succeeded': 'Somebody signed in.',
  'sign_in.wrong_credentials': 'A sign-in was refused: no such account, or another password.',
  'sign_in.inactive': 'A sign-in was refused: the account is closed, or its address not confirmed.',
  'sign_in.limited': 'A sign-in was not tried: there were too many failures before it.',
  'sign_in.second_factor': 'A second factor was refused.',
  'sign_up.succeeded': 'Somebody created an account for themselves.',
  'sign_up.adopted': 'Somebody was taken over from the service before this one, at their first sign-in.',
  'password.recovered': 'Somebody set a new password by a link in a mail.',
  'token.password': 'An access token of the token API was issued to somebody who signed in.',
  'token.refresh': 'An access token was issued for a refresh token.',
  'token.authorization_code': 'An application exchanged a code for an access token.',
  'token.client_credentials': 'An application got an access token of its own.',
  'token.device': 'A device got an access token.',
  'token.exchange': 'An application exchanged one token for another.',
  'token.static': 'A static API token was made.',
  'refresh.reused': 'A used refresh token or code was presented again.',
  'token.verified': 'A token was asked about: verified by the token API, or introspected.',
  'mail.sent': 'A mail was handed over.',
  'mail.failed': 'A mail was given up.',
  'webhook.delivered': 'An event was delivered to a webhook.',
  'webhook.failed': 'An event could not be delivered to a webhook and was given up.',
} as const satisfies Record<string, string>;

export type UsageName = keyof typeof usageCatalogue;

export const usageNames = Object.keys(usageCatalogue) as UsageName[];
