/**
 * Which permission each operation of the management API takes, said a second time and by hand: a route that
 * declares another one, or a new route that is not here, fails a test.
 */
export const permissionTable: Record<string, readonly string[]> = {
  // Everybody who is signed in: these decide for themselves what each caller may.
  '': [
    ...['GET /me', 'PATCH /me', 'POST /me/password'],
    ...['GET /me/sessions', 'DELETE /me/sessions', 'DELETE /me/sessions/:id'],
    ...['GET /me/tokens', 'POST /me/tokens', 'DELETE /me/tokens/:id'],
    ...['POST /me/step-up', 'POST /me/step-up/options', 'POST /me/email', 'POST /me/email/verification'],
    ...['GET /me/factors', 'POST /me/factors/totp', 'POST /me/factors/totp/:id/confirm'],
    ...['DELETE /me/factors/totp/:id', 'POST /me/recovery-codes'],
    ...['POST /me/factors/passkeys/options', 'POST /me/factors/passkeys'],
    ...['PATCH /me/factors/passkeys/:id', 'DELETE /me/factors/passkeys/:id'],
    ...['GET /me/trusted-devices', 'DELETE /me/trusted-devices/:id'],
    ...['GET /me/granted-applications', 'DELETE /me/granted-applications/:client'],
    ...['GET /me/activity', 'GET /me/data'],
    ...['GET /me/deletion', 'POST /me/deletion', 'DELETE /me/deletion'],
    ...['POST /bulk', 'POST /decisions'],
    ...['GET /me/applications', 'POST /applications', 'GET /applications/:application'],
    ...['PATCH /applications/:application', 'DELETE /applications/:application'],
    ...['GET /applications/:application/secrets', 'POST /applications/:application/secrets'],
    'DELETE /applications/:application/secrets/:secret',
  ],
  'access.review': ['GET /access-review'],
  'applications.read': ['GET /applications'],
  'audit.read': ['GET /audit', 'GET /audit/export', 'POST /audit/verify'],
  'blocklist.manage': ['POST /blocklist', 'DELETE /blocklist/:range'],
  'blocklist.read': ['GET /blocklist'],
  'events.read': ['GET /events'],
  'keys.manage': ['POST /keys/rotate'],
  'keys.read': ['GET /keys'],
  'metrics.read': ['GET /overview', 'GET /statistics'],
  'mail.manage': ['POST /mails/:id/resend', 'POST /mails/test'],
  'mail.read': ['GET /mails', 'GET /mails/:id', 'GET /mail-templates', 'GET /mail-templates/:name'],
  'roles.grant': [
    ...['PUT /users/:id/roles/:role', 'DELETE /users/:id/roles/:role'],
    ...['PUT /groups/:group/members/:user', 'DELETE /groups/:group/members/:user'],
    ...['PUT /groups/:group/roles/:role', 'DELETE /groups/:group/roles/:role'],
  ],
  'roles.manage': [
    ...['POST /roles', 'PATCH /roles/:role', 'DELETE /roles/:role'],
    ...['POST /groups', 'PATCH /groups/:group', 'DELETE /groups/:group'],
    ...['POST /permissions', 'PATCH /permissions/:permission', 'DELETE /permissions/:permission'],
  ],
  'roles.read': [
    ...['GET /roles', 'GET /roles/:role', 'GET /permissions', 'GET /permissions/:permission'],
    ...['GET /groups', 'GET /groups/:group', 'GET /groups/:group/members', 'GET /users/:id/access'],
  ],
  'services.grant': [
    ...['PUT /services/:service/access/users/:user', 'DELETE /services/:service/access/users/:user'],
    ...['PUT /services/:service/access/groups/:group', 'DELETE /services/:service/access/groups/:group'],
    ...['PUT /services/:service/access/roles/:role', 'DELETE /services/:service/access/roles/:role'],
  ],
  'services.manage': [
    ...['POST /services', 'PATCH /services/:service', 'DELETE /services/:service'],
    ...['POST /services/:service/keys', 'DELETE /services/:service/keys/:key'],
  ],
  'services.read': [
    ...['GET /services', 'GET /services/:service', 'GET /services/:service/keys'],
    ...['GET /services/:service/access/users', 'GET /services/:service/access/groups'],
    ...['GET /services/:service/access/roles', 'GET /users/:id/services'],
  ],
  'sessions.manage': [
    ...['DELETE /users/:id/sessions', 'DELETE /users/:id/sessions/:session'],
    'DELETE /users/:id/granted-applications/:client',
    ...['DELETE /users/:id/tokens/:token', 'DELETE /users/:id/refresh-families/:family'],
  ],
  'sessions.read': [
    ...['GET /users/:id/sessions', 'GET /users/:id/tokens', 'GET /users/:id/refresh-families'],
    'GET /users/:id/granted-applications',
  ],
  'settings.read': ['GET /settings'],
  'users.create': ['POST /users', 'POST /invitations', 'POST /users/:id/invitation'],
  'users.delete': ['DELETE /users/:id', 'POST /users/:id/deletion', 'DELETE /users/:id/deletion'],
  'users.export': ['GET /exports/users'],
  'users.import': ['POST /imports', 'GET /imports', 'GET /imports/:id'],
  'users.read': ['GET /users', 'GET /users/:id', 'GET /users/:id/factors', 'GET /users/:id/deletion'],
  'users.reset_factors': ['DELETE /users/:id/factors'],
  'users.reset_password': ['POST /users/:id/password'],
  'users.update': ['PATCH /users/:id'],
  'webhooks.manage': [
    ...['POST /webhooks', 'PATCH /webhooks/:webhook', 'DELETE /webhooks/:webhook'],
    ...['POST /webhooks/:webhook/secrets', 'POST /webhooks/:webhook/test', 'POST /webhooks/:webhook/replay'],
    'POST /webhooks/:webhook/deliveries/:delivery/replay',
  ],
  'webhooks.read': [
    ...['GET /webhooks', 'GET /webhooks/:webhook', 'GET /webhooks/:webhook/deliveries'],
    'GET /webhooks/:webhook/deliveries/:delivery',
  ],
};

/** For whoever cannot sign in: these take no credential, and tell nothing of anybody. */
export const openRoutes: readonly string[] = [
  ...['POST /account/recovery', 'POST /account/recovery/complete', 'POST /account/email/verify'],
  'GET /account/captcha',
];
