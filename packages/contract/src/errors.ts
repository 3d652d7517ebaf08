/**
 * Every error code that Ostiary answers with, its HTTP status and its default message.
 * Codes are stable: clients may branch on them. Messages are safe to show to any caller.
 */
export const errorCatalogue = {
  internal: { status: 500, message: 'Something went wrong on our side.' },
  'request.malformed': { status: 400, message: 'The request could not be read.' },
  'request.invalid': { status: 400, message: 'Some fields are not valid.' },
  'request.too_large': { status: 413, message: 'The request body is too large.' },
  'request.unsupported_media_type': { status: 415, message: 'This media type is not supported.' },
  'request.not_acceptable': { status: 406, message: 'Could not satisfy the request Accept header.' },
  'request.method_not_allowed': { status: 405, message: 'This method is not allowed here.' },
  'request.not_found': { status: 404, message: 'There is nothing at this address.' },
  'request.throttled': { status: 429, message: 'Too many requests. Try again later.' },
  'request.captcha_failed': {
    status: 400,
    message: 'The proof that this is not a robot is missing, or was used already. Please send it again.',
  },
  'request.csrf_failed': {
    status: 403,
    message:
      'A write with a cookie needs proof that it comes from this site: an Origin header or a form token.',
  },
  'request.form_expired': {
    status: 403,
    message: 'This form had been open too long, or cookies are off. Please send it again.',
  },
  'request.precondition_failed': {
    status: 412,
    message: 'It was changed since you read it. Read it again, then repeat the change.',
  },
  'request.idempotency_in_progress': {
    status: 409,
    message: 'A request with this idempotency key is being answered. Try again shortly.',
  },
  'request.idempotency_interrupted': {
    status: 409,
    message:
      'An earlier request with this idempotency key was interrupted. See whether it took effect, then use a new key.',
  },
  'request.idempotency_reused': {
    status: 422,
    message: 'This idempotency key was used with another request.',
  },
  'service.unavailable': { status: 503, message: 'The service cannot answer just now. Try again shortly.' },

  'access.unauthenticated': { status: 401, message: 'Authentication credentials were not provided.' },
  'access.denied': { status: 403, message: 'You do not have permission to perform this action.' },
  'access.address_blocked': { status: 403, message: 'Requests from this address are refused.' },
  'access.cannot_grant': { status: 403, message: 'You cannot give a role that exceeds what you hold.' },
  'access.role_not_found': { status: 404, message: 'There is no such role.' },
  'access.role_taken': { status: 409, message: 'A role with this name exists already.' },
  'access.role_builtin': { status: 409, message: 'A built-in role cannot be deleted or renamed.' },
  'access.group_not_found': { status: 404, message: 'There is no such group.' },
  'access.group_taken': { status: 409, message: 'A group with this name exists already.' },
  'access.permission_unknown': { status: 400, message: 'There is no such permission.' },
  'access.permission_not_found': { status: 404, message: 'There is no such permission.' },
  'access.permission_taken': { status: 409, message: 'A permission with this name exists already.' },
  'access.permission_builtin': { status: 409, message: 'A permission of Ostiary itself cannot be changed.' },
  'access.block_not_found': { status: 404, message: 'This address or range is not on the blocklist.' },
  'access.block_invalid': { status: 400, message: 'This is not an IP address or CIDR range.' },

  'applications.not_found': { status: 404, message: 'There is no such application.' },
  'applications.client_id_taken': { status: 409, message: 'Another application has this client id.' },
  'applications.too_many': { status: 409, message: 'This owner has as many applications as one may have.' },
  'applications.too_many_secrets': {
    status: 409,
    message: 'An application has at most two secrets at a time. Delete one first.',
  },
  'applications.has_no_secret': {
    status: 409,
    message: 'This application does not prove itself by a secret.',
  },
  'applications.secret_not_found': { status: 404, message: 'This application has no such secret.' },

  'feed.unauthenticated': { status: 401, message: 'The key of a service is needed here.' },
  'feed.cursor_gone': {
    status: 410,
    message: 'The feed cannot go on from this cursor. Take a snapshot, and follow from its cursor.',
  },
  'feed.too_many_streams': {
    status: 429,
    message: 'This service follows the feed as often as it may already.',
  },

  'keys.algorithm_unsupported': { status: 400, message: 'This signing algorithm is not supported.' },
  'keys.secret_configured': {
    status: 409,
    message: 'Tokens are signed with a shared secret from the configuration: change it there to rotate.',
  },

  'mail.off': { status: 409, message: 'This server sends no mail, which this needs.' },
  'mail.not_found': { status: 404, message: 'There is no such mail.' },
  'mail.template_not_found': { status: 404, message: 'There is no such mail template.' },
  'mail.sent_already': { status: 409, message: 'This mail was sent: nothing is sent twice.' },
  'mail.under_way': { status: 409, message: 'This mail is being sent at this moment.' },
  'mail.forgotten': {
    status: 409,
    message: 'What stood in this mail is forgotten by now: have it caused again.',
  },

  'mfa.required': { status: 401, message: 'A second factor is needed: send a code as `otp`.' },
  'mfa.invalid_code': { status: 401, message: 'This code is not right, or it was used already.' },
  'mfa.enrolment_required': {
    status: 403,
    message: 'Your role asks for a second factor. Sign in with a browser and set one up first.',
  },
  'mfa.factor_not_found': { status: 404, message: 'There is no such factor.' },
  'mfa.too_many_factors': { status: 409, message: 'You have as many of these as one may have.' },
  'mfa.last_factor': {
    status: 409,
    message: 'Your role asks for a second factor, and this is the last one. Set up another one first.',
  },
  'mfa.passkey_refused': { status: 401, message: 'This passkey was not accepted.' },
  'mfa.passkey_taken': { status: 409, message: 'This passkey is registered already.' },

  'passwords.invalid_credentials': {
    status: 401,
    message: 'No active account found with the given credentials',
  },
  'passwords.too_weak': { status: 400, message: 'This password is not strong enough.' },
  'passwords.busy': { status: 503, message: 'Too many sign-ins at this moment. Try again shortly.' },

  'services.not_found': { status: 404, message: 'There is no such service.' },
  'services.name_taken': { status: 409, message: 'A service with this name exists already.' },
  'services.audience_taken': { status: 409, message: 'A service with this audience exists already.' },
  'services.level_in_use': {
    status: 409,
    message: 'An access level that somebody has cannot be removed. Give them another one first.',
  },
  'services.data_in_use': {
    status: 409,
    message: 'The data of some who have access would not be valid by this schema. Change theirs first.',
  },
  'services.too_many_keys': {
    status: 409,
    message: 'A service has at most two keys at a time. Delete one first.',
  },
  'services.key_invalid': { status: 401, message: 'This service key is not, or no longer, good.' },
  'services.key_not_found': { status: 404, message: 'This service has no such key.' },
  'services.access_not_found': { status: 404, message: 'Nothing was given there in this service.' },
  'services.cannot_grant': {
    status: 403,
    message: 'You cannot give or take more access than you have in this service yourself.',
  },

  'sessions.not_found': { status: 404, message: 'There is no such session.' },

  'tokens.invalid': { status: 401, message: 'Token is invalid' },
  'tokens.expired': { status: 401, message: 'Token is expired' },
  'tokens.wrong_type': { status: 401, message: 'Token has wrong type' },
  'tokens.no_id': { status: 401, message: 'Token has no id' },
  'tokens.blacklisted': { status: 401, message: 'Token is blacklisted' },
  'tokens.no_active_account': { status: 401, message: 'No active account found for the given token.' },
  'tokens.no_user_claim': { status: 401, message: 'Token contained no recognizable user identification' },
  'tokens.user_not_found': { status: 401, message: 'User not found' },
  'tokens.user_inactive': { status: 401, message: 'User is inactive' },
  'tokens.bad_authorization_header': {
    status: 401,
    message: 'Authorization header must contain two space-delimited values',
  },
  'tokens.api_token_not_found': { status: 404, message: 'There is no such token.' },
  'tokens.family_not_found': { status: 404, message: 'There is no such refresh family.' },

  'transfer.run_not_found': { status: 404, message: 'There is no such import.' },
  'transfer.run_finished': { status: 409, message: 'This import is complete already.' },
  'transfer.run_busy': {
    status: 409,
    message:
      'Another request goes on with this import. See how far it is, and resume it when it has stopped.',
  },
  'transfer.source_changed': {
    status: 409,
    message: 'This is not the source that the import began with: it cannot be resumed with it.',
  },
  'transfer.unreadable': { status: 400, message: 'The source could not be read.' },

  'users.email_missing': { status: 409, message: 'This account has no email address.' },
  'users.email_unverified': {
    status: 403,
    message: 'Confirm your email address first: open the link that was sent to it.',
  },
  'users.invitation_closed': {
    status: 409,
    message: 'This account is in use already: there is nothing left to invite to.',
  },
  'users.deletion_not_found': { status: 404, message: 'This account is not about to be deleted.' },
  'users.deletion_decided': {
    status: 403,
    message: 'An administrator decided to delete this account: only an administrator can keep it.',
  },
  'users.not_found': { status: 404, message: 'There is no such user.' },
  'users.email_taken': { status: 409, message: 'This email already exists.' },
  'users.username_taken': { status: 409, message: 'This username already exists.' },
  'users.id_taken': { status: 409, message: 'Another account has this id.' },
  'users.external_id_taken': { status: 409, message: 'This external id already exists.' },
  'users.invalid': { status: 400, message: 'Some details of the account are not valid.' },
  'users.last_administrator': {
    status: 409,
    message: 'This is the last active administrator; make another one first.',
  },
  'users.sign_up_closed': { status: 403, message: 'Sign-up is closed on this server.' },

  'webhooks.not_found': { status: 404, message: 'There is no such webhook.' },
  'webhooks.name_taken': { status: 409, message: 'A webhook with this name exists already.' },
  'webhooks.too_many': { status: 409, message: 'There are as many webhooks as there may be.' },
  'webhooks.delivery_not_found': { status: 404, message: 'This webhook has no such delivery.' },
  'webhooks.event_gone': {
    status: 409,
    message: 'This event is not kept any more: there is nothing to send again.',
  },

  'oauth.interaction_gone': {
    status: 400,
    message: 'This request has expired, or it began in another browser. Start again from the application.',
  },

  'login.link_invalid': {
    status: 400,
    message: 'This link has expired, or it was used already. Ask for a new one.',
  },
  'login.code_invalid': {
    status: 400,
    message: 'This code is not right, has expired, or was used already.',
  },
  'login.sign_in_gone': {
    status: 400,
    message: 'This sign-in took too long, or it began in another browser. Begin again.',
  },
  'login.step_up_required': { status: 401, message: 'Confirm that it is you first.' },
  'login.setup_link_invalid': {
    status: 403,
    message: 'This set-up link is not valid any more. Restart the server to get a new one.',
  },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof errorCatalogue;
