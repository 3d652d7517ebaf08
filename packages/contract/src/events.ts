/** Every event in the ordered outbox: what client services are told, and when. */
export const eventCatalogue = {
  'user.created': 'An account exists now.',
  'user.updated': 'A profile, identifier, flag or status changed.',
  'user.deleted': 'An account is gone; forget it.',
  'user.access_changed': 'Roles, groups, permissions or access to a service of a user changed.',
  'session.ended': 'A session ended; refuse its access tokens from now on.',
  'token.revoked': 'A static API token was revoked, or an access token by itself: refuse it.',
  'token.family_ended': 'A refresh family was ended; its refresh token is refused.',
  'grant.ended': 'What an application was granted ended; refuse the access tokens that name this grant.',
  'role.changed': 'A role was made, renamed or is worth something else, or it is gone.',
  'group.changed': 'A group was created, renamed or given other roles, or it is gone.',
  'application.changed': 'An application was registered or changed, or its secrets were.',
  'application.deleted': 'An application is gone, and with it all that was issued to it.',
  'service.changed': 'A service was registered or changed.',
  'service.deleted': 'A service is gone; no more tokens are made for it.',
  'service.access_changed': 'What a group or role has in a service changed.',
  'key.rotated': 'A new signing key is in use; read the JWKS again.',
} as const satisfies Record<string, string>;

export type EventType = keyof typeof eventCatalogue;
