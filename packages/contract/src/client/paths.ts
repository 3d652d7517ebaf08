/**
 * Generated from the description of the API by `npm run reference`; do not edit.
 */

export interface paths {
    "/api/v1/access-review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What every user holds
         * @description In order of creation; whoever holds nothing is there with empty lists. A page for active users alone may have fewer than `limit` while `next_cursor` is there. With `Accept: text/csv` or `format=csv` everything at once, which the audit log notes.
         */
        get: operations["reviewAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/captcha": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What has to be answered before signing up and asking for mail */
        get: operations["askCaptcha"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/email/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show by the link of a mail that an address is yours
         * @description Uses the link up.
         */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a link sent for a new password
         * @description The same answer for any address.
         */
        post: operations["requestRecovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/recovery/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password by the link of a mail
         * @description Uses the link up.
         */
        post: operations["completeRecovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List applications */
        get: operations["listApplications"];
        put?: never;
        /**
         * Register an application
         * @description An OAuth 2 client. Users register their own, if the server lets them; those of the installation take `applications.manage`. Its secret is shown this once.
         */
        post: operations["createApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{application}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One application
         * @description Yours, or with `applications.read` anybody’s.
         */
        get: operations["getApplication"];
        put?: never;
        post?: never;
        /**
         * Delete an application
         * @description Yours, or with `applications.manage` anybody’s. All that was issued to it ends.
         */
        delete: operations["deleteApplication"];
        options?: never;
        head?: never;
        /**
         * Change an application
         * @description Yours, or with `applications.manage` anybody’s. What is absent stays; lists are replaced.
         */
        patch: operations["updateApplication"];
        trace?: never;
    };
    "/api/v1/applications/{application}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Secrets of an application
         * @description Those that count, never what they are.
         */
        get: operations["listApplicationSecrets"];
        put?: never;
        /**
         * Give an application another secret
         * @description Yours, or with `applications.manage` anybody’s. At most two count at a time, so that one can be replaced while it is in use. Shown this once.
         */
        post: operations["createApplicationSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{application}/secrets/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a secret
         * @description Yours, or with `applications.manage` anybody’s. It is refused within a second.
         */
        delete: operations["deleteApplicationSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search the audit log
         * @description In the order of numbers, or of times where `from` or `to` is given; newest first by default. A page looks at a bounded number of entries: it may hold fewer than `limit`, even none, while `next_cursor` is not null.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the audit log
         * @description JSON Lines, oldest first by default: everything that was recorded before the export began, which is recorded itself.
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify the audit log
         * @description Reads all of it: finds edits, deletions and reordering.
         */
        post: operations["verifyAudit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List blocked addresses
         * @description Those in force.
         */
        get: operations["listBlocks"];
        put?: never;
        /**
         * Block an address or range
         * @description Every process refuses it within a second.
         */
        post: operations["createBlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocklist/{range}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unblock a range */
        delete: operations["deleteBlock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make many changes
         * @description Changes, each done by its own route in the order given, with your credentials: allowed, refused and audited as if it came alone. There is no transaction around them. The body may be eight times as long as others. Routes that take batches themselves, stream, or work long are refused inside.
         */
        post: operations["sendBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask whether somebody is allowed something, and why
         * @description One question, or up to 1,000 as `requests`. Everybody may ask about themselves; about others, or with an `address`, it takes the permission `access.decide`. Changes and records nothing.
         */
        post: operations["decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the events outbox
         * @description In order, each once: what is still being written appears when it is complete. With `wait` the answer is given when there is something, or after that time. Events older than 30 days are deleted. A page looks at a bounded number of events: it may hold fewer than `limit`, even none, while `next_cursor` is not null.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export users
         * @description In the order of their creation, as lines that an import reads, or as SCIM resources; or all that there is. Streams in constant memory; noted in the audit log before the first line.
         */
        get: operations["getExportsUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List groups */
        get: operations["listGroups"];
        put?: never;
        /** Create a group */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One group */
        get: operations["getGroup"];
        put?: never;
        post?: never;
        /**
         * Delete a group
         * @description You must hold all of its roles; its members lose them.
         */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        /**
         * Change a group
         * @description Its name or description. You must hold all of its roles.
         */
        patch: operations["updateGroup"];
        trace?: never;
    };
    "/api/v1/groups/{group}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members of a group */
        get: operations["listGroupMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{group}/members/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put a user into a group
         * @description You must hold all of its roles, and the access to services that it and they carry.
         */
        put: operations["addGroupMember"];
        post?: never;
        /**
         * Take a user out of a group
         * @description You must hold all of its roles.
         */
        delete: operations["removeGroupMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{group}/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a group a role
         * @description You must hold all of it yourself, the access to services that it carries included.
         */
        put: operations["grantGroupRole"];
        post?: never;
        /**
         * Take a role from a group
         * @description You must hold all of it yourself.
         */
        delete: operations["revokeGroupRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List imports
         * @description Those of the last 90 days, the interrupted ones too.
         */
        get: operations["listImports"];
        put?: never;
        /**
         * Import users, roles and groups
         * @description Streams: as long as it takes, in constant memory, whatever its size. Bad lines are reported while the rest goes in. Every few hundred lines are one transaction; a run that was interrupted is resumed with `resume`. Nobody imports more than they hold themselves.
         */
        post: operations["postImports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite somebody
         * @description Makes an account without a password, with roles and access to services within your own, and mails a link by which its owner takes it up.
         */
        post: operations["inviteUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List signing keys
         * @description Newest first.
         */
        get: operations["listKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign with a new key
         * @description The old public key stays until its last token has expired.
         */
        post: operations["rotateKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List mail templates
         * @description With the files that replace parts of them.
         */
        get: operations["listMailTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mail-templates/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview a mail template
         * @description Written with values that are obviously made up.
         */
        get: operations["previewMailTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List mails
         * @description Newest first: to whom, of which kind, and how it stands; never what stands in them. Mails are forgotten after 30 days.
         */
        get: operations["listMails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mails/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a mail */
        get: operations["getMail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mails/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a mail once more
         * @description At once, one that was given up within the last 72 hours, or that waits for its next attempt. What stands in it is what stood in it: a link that has expired meanwhile stays expired.
         */
        post: operations["resendMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mails/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send yourself a test mail
         * @description To your own confirmed address, and nowhere else.
         */
        post: operations["sendTestMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are, and what you hold */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change your name or phone
         * @description Fields that are absent stay.
         */
        patch: operations["updateMe"];
        trace?: never;
    };
    "/api/v1/me/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What you did, and what was done to you
         * @description Newest first. Who else it was, and where from, is not told.
         */
        get: operations["listOwnActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your applications
         * @description Those that you registered.
         */
        get: operations["listOwnApplications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is known of you
         * @description As JSON, without a single secret.
         */
        get: operations["downloadOwnData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When your account is to be deleted */
        get: operations["getOwnDeletion"];
        put?: never;
        /**
         * Delete your account
         * @description Signs you out everywhere else at once. Until it is due it can be taken back.
         */
        post: operations["requestOwnDeletion"];
        /** Keep your account after all */
        delete: operations["cancelOwnDeletion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your email address
         * @description A link is sent to the new one; opening it makes the change, and the old one is told.
         */
        post: operations["changeOwnEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/email/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a link sent to your address
         * @description Opening it shows that the address is yours.
         */
        post: operations["sendOwnEmailVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What you can show beside a password */
        get: operations["getOwnFactors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/factors/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register a passkey that a browser has made */
        post: operations["addOwnPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/factors/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a passkey */
        delete: operations["removeOwnPasskey"];
        options?: never;
        head?: never;
        /** Rename a passkey */
        patch: operations["renameOwnPasskey"];
        trace?: never;
    };
    "/api/v1/me/factors/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a browser needs to make a passkey */
        post: operations["beginOwnPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/factors/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set up an authenticator app
         * @description Good for nothing until its first code confirms it.
         */
        post: operations["addOwnTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/factors/totp/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove an authenticator app */
        delete: operations["removeOwnTotp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/factors/totp/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm an authenticator app by its first code */
        post: operations["confirmOwnTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/granted-applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The applications that may use your account
         * @description The latest first, all of them.
         */
        get: operations["listOwnGrantedApplications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/granted-applications/{client}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take back what an application may do
         * @description Ends what was issued to it for you.
         */
        delete: operations["revokeOwnGrantedApplication"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your password
         * @description Ends your other sessions and all static tokens.
         */
        post: operations["changeOwnPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make recovery codes
         * @description Those before are void. Only beside another factor.
         */
        post: operations["createOwnRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where you are signed in
         * @description Newest first; live sessions by default.
         */
        get: operations["listOwnSessions"];
        put?: never;
        post?: never;
        /** Sign out everywhere */
        delete: operations["endOwnSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of your sessions */
        delete: operations["endOwnSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show once more who you are
         * @description With a second factor if you have one. What is sensitive asks for it with `login.step_up_required` (RFC 9470); the session goes on, and so do its tokens.
         */
        post: operations["stepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/step-up/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a browser needs to show one of your passkeys */
        post: operations["beginPasskeyStepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your static tokens
         * @description Not revoked, newest first.
         */
        get: operations["listOwnTokens"];
        put?: never;
        /**
         * Make a static token
         * @description For scripts and machines. Shown once.
         */
        post: operations["createOwnToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke one of your tokens */
        delete: operations["revokeOwnToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/trusted-devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Browsers that need not show a second factor for a while
         * @description At most ten.
         */
        get: operations["listOwnTrustedDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/trusted-devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Trust a browser no longer */
        delete: operations["forgetOwnTrustedDevice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how things stand
         * @description Key figures, health, and what needs attention: failures of the last seven days, and what is due within two weeks.
         */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List permissions
         * @description Ostiary’s own and those defined for services, by name.
         */
        get: operations["listPermissions"];
        put?: never;
        /**
         * Define a permission
         * @description For a service of yours. Nobody holds it yet: a superuser puts it into the first role.
         */
        post: operations["createPermission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions/{permission}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One permission */
        get: operations["getPermission"];
        put?: never;
        post?: never;
        /**
         * Delete a permission
         * @description Takes it from every role: you must hold all that those roles are worth.
         */
        delete: operations["deletePermission"];
        options?: never;
        head?: never;
        /** Describe a permission anew */
        patch: operations["updatePermission"];
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List roles
         * @description The most powerful first, those without a level last.
         */
        get: operations["listRoles"];
        put?: never;
        /**
         * Create a role
         * @description With permissions that you hold, and no level above your own.
         */
        post: operations["createRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One role */
        get: operations["getRole"];
        put?: never;
        post?: never;
        /**
         * Delete a role
         * @description Takes it from everybody. Built-in roles stay.
         */
        delete: operations["deleteRole"];
        options?: never;
        head?: never;
        /**
         * Change a role
         * @description Fields that are absent stay; permissions are replaced as a whole. Nobody adds to a role of their own.
         */
        patch: operations["updateRole"];
        trace?: never;
    };
    "/api/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List services */
        get: operations["listServices"];
        put?: never;
        /**
         * Register a service
         * @description An API that accepts access tokens which are addressed to it.
         */
        post: operations["createService"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{service}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One service */
        get: operations["getService"];
        put?: never;
        post?: never;
        /**
         * Delete a service
         * @description No more tokens are made for it; those that are out expire.
         */
        delete: operations["deleteService"];
        options?: never;
        head?: never;
        /**
         * Change a service
         * @description What is absent stays; lists are replaced as a whole. A level that somebody has cannot be removed, and the data that they have must fit a new `data_schema`.
         */
        patch: operations["updateService"];
        trace?: never;
    };
    "/api/v1/services/{service}/access/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What groups were given in a service
         * @description In order of their ids.
         */
        get: operations["listServiceGroupAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{service}/access/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a group access to a service
         * @description Takes the place of what was given before. Takes `services.manage`, or access in the service that is at least as much.
         */
        put: operations["grantServiceGroupAccess"];
        post?: never;
        /**
         * Take access to a service from a group
         * @description Takes `services.manage`, or access in the service that is at least as much.
         */
        delete: operations["revokeServiceGroupAccess"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{service}/access/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What roles were given in a service
         * @description In order of their ids.
         */
        get: operations["listServiceRoleAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{service}/access/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a role access to a service
         * @description Takes the place of what was given before. Takes `services.manage`, or access in the service that is at least as much.
         */
        put: operations["grantServiceRoleAccess"];
        post?: never;
        /**
         * Take access to a service from a role
         * @description Takes `services.manage`, or access in the service that is at least as much.
         */
        delete: operations["revokeServiceRoleAccess"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{service}/access/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What users were given in a service
         * @description In order of their ids.
         */
        get: operations["listServiceUserAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{service}/access/users/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a user access to a service
         * @description Takes the place of what was given before. Takes `services.manage`, or access in the service that is at least as much.
         */
        put: operations["grantServiceUserAccess"];
        post?: never;
        /**
         * Take access to a service from a user
         * @description Takes `services.manage`, or access in the service that is at least as much.
         */
        delete: operations["revokeServiceUserAccess"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{service}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Keys of a service
         * @description Those that count, never what they are.
         */
        get: operations["listServiceKeys"];
        put?: never;
        /**
         * Give a service a key
         * @description With it the service follows the feed, introspects tokens and names itself at the token API. At most two count at a time, so that one can be replaced while it is in use. Shown this once.
         */
        post: operations["createServiceKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{service}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a key of a service
         * @description It is refused within a second.
         */
        delete: operations["deleteServiceKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See the configuration
         * @description Every setting with the value in effect and where it comes from. Of a secret only whether it is set.
         */
        get: operations["listSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count what happened
         * @description Sign-ins, tokens, mails and more, by the hour or day. What is older than 400 days is deleted.
         */
        get: operations["getStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description In order of creation unless `order` says otherwise, or of what a search matched. Orders by email or username leave out users who have none. All filters given must hold; those by role and group need `roles.read` too. Only so many users are looked at for one page: it may hold fewer than `limit`, or none, and the list ends only where `next_cursor` is null.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Create a user
         * @description Needs an email or a username. Roles, the access to services that they carry, and flags only within your own.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One user */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /** Delete a user */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change a user
         * @description Fields that are absent stay, null empties. `is_active: false` signs the user out.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/v1/users/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a user holds
         * @description Roles, groups, permissions and level.
         */
        get: operations["getUserAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether and when a user is to be deleted
         * @description With whose decision it is, and how much time there is to call such a decision off.
         */
        get: operations["getUserDeletion"];
        put?: never;
        /**
         * Delete a user, with time to call it off
         * @description Deactivates the account at once: sessions and tokens end. When the time is over it is deleted. What is to be deleted already stays due as it was.
         */
        post: operations["scheduleUserDeletion"];
        /**
         * Keep a user who is to be deleted
         * @description Whoever had decided it. Reactivates the account if it was active before.
         */
        delete: operations["callOffUserDeletion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a user can show beside a password
         * @description Never a secret.
         */
        get: operations["getUserFactors"];
        put?: never;
        post?: never;
        /**
         * Remove the factors of a user who has lost theirs
         * @description All of them, with recovery codes and trusted browsers; signs the user out, who is told by mail.
         */
        delete: operations["resetUserFactors"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/granted-applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The applications that may use a user’s account
         * @description The latest first, all of them.
         */
        get: operations["listUserGrantedApplications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/granted-applications/{client}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take back what an application may do for a user
         * @description Ends what was issued to it for them.
         */
        delete: operations["revokeUserGrantedApplication"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail another link to somebody who was invited
         * @description Those before are void.
         */
        post: operations["resendInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a user’s password
         * @description Ends all sessions and tokens of the user.
         */
        post: operations["setUserPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/refresh-families": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Refresh families of a user
         * @description Each is the line of refresh tokens of one sign-in; those of the newest session first. Never the tokens themselves.
         */
        get: operations["listUserRefreshFamilies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/refresh-families/{family}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a refresh family of a user
         * @description Its refresh token is refused; the session stays.
         */
        delete: operations["endUserRefreshFamily"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a user a role
         * @description You must hold all of it yourself, the access to services that it carries included.
         */
        put: operations["grantUserRole"];
        post?: never;
        /**
         * Take a role from a user
         * @description You must hold all of it yourself.
         */
        delete: operations["revokeUserRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a user has in every service
         * @description All told, in order of the service’s name; those where it is nothing are there too. A grant to the user decides alone; without one it is the strongest of what comes by groups and roles.
         */
        get: operations["listUserServices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sessions of a user
         * @description Newest first; the live ones by default.
         */
        get: operations["listUserSessions"];
        put?: never;
        post?: never;
        /** Sign a user out everywhere */
        delete: operations["endUserSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one session of a user */
        delete: operations["endUserSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Static tokens of a user
         * @description Not revoked, newest first. Never the tokens themselves.
         */
        get: operations["listUserTokens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a static token of a user */
        delete: operations["revokeUserToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List webhooks */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Set up a webhook
         * @description It is sent what happens from then on, one event at a time in the order of the outbox, signed as Standard Webhooks has it. Its secret is shown this once.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{webhook}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One webhook
         * @description Where it sends, and how that stands.
         */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook
         * @description With all that is known of its deliveries.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change, pause or resume a webhook
         * @description What is absent stays. One that is resumed goes on where it was.
         */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/api/v1/webhooks/{webhook}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Deliveries of a webhook
         * @description Newest first: one for each event that was sent, with what came of the last attempt. They are kept for 14 days.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{webhook}/deliveries/{delivery}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery of a webhook */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{webhook}/deliveries/{delivery}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send one event once more
         * @description At once and by itself, also to a webhook that is paused. One that waits for its next attempt is tried now.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{webhook}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go back to an earlier event
         * @description It and everything after it is sent again, in order, under the same ids. Never goes forward.
         */
        post: operations["replayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{webhook}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook a new secret
         * @description For a day everything is signed with the one before, too. Shown this once.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{webhook}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Of the type `webhook.test`, once, also to a webhook that is paused. Its delivery says what came of it.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/create-user/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up
         * @description Makes an account with the role read-only. Other fields, such as `is_staff`, are ignored. Where sign-up is closed it needs the permission `users.create`.
         */
        post: operations["createAuthCreateUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password-change/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a password
         * @description The old password proves it, and a code as `otp` for whoever has a second factor; no token is needed. Ends all sessions and tokens of the user.
         */
        post: operations["postAuthPasswordChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/token/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Proves an account by email or username and password; starts a session and returns its tokens. With `Ostiary-Service` the access token is addressed to that service, and says what the user has there. Whoever has a second factor sends a code of it as `otp`.
         */
        post: operations["postAuthToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/token/blacklist/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a refresh token
         * @description Ends the session of the refresh token with all its tokens.
         */
        post: operations["postAuthTokenBlacklist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/token/logout/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends the session of the refresh token in the body, or else of the access token or cookie sent.
         */
        post: operations["postAuthTokenLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/token/refresh/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a new access token
         * @description With OSTIARY_ROTATE_REFRESH_TOKENS the reply carries a new refresh token and the old one is used up. The same request again within OSTIARY_REFRESH_REUSE_WINDOW gets the same successor; later it ends the session. With `Ostiary-Service` the access token is addressed to that service, without it to Ostiary.
         */
        post: operations["postAuthTokenRefresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/token/sliding/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a sliding token
         * @description One token instead of a pair: it is sent as bearer and refreshed while it is good. With `Ostiary-Service` it is addressed to that service, and stays so.
         */
        post: operations["postAuthTokenSliding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/token/sliding/refresh/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh a sliding token
         * @description New expiry, same id, as long as its refresh period lasts.
         */
        post: operations["postAuthTokenSlidingRefresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/token/verify/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask whether a token is good
         * @description Takes access, refresh and sliding tokens; where a service asks with its key, also those that are addressed to it. Also sees that a session has ended and that an account is inactive.
         */
        post: operations["postAuthTokenVerify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/user/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The user of a token
         * @description Who the credential speaks for. Refused credentials answer 403 here, as in django-easyjwt. To a service, named by its key, by `service` or by the audience of the token, in that order, its own view is told: the profile as far as the service may see it, its access level, and its own data at the top.
         */
        get: operations["getAuthUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Accepted: {
            /** @example A mail is on its way. */
            detail: string;
        };
        Access: {
            direct_roles: string[];
            groups: string[];
            /**
             * @description The most powerful; lower is more powerful.
             * @example 3
             */
            level: number | null;
            permissions: string[];
            /** @description Direct ones and those of groups. */
            roles: string[];
        };
        AccessReviewPage: {
            items: components["schemas"]["SparseReviewedUser"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        Application: {
            /**
             * @description Lifetime of its access tokens; null for what the server says.
             * @example 900
             */
            access_token_seconds: number | null;
            /**
             * @description Origins whose pages may call the endpoints (CORS).
             * @example [
             *       "https://shop.example.org"
             *     ]
             */
            allowed_origins: string[];
            /**
             * @description `native` runs on people’s own machines: schemes of its own, any loopback port (RFC 8252).
             * @enum {string}
             */
            application_type: "web" | "native";
            /**
             * @description How it proves who it is; `none` is for public clients. A secret is taken by Basic and in the body.
             * @enum {string}
             */
            authentication: "client_secret" | "private_key_jwt" | "none";
            /**
             * @description Is told when somebody signs out (OpenID Connect Back-Channel Logout).
             * @example https://shop.example.org/signed-out
             */
            backchannel_logout_uri: string | null;
            /**
             * @description It never changes.
             * @example m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A
             */
            client_id: string;
            /**
             * @description RFC 6749 section 2.1. It never changes.
             * @enum {string}
             */
            client_type: "confidential" | "public";
            /**
             * @description Its home page.
             * @example https://shop.example.org
             */
            client_uri: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * @description The grants it may use.
             * @example [
             *       "authorization_code",
             *       "refresh_token"
             *     ]
             */
            grant_types: ("authorization_code" | "refresh_token" | "client_credentials" | "urn:ietf:params:oauth:grant-type:device_code" | "urn:ietf:params:oauth:grant-type:token-exchange")[];
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Whether it gets tokens at all.
             * @example true
             */
            is_active: boolean;
            /**
             * @description One’s own: nobody is asked for consent. Takes `applications.manage`.
             * @example false
             */
            is_first_party: boolean;
            /**
             * @description Public keys of `private_key_jwt` (RFC 7517), unless they are at `jwks_uri`.
             * @example {
             *       "keys": [
             *         {
             *           "kty": "EC",
             *           "crv": "P-256",
             *           "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
             *           "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
             *           "kid": "shop-1"
             *         }
             *       ]
             *     }
             */
            jwks: {
                keys: {
                    [key: string]: unknown;
                }[];
            } | null;
            /**
             * @description Where its public keys are.
             * @example https://shop.example.org/jwks.json
             */
            jwks_uri: string | null;
            /**
             * @description Its picture.
             * @example https://shop.example.org/logo.png
             */
            logo_uri: string | null;
            /**
             * @description May exchange a user’s token without being named in it (RFC 8693). Takes `applications.manage`.
             * @example false
             */
            may_impersonate: boolean;
            /**
             * @description Other client metadata as it was registered.
             * @example {
             *       "contacts": [
             *         "shop@example.org"
             *       ]
             *     }
             */
            metadata: {
                [key: string]: unknown;
            };
            /**
             * @description 1 to 100 visible characters.
             * @example Shop
             */
            name: string;
            /**
             * @description `registered`: by dynamic registration (RFC 7591).
             * @enum {string}
             */
            origin: "managed" | "registered";
            /**
             * Format: uuid
             * @description Who registered it; null for one of the installation.
             */
            owner_id: string | null;
            /**
             * @description Its privacy policy.
             * @example https://shop.example.org/privacy
             */
            policy_uri: string | null;
            /**
             * @description Where a browser may be sent after signing out.
             * @example [
             *       "https://shop.example.org/bye"
             *     ]
             */
            post_logout_redirect_uris: string[];
            /**
             * @description Where a browser may be sent with a code. Compared exactly.
             * @example [
             *       "https://shop.example.org/callback"
             *     ]
             */
            redirect_uris: string[];
            /**
             * @description Lifetime of its refresh tokens; null for what the server says.
             * @example 900
             */
            refresh_token_seconds: number | null;
            /**
             * @description The scopes it may ask for.
             * @example [
             *       "openid",
             *       "profile",
             *       "email",
             *       "offline_access",
             *       "read",
             *       "write"
             *     ]
             */
            scopes: string[];
            /**
             * @description Its terms of service.
             * @example https://shop.example.org/terms
             */
            tos_uri: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at: string;
        };
        ApplicationChanges: {
            /**
             * @description Lifetime of its access tokens; null for what the server says.
             * @example 900
             */
            access_token_seconds?: number | null;
            /**
             * @description Origins whose pages may call the endpoints (CORS).
             * @example [
             *       "https://shop.example.org"
             *     ]
             */
            allowed_origins?: string[];
            /**
             * @description `native` runs on people’s own machines: schemes of its own, any loopback port (RFC 8252).
             * @enum {string}
             */
            application_type?: "web" | "native";
            /**
             * @description How it proves who it is; `none` is for public clients. A secret is taken by Basic and in the body.
             * @enum {string}
             */
            authentication?: "client_secret" | "private_key_jwt" | "none";
            /**
             * @description Is told when somebody signs out (OpenID Connect Back-Channel Logout).
             * @example https://shop.example.org/signed-out
             */
            backchannel_logout_uri?: string | null;
            /**
             * @description Its home page.
             * @example https://shop.example.org
             */
            client_uri?: string | null;
            /**
             * @description The grants it may use.
             * @example [
             *       "authorization_code",
             *       "refresh_token"
             *     ]
             */
            grant_types?: ("authorization_code" | "refresh_token" | "client_credentials" | "urn:ietf:params:oauth:grant-type:device_code" | "urn:ietf:params:oauth:grant-type:token-exchange")[];
            /**
             * @description Whether it gets tokens at all.
             * @example true
             */
            is_active?: boolean;
            /**
             * @description One’s own: nobody is asked for consent. Takes `applications.manage`.
             * @example false
             */
            is_first_party?: boolean;
            /**
             * @description Public keys of `private_key_jwt` (RFC 7517), unless they are at `jwks_uri`.
             * @example {
             *       "keys": [
             *         {
             *           "kty": "EC",
             *           "crv": "P-256",
             *           "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
             *           "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
             *           "kid": "shop-1"
             *         }
             *       ]
             *     }
             */
            jwks?: {
                keys: {
                    [key: string]: unknown;
                }[];
            } | null;
            /**
             * @description Where its public keys are.
             * @example https://shop.example.org/jwks.json
             */
            jwks_uri?: string | null;
            /**
             * @description Its picture.
             * @example https://shop.example.org/logo.png
             */
            logo_uri?: string | null;
            /**
             * @description May exchange a user’s token without being named in it (RFC 8693). Takes `applications.manage`.
             * @example false
             */
            may_impersonate?: boolean;
            /**
             * @description 1 to 100 visible characters.
             * @example Shop
             */
            name?: string;
            /**
             * @description Its privacy policy.
             * @example https://shop.example.org/privacy
             */
            policy_uri?: string | null;
            /**
             * @description Where a browser may be sent after signing out.
             * @example [
             *       "https://shop.example.org/bye"
             *     ]
             */
            post_logout_redirect_uris?: string[];
            /**
             * @description Where a browser may be sent with a code. Compared exactly.
             * @example [
             *       "https://shop.example.org/callback"
             *     ]
             */
            redirect_uris?: string[];
            /**
             * @description Lifetime of its refresh tokens; null for what the server says.
             * @example 900
             */
            refresh_token_seconds?: number | null;
            /**
             * @description The scopes it may ask for.
             * @example [
             *       "openid",
             *       "profile",
             *       "email",
             *       "offline_access",
             *       "read",
             *       "write"
             *     ]
             */
            scopes?: string[];
            /**
             * @description Its terms of service.
             * @example https://shop.example.org/terms
             */
            tos_uri?: string | null;
        };
        ApplicationCreated: {
            /**
             * @description Lifetime of its access tokens; null for what the server says.
             * @example 900
             */
            access_token_seconds: number | null;
            /**
             * @description Origins whose pages may call the endpoints (CORS).
             * @example [
             *       "https://shop.example.org"
             *     ]
             */
            allowed_origins: string[];
            /**
             * @description `native` runs on people’s own machines: schemes of its own, any loopback port (RFC 8252).
             * @enum {string}
             */
            application_type: "web" | "native";
            /**
             * @description How it proves who it is; `none` is for public clients. A secret is taken by Basic and in the body.
             * @enum {string}
             */
            authentication: "client_secret" | "private_key_jwt" | "none";
            /**
             * @description Is told when somebody signs out (OpenID Connect Back-Channel Logout).
             * @example https://shop.example.org/signed-out
             */
            backchannel_logout_uri: string | null;
            /**
             * @description It never changes.
             * @example m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A
             */
            client_id: string;
            /**
             * @description Shown this once; null for a client without one.
             * @example ocs_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT
             */
            client_secret: string | null;
            /**
             * @description RFC 6749 section 2.1. It never changes.
             * @enum {string}
             */
            client_type: "confidential" | "public";
            /**
             * @description Its home page.
             * @example https://shop.example.org
             */
            client_uri: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * @description The grants it may use.
             * @example [
             *       "authorization_code",
             *       "refresh_token"
             *     ]
             */
            grant_types: ("authorization_code" | "refresh_token" | "client_credentials" | "urn:ietf:params:oauth:grant-type:device_code" | "urn:ietf:params:oauth:grant-type:token-exchange")[];
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Whether it gets tokens at all.
             * @example true
             */
            is_active: boolean;
            /**
             * @description One’s own: nobody is asked for consent. Takes `applications.manage`.
             * @example false
             */
            is_first_party: boolean;
            /**
             * @description Public keys of `private_key_jwt` (RFC 7517), unless they are at `jwks_uri`.
             * @example {
             *       "keys": [
             *         {
             *           "kty": "EC",
             *           "crv": "P-256",
             *           "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
             *           "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
             *           "kid": "shop-1"
             *         }
             *       ]
             *     }
             */
            jwks: {
                keys: {
                    [key: string]: unknown;
                }[];
            } | null;
            /**
             * @description Where its public keys are.
             * @example https://shop.example.org/jwks.json
             */
            jwks_uri: string | null;
            /**
             * @description Its picture.
             * @example https://shop.example.org/logo.png
             */
            logo_uri: string | null;
            /**
             * @description May exchange a user’s token without being named in it (RFC 8693). Takes `applications.manage`.
             * @example false
             */
            may_impersonate: boolean;
            /**
             * @description Other client metadata as it was registered.
             * @example {
             *       "contacts": [
             *         "shop@example.org"
             *       ]
             *     }
             */
            metadata: {
                [key: string]: unknown;
            };
            /**
             * @description 1 to 100 visible characters.
             * @example Shop
             */
            name: string;
            /**
             * @description `registered`: by dynamic registration (RFC 7591).
             * @enum {string}
             */
            origin: "managed" | "registered";
            /**
             * Format: uuid
             * @description Who registered it; null for one of the installation.
             */
            owner_id: string | null;
            /**
             * @description Its privacy policy.
             * @example https://shop.example.org/privacy
             */
            policy_uri: string | null;
            /**
             * @description Where a browser may be sent after signing out.
             * @example [
             *       "https://shop.example.org/bye"
             *     ]
             */
            post_logout_redirect_uris: string[];
            /**
             * @description Where a browser may be sent with a code. Compared exactly.
             * @example [
             *       "https://shop.example.org/callback"
             *     ]
             */
            redirect_uris: string[];
            /**
             * @description Lifetime of its refresh tokens; null for what the server says.
             * @example 900
             */
            refresh_token_seconds: number | null;
            /**
             * @description The scopes it may ask for.
             * @example [
             *       "openid",
             *       "profile",
             *       "email",
             *       "offline_access",
             *       "read",
             *       "write"
             *     ]
             */
            scopes: string[];
            /**
             * @description Its terms of service.
             * @example https://shop.example.org/terms
             */
            tos_uri: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at: string;
        };
        ApplicationCreation: {
            /**
             * @description Lifetime of its access tokens; null for what the server says.
             * @example 900
             */
            access_token_seconds?: number | null;
            /**
             * @description Origins whose pages may call the endpoints (CORS).
             * @example [
             *       "https://shop.example.org"
             *     ]
             */
            allowed_origins?: string[];
            /**
             * @description `native` runs on people’s own machines: schemes of its own, any loopback port (RFC 8252).
             * @enum {string}
             */
            application_type?: "web" | "native";
            /**
             * @description How it proves who it is; `none` is for public clients. A secret is taken by Basic and in the body.
             * @enum {string}
             */
            authentication?: "client_secret" | "private_key_jwt" | "none";
            /**
             * @description Is told when somebody signs out (OpenID Connect Back-Channel Logout).
             * @example https://shop.example.org/signed-out
             */
            backchannel_logout_uri?: string | null;
            /**
             * @description RFC 6749 section 2.1. It never changes.
             * @enum {string}
             */
            client_type?: "confidential" | "public";
            /**
             * @description Its home page.
             * @example https://shop.example.org
             */
            client_uri?: string | null;
            /**
             * @description The grants it may use.
             * @example [
             *       "authorization_code",
             *       "refresh_token"
             *     ]
             */
            grant_types?: ("authorization_code" | "refresh_token" | "client_credentials" | "urn:ietf:params:oauth:grant-type:device_code" | "urn:ietf:params:oauth:grant-type:token-exchange")[];
            /**
             * @description Whether it gets tokens at all.
             * @example true
             */
            is_active?: boolean;
            /**
             * @description One’s own: nobody is asked for consent. Takes `applications.manage`.
             * @example false
             */
            is_first_party?: boolean;
            /**
             * @description Public keys of `private_key_jwt` (RFC 7517), unless they are at `jwks_uri`.
             * @example {
             *       "keys": [
             *         {
             *           "kty": "EC",
             *           "crv": "P-256",
             *           "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
             *           "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
             *           "kid": "shop-1"
             *         }
             *       ]
             *     }
             */
            jwks?: {
                keys: {
                    [key: string]: unknown;
                }[];
            } | null;
            /**
             * @description Where its public keys are.
             * @example https://shop.example.org/jwks.json
             */
            jwks_uri?: string | null;
            /**
             * @description Its picture.
             * @example https://shop.example.org/logo.png
             */
            logo_uri?: string | null;
            /**
             * @description May exchange a user’s token without being named in it (RFC 8693). Takes `applications.manage`.
             * @example false
             */
            may_impersonate?: boolean;
            /**
             * @description 1 to 100 visible characters.
             * @example Shop
             */
            name: string;
            /**
             * Format: uuid
             * @description Whose it is; null for the installation. Another than oneself takes `applications.manage`.
             */
            owner_id?: string | null;
            /**
             * @description Its privacy policy.
             * @example https://shop.example.org/privacy
             */
            policy_uri?: string | null;
            /**
             * @description Where a browser may be sent after signing out.
             * @example [
             *       "https://shop.example.org/bye"
             *     ]
             */
            post_logout_redirect_uris?: string[];
            /**
             * @description Where a browser may be sent with a code. Compared exactly.
             * @example [
             *       "https://shop.example.org/callback"
             *     ]
             */
            redirect_uris?: string[];
            /**
             * @description Lifetime of its refresh tokens; null for what the server says.
             * @example 900
             */
            refresh_token_seconds?: number | null;
            /**
             * @description The scopes it may ask for.
             * @example [
             *       "openid",
             *       "profile",
             *       "email",
             *       "offline_access",
             *       "read",
             *       "write"
             *     ]
             */
            scopes?: string[];
            /**
             * @description Its terms of service.
             * @example https://shop.example.org/terms
             */
            tos_uri?: string | null;
        };
        ApplicationPage: {
            items: components["schemas"]["SparseApplication"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        ApplicationSecret: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            expires_at: string | null;
            /**
             * @description Its last four characters.
             * @example wQkT
             */
            hint: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
        };
        ApplicationSecretCreated: {
            /**
             * @description Shown this once.
             * @example ocs_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT
             */
            client_secret: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            expires_at: string | null;
            /**
             * @description Its last four characters.
             * @example wQkT
             */
            hint: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
        };
        ApplicationSecretCreation: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            expires_at?: string | null;
        };
        ApplicationSecretPage: {
            items: components["schemas"]["ApplicationSecret"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        Attention: {
            /**
             * @example mails_failed
             * @enum {unknown}
             */
            code: "administrators_without_factor" | "application_secrets_expiring" | "deletions_due_soon" | "import_interrupted" | "logouts_failed" | "mails_failed" | "one_administrator" | "sign_in_failures" | "signing_key_old" | "webhook_events_failed" | "webhooks_failing" | "webhooks_paused";
            /**
             * @description How many: mails, accounts, days … whatever the code speaks of.
             * @example 3
             */
            count: number;
            /**
             * @example warning
             * @enum {unknown}
             */
            severity: "warning" | "notice";
        };
        AuditPage: {
            items: components["schemas"]["SparseAuditEntry"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        AuthUserReply: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC, with microseconds.
             */
            date_joined: string;
            email: string | null;
            first_name: string;
            /** Format: uuid */
            id: string;
            is_active: boolean;
            is_staff: boolean;
            is_superuser: boolean;
            last_login: string | null;
            last_name: string;
        };
        AuthUserView: {
            /** @description One of the access levels of the service. */
            access_level: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC, with microseconds.
             */
            date_joined?: string;
            email?: string | null;
            external_id?: string | null;
            first_name?: string;
            /** Format: uuid */
            id: string;
            is_active: boolean;
            is_staff: boolean;
            is_superuser: boolean;
            /** @description No service is told when. */
            last_login: null;
            last_name?: string;
            phone?: string | null;
            username?: string | null;
        } & {
            [key: string]: unknown;
        };
        Block: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            expires_at: string | null;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description A CIDR range in canonical form, such as 203.0.113.0/24.
             * @example 203.0.113.0/24
             */
            range: string;
            /** @example password guessing */
            reason: string;
        };
        BlockCreation: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            expires_at?: string | null;
            /**
             * @description An address or CIDR range, IPv4 or IPv6.
             * @example 203.0.113.0/24
             */
            range: string;
            /** @example password guessing */
            reason?: string;
        };
        BlockPage: {
            items: components["schemas"]["SparseBlock"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        BulkAnswer: {
            /** @description One for each request. */
            items: components["schemas"]["BulkResult"][];
        };
        BulkItem: {
            /**
             * @description As the route wants it.
             * @example {
             *       "username": "ann"
             *     }
             */
            body?: unknown;
            /**
             * @description As the header `If-Match` of the request alone.
             * @example "3"
             */
            if_match?: string;
            /** @enum {string} */
            method: "POST" | "PUT" | "PATCH" | "DELETE";
            /**
             * @description Path and query of a route of this API, as it would be sent alone.
             * @example /api/v1/users
             */
            path: string;
        };
        BulkRequest: {
            /**
             * @description Whether those after a refused one are still done. With `stop` they are answered 424.
             * @default continue
             * @enum {string}
             */
            on_error?: "continue" | "stop";
            /** @description Done in this order. */
            requests: components["schemas"]["BulkItem"][];
        };
        BulkResult: {
            /**
             * @description What the route answered, or a problem; null when that was nothing.
             * @example {
             *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
             *       "username": "ann"
             *     }
             */
            body: unknown;
            /** @example "1" */
            etag: string | null;
            /**
             * @description Which request, from 0.
             * @example 0
             */
            index: number;
            /** @example /api/v1/users/019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70 */
            location: string | null;
            /**
             * @description As the request alone would be answered.
             * @example 201
             */
            status: number;
        };
        CaptchaQuestion: {
            /**
             * @description How many leading zero bits SHA-256 of the answer must have.
             * @example 17
             */
            bits: number | null;
            /**
             * @description Good for ten minutes, once. Null when nothing has to be answered.
             * @example 2Qk7dLr0
             */
            challenge: string | null;
            /**
             * @description `off`: nothing has to be answered. `proof-of-work`: see the guide on protection.
             * @example proof-of-work
             */
            kind: string;
        };
        ChainReport: {
            /**
             * @description How many were found intact, from the first.
             * @example 4711
             */
            entries: number;
            /** @example null */
            first_bad_seq: number | null;
            /**
             * @description Hash of the last entry: keep it elsewhere to notice a restored backup.
             * @example kTP1X2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQ
             */
            head_hash: string | null;
            /** @example true */
            is_intact: boolean;
            /** @example null */
            reason: string | null;
        };
        CreateUserReply: {
            email: string;
            first_name: string;
            /** Format: uuid */
            id: string;
            last_name: string;
            phone: string | null;
        };
        CreateUserRequest: {
            /**
             * @description The answer to a challenge of `GET /api/v1/account/captcha`, where captchas are on.
             * @example 2Qk7dLr0.131072
             */
            captcha?: string;
            /** Format: email */
            email: string;
            first_name?: string;
            last_name?: string;
            password: string;
            phone?: string | null;
        };
        CredentialRefused: {
            code?: string;
            detail: string;
            messages?: {
                message: string;
                token_class: string;
                token_type: string;
            }[];
        };
        Decision: {
            /** @example true */
            allowed: boolean;
            /** @description Every requirement, and what gives it to the subject: a step for each way. */
            because: {
                /**
                 * @description The group that gives the role, or access to a service.
                 * @example Back office
                 */
                group: string | null;
                /** @example true */
                is_met: boolean;
                /** @example permission orders.read */
                requirement: string;
                /**
                 * @description The role that gives it.
                 * @example clerk
                 */
                role: string | null;
                /** @example The role clerk, through the group Back office, holds orders.read. */
                text: string;
            }[];
            /**
             * @description The requirements that stood in the way.
             * @example []
             */
            missing: string[];
            /**
             * @description Null when allowed. `inactive`: the account is switched off.
             * @example null
             * @enum {string|null}
             */
            reason: "denied" | "address_blocked" | "inactive" | "not_found" | null;
        };
        DecisionQuestion: {
            /**
             * @description The permission that it takes.
             * @example orders.read
             */
            action?: string;
            /**
             * @description Where the subject asks from: an address on the blocklist is refused.
             * @example 203.0.113.7
             */
            address?: string;
            /**
             * @description With `service`: with this access level, or one above it.
             * @example editor
             */
            level?: string;
            /**
             * @description HTTP method, in capitals.
             * @example GET
             */
            method?: string;
            /** @description What is required, where it is more than one permission. In place of `action`. */
            policy?: {
                /** @enum {string} */
                match: "all" | "any";
                /**
                 * @example [
                 *       {
                 *         "kind": "permission",
                 *         "name": "orders.read"
                 *       },
                 *       {
                 *         "kind": "owner"
                 *       }
                 *     ]
                 */
                requirements: {
                    /**
                     * @description The least powerful level.
                     * @example 3
                     */
                    at_most?: number;
                    /** @enum {string} */
                    kind: "permission" | "role" | "service" | "level" | "staff" | "superuser" | "owner" | "address_allowed" | "safe_method";
                    /**
                     * @description In the service: this access level, or one above it.
                     * @example editor
                     */
                    level?: string;
                    /**
                     * @description Of the permission, role or service; a service also by its id.
                     * @example orders.read
                     */
                    name?: string;
                }[];
            };
            /** @description Several at once; then nothing else is given. */
            requests?: components["schemas"]["DecisionRequest"][];
            resource?: {
                /**
                 * @description For your own use.
                 * @example 4711
                 */
                id?: string;
                /**
                 * Format: uuid
                 * @description Whose it is: a user’s id.
                 */
                owner_id?: string | null;
                /**
                 * @description For your own use.
                 * @example order
                 */
                type?: string;
            };
            /**
             * @description Whether this service lets the subject in: its name or id. In place of `action`.
             * @example Orders
             */
            service?: string;
            /** @description Who: by `user_id` or by `login`. */
            subject?: {
                /**
                 * @description Email or username, in any case.
                 * @example ann@example.com
                 */
                login?: string;
                /**
                 * Format: uuid
                 * @description UUID of version 7.
                 */
                user_id?: string;
            };
        };
        /**
         * @example {
         *       "subject": {
         *         "user_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70"
         *       },
         *       "action": "orders.read",
         *       "resource": {
         *         "type": "order",
         *         "id": "4711"
         *       }
         *     }
         */
        DecisionRequest: {
            /**
             * @description The permission that it takes.
             * @example orders.read
             */
            action?: string;
            /**
             * @description Where the subject asks from: an address on the blocklist is refused.
             * @example 203.0.113.7
             */
            address?: string;
            /**
             * @description With `service`: with this access level, or one above it.
             * @example editor
             */
            level?: string;
            /**
             * @description HTTP method, in capitals.
             * @example GET
             */
            method?: string;
            /** @description What is required, where it is more than one permission. In place of `action`. */
            policy?: {
                /** @enum {string} */
                match: "all" | "any";
                /**
                 * @example [
                 *       {
                 *         "kind": "permission",
                 *         "name": "orders.read"
                 *       },
                 *       {
                 *         "kind": "owner"
                 *       }
                 *     ]
                 */
                requirements: {
                    /**
                     * @description The least powerful level.
                     * @example 3
                     */
                    at_most?: number;
                    /** @enum {string} */
                    kind: "permission" | "role" | "service" | "level" | "staff" | "superuser" | "owner" | "address_allowed" | "safe_method";
                    /**
                     * @description In the service: this access level, or one above it.
                     * @example editor
                     */
                    level?: string;
                    /**
                     * @description Of the permission, role or service; a service also by its id.
                     * @example orders.read
                     */
                    name?: string;
                }[];
            };
            resource?: {
                /**
                 * @description For your own use.
                 * @example 4711
                 */
                id?: string;
                /**
                 * Format: uuid
                 * @description Whose it is: a user’s id.
                 */
                owner_id?: string | null;
                /**
                 * @description For your own use.
                 * @example order
                 */
                type?: string;
            };
            /**
             * @description Whether this service lets the subject in: its name or id. In place of `action`.
             * @example Orders
             */
            service?: string;
            /** @description Who: by `user_id` or by `login`. */
            subject: {
                /**
                 * @description Email or username, in any case.
                 * @example ann@example.com
                 */
                login?: string;
                /**
                 * Format: uuid
                 * @description UUID of version 7.
                 */
                user_id?: string;
            };
        };
        Decisions: {
            /** @description One for each request, in their order. */
            items: {
                /** @example true */
                allowed: boolean;
                /** @description Every requirement, and what gives it to the subject: a step for each way. */
                because: {
                    /**
                     * @description The group that gives the role, or access to a service.
                     * @example Back office
                     */
                    group: string | null;
                    /** @example true */
                    is_met: boolean;
                    /** @example permission orders.read */
                    requirement: string;
                    /**
                     * @description The role that gives it.
                     * @example clerk
                     */
                    role: string | null;
                    /** @example The role clerk, through the group Back office, holds orders.read. */
                    text: string;
                }[];
                /** @description Why there is no answer to this one. */
                error: {
                    /** @example users.not_found */
                    code: string;
                    /** @example There is no such user. */
                    detail: string;
                } | null;
                /**
                 * @description The requirements that stood in the way.
                 * @example []
                 */
                missing: string[];
                /**
                 * @description Null when allowed. `inactive`: the account is switched off.
                 * @example null
                 * @enum {string|null}
                 */
                reason: "denied" | "address_blocked" | "inactive" | "not_found" | null;
            }[];
        };
        Deletion: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            due_at: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            requested_at: string;
        };
        Detail: {
            code?: string;
            detail: string;
        };
        EmailChange: {
            /** @example ann@example.com */
            email: string;
        };
        EmailVerification: {
            /**
             * @description Of the link in the mail.
             * @example zYb0mWk2V6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT
             */
            token: string;
        };
        Ended: {
            /**
             * @description How many sessions were ended.
             * @example 2
             */
            ended: number;
        };
        EventPage: {
            items: components["schemas"]["SparseEvent"][];
            /**
             * @description Ask with it for the next page; null when there is no more by now.
             * @example NDI
             */
            next_cursor: string | null;
            /**
             * @description Where to go on later, after the last page, too.
             * @example NDI
             */
            tail_cursor: string;
        };
        Factors: {
            passkeys: components["schemas"]["Passkey"][];
            /**
             * @description How many are unused.
             * @example 9
             */
            recovery_codes_left: number;
            /** @description Authenticator apps. */
            totp: components["schemas"]["TotpFactor"][];
        };
        FeedServiceRecord: {
            /** @description From the least to the most. */
            access_levels: string[];
            /** @example https://orders.example.org */
            audience: string;
            /**
             * @description `granted`: only those who were given access may enter, and it sees nobody else.
             * @enum {string}
             */
            entry: "everyone" | "granted";
            /** @description What it may see of a profile. */
            fields: string[];
            /** @example 019b6ad4-3c00-7b17-9f42-3a6d8c1e7b55 */
            id: string;
            /** @example Orders */
            name: string;
        };
        FeedUserRecord: {
            /** @description Their own in this service; what comes by roles and groups is with those. */
            access: {
                /**
                 * @description Its own data, as its schema says.
                 * @example {
                 *       "region": "north"
                 *     }
                 */
                data: {
                    [key: string]: unknown;
                };
                /**
                 * @description One of its access levels; null where it has none or none was given.
                 * @example editor
                 */
                level: string | null;
            } | null;
            /**
             * Format: date-time
             * @description Only if the service may see it.
             */
            created_at?: string;
            /**
             * @description Only if the service may see it.
             * @example ann@example.org
             */
            email?: string | null;
            /**
             * @description Only if the service may see it.
             * @example hr-4711
             */
            external_id?: string | null;
            /**
             * @description Only if the service may see it.
             * @example Ann
             */
            first_name?: string;
            /** @description In order. */
            group_ids: string[];
            /** @example true */
            is_active: boolean;
            /** @example false */
            is_staff: boolean;
            /** @example false */
            is_superuser: boolean;
            /**
             * @description Only if the service may see it.
             * @example Lee
             */
            last_name?: string;
            /**
             * @description Only if the service may see it.
             * @example +49 30 1234
             */
            phone?: string | null;
            /** @description Of the roles given directly, in order. */
            role_ids: string[];
            /**
             * @description Never changes, and is not used again.
             * @example 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70
             */
            sub: string;
            /**
             * @description Only if the service may see it.
             * @example ann
             */
            username?: string | null;
        };
        FieldProblem: {
            /** @example Must be string. */
            message: string;
            /**
             * @description Where in the request, such as `roles.0`.
             * @example email
             */
            path: string;
        };
        GrantedApplication: {
            /** @example photo-printer */
            client_id: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            granted_at: string;
            /** @example https://photos.example.org */
            homepage_uri: string | null;
            /** @example false */
            is_first_party: boolean;
            /** @example https://photos.example.org/logo.png */
            logo_uri: string | null;
            /** @example Photo printer */
            name: string;
            scopes: {
                /** @example See your photos. */
                description: string | null;
                /** @example photos.read */
                name: string;
                /**
                 * @description Which defines it.
                 * @example Photos
                 */
                service: string | null;
            }[];
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at: string;
        };
        GrantedApplicationPage: {
            items: components["schemas"]["GrantedApplication"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        Group: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /** @example Those who ship what was sold. */
            description: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description 1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.
             * @example Back office
             */
            name: string;
            /** @description Names, sorted. */
            roles: string[];
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at: string;
        };
        GroupChanges: {
            /** @example Those who ship what was sold. */
            description?: string;
            /**
             * @description 1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.
             * @example Back office
             */
            name?: string;
        };
        GroupCreation: {
            /** @example Those who ship what was sold. */
            description?: string;
            /**
             * @description 1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.
             * @example Back office
             */
            name: string;
        };
        GroupPage: {
            items: components["schemas"]["SparseGroup"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        ImportProblem: {
            /**
             * @description As of other refusals; branch on it.
             * @example users.email_taken
             */
            code: string;
            /**
             * @description From 1; of a record of several lines its first.
             * @example 3
             */
            line: number;
            /** @example Another account has this email address. */
            message: string;
            /**
             * @description The field; empty for the whole line.
             * @example email
             */
            path: string;
        };
        ImportReport: {
            /**
             * @description Lines that made something.
             * @example 2
             */
            created: number;
            /**
             * @description Lines that were refused.
             * @example 1
             */
            failed: number;
            /**
             * Format: uuid
             * @description To resume it by; null of a dry run.
             */
            id: string | null;
            /**
             * @description The last line that was read.
             * @example 3
             */
            lines: number;
            /** @description The first thousand. */
            problems: components["schemas"]["ImportProblem"][];
            /**
             * @description How many more there were.
             * @example 0
             */
            problems_left_out: number;
            /**
             * @description Lines that say what is so already.
             * @example 0
             */
            unchanged: number;
            /**
             * @description Lines that changed something.
             * @example 0
             */
            updated: number;
        };
        ImportRunPage: {
            items: components["schemas"]["SparseImportRun"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        Invitation: {
            /**
             * @description The link is sent there.
             * @example ann@example.com
             */
            email: string;
            /** @example Ann */
            first_name?: string;
            /** @example Lee */
            last_name?: string;
            /** @description You must hold all of each. Default `read-only`. */
            roles?: string[];
            services?: {
                /**
                 * @description The service’s own data, as its `data_schema` says.
                 * @example {
                 *       "accessgroup": {
                 *         "user_type": "EDITOR"
                 *       }
                 *     }
                 */
                data?: {
                    [key: string]: unknown;
                };
                /**
                 * @description One of the service’s `access_levels`; null for none.
                 * @example editor
                 */
                level?: string | null;
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            }[];
            /**
             * @description Unique without regard to case.
             * @example ann
             */
            username?: string | null;
        };
        Key: {
            /** @example ES256 */
            algorithm: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            expires_at: string | null;
            /**
             * @description The `kid`.
             * @example Zx3qk1m0Jw9cV7bN5tR2yU8iO4pA6sD1fG3hK5lQ7eW
             */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            retired_at: string | null;
        };
        Keys: {
            items: components["schemas"]["Key"][];
        };
        LoginRefusal: {
            error: string;
        };
        Mail: {
            /**
             * @description How often it was tried.
             * @example 1
             */
            attempts: number;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was given up.
             */
            failed_at: string | null;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /** @example en */
            language: string;
            /** @example The mail server refused the recipient (550 5.1.1). */
            last_error: string | null;
            /**
             * Format: date-time
             * @description Of one that waits.
             */
            next_attempt_at: string | null;
            /** @example ann@example.com */
            recipient: string;
            /**
             * Format: date-time
             * @description Until then one that failed can be sent again; after that what stood in it is forgotten.
             */
            resend_until: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            sent_at: string | null;
            /**
             * @description `failed`: it was given up.
             * @enum {string}
             */
            status: "waiting" | "sent" | "failed";
            /** @example reset-password */
            template: string;
        };
        MailPage: {
            items: components["schemas"]["SparseMail"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
            /**
             * @description How this server sends mail: `console` prints it instead, `off` sends none.
             * @enum {string}
             */
            transport: "smtp" | "console" | "off";
        };
        MailPreview: {
            /** @example <!doctype html><html lang="en"></html> */
            html: string;
            /** @example en */
            language: string;
            /**
             * @description Name of the template.
             * @example reset-password
             */
            name: string;
            /**
             * @description The parts that a file of OSTIARY_MAIL_TEMPLATES replaces: `subject`, `text`, `html`.
             * @example [
             *       "html"
             *     ]
             */
            overridden: string[];
            /** @example Set a new password */
            subject: string;
            /** @example Somebody, probably you, has asked for a new password for your account. */
            text: string;
        };
        MailTemplates: {
            items: {
                languages: {
                    /** @example en */
                    language: string;
                    /**
                     * @description The parts that a file of OSTIARY_MAIL_TEMPLATES replaces: `subject`, `text`, `html`.
                     * @example [
                     *       "html"
                     *     ]
                     */
                    overridden: string[];
                    /** @example Set a new password */
                    subject: string;
                }[];
                /**
                 * @description Name of the template.
                 * @example reset-password
                 */
                name: string;
                /**
                 * @description What the template may speak of, beside `product` and `url`.
                 * @example [
                 *       "link",
                 *       "minutes"
                 *     ]
                 */
                placeholders: string[];
            }[];
        };
        Me: {
            access: components["schemas"]["Access"];
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * @description Unique without regard to case.
             * @example ann@example.com
             */
            email: string | null;
            /**
             * @description Whether its owner has shown that the address is theirs.
             * @example true
             */
            email_verified: boolean;
            /**
             * @description What another system calls this account; unique. 1 to 200 printable characters, taken as they are.
             * @example hr-4711
             */
            external_id: string | null;
            /** @example Ann */
            first_name: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Only active accounts can sign in.
             * @example true
             */
            is_active: boolean;
            /** @example false */
            is_staff: boolean;
            /**
             * @description Is allowed everything.
             * @example false
             */
            is_superuser: boolean;
            /** @example Lee */
            last_name: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            last_sign_in_at: string | null;
            /** @example +44 20 7946 0000 */
            phone: string | null;
            second_factor: {
                /**
                 * Format: date-time
                 * @description Until when you may do without the one that is required; null when none is missing.
                 * @example null
                 */
                grace_ends_at: string | null;
                /** @description Empty: a first factor is all there is. */
                has: ("totp" | "passkey" | "recovery_code")[];
                /**
                 * @description Whether a role of yours asks for one.
                 * @example true
                 */
                required: boolean;
            };
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at: string;
            /**
             * @description Unique without regard to case.
             * @example ann
             */
            username: string | null;
        };
        MeChanges: {
            /** @example Ann */
            first_name?: string;
            /** @example Lee */
            last_name?: string;
            /** @example +44 20 7946 0000 */
            phone?: string | null;
        };
        MemberPage: {
            items: {
                /**
                 * Format: uuid
                 * @description UUID of version 7.
                 */
                user_id: string;
            }[];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        NamedServiceGrant: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * @description The service’s own data, as its `data_schema` says.
             * @example {
             *       "accessgroup": {
             *         "user_type": "EDITOR"
             *       }
             *     }
             */
            data: {
                [key: string]: unknown;
            };
            /**
             * Format: uuid
             * @description Of the user, group or role.
             */
            holder_id: string;
            /**
             * @description Email or username of a user, name of a group or role; null of one that was deleted meanwhile.
             * @example ann@example.com
             */
            holder_name: string | null;
            /** @enum {string} */
            holder_type: "user" | "group" | "role";
            /**
             * @description One of the service’s `access_levels`; null for none.
             * @example editor
             */
            level: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at: string;
        };
        Overview: {
            attention: components["schemas"]["Attention"][];
            first_steps: {
                /** @example false */
                has_application: boolean;
                /** @example true */
                has_other_user: boolean;
                /** @example true */
                has_service: boolean;
            };
            health: {
                /**
                 * @example postgres
                 * @enum {unknown}
                 */
                database: "sqlite" | "postgres";
                /**
                 * @description Null where it cannot be told.
                 * @example 52428800
                 */
                database_bytes: number | null;
                /** @example true */
                is_mail_on: boolean;
                /**
                 * @description Mails that were not sent yet; not counted beyond 1000.
                 * @example 0
                 */
                mails_waiting: number;
                /**
                 * Format: date-time
                 * @description ISO 8601 in UTC.
                 */
                signing_key_created_at: string | null;
                /**
                 * Format: date-time
                 * @description When the process that answers was started.
                 */
                started_at: string;
                /** @example 1.0.0 */
                version: string;
            };
            sessions: {
                /**
                 * @description How many sessions are live; not counted beyond 10000.
                 * @example 87
                 */
                count: number;
                /**
                 * @description Whether there are more than that.
                 * @example false
                 */
                is_more: boolean;
            };
            users: {
                /**
                 * @description How many accounts there are.
                 * @example 1240
                 */
                count: number;
                /**
                 * @description Whether the count is the estimate of the database.
                 * @example false
                 */
                is_estimate: boolean;
            };
        };
        OwnData: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * @description Changes when a reader of an older one would go wrong.
             * @example ostiary-own-data/1
             */
            format: string;
        } & {
            [key: string]: unknown;
        };
        OwnPasswordChange: {
            /**
             * @description Checked against the password policy.
             * @example velvet-otter-canyon
             */
            new_password: string;
            /**
             * @description The present one.
             * @example maple-otter-quilt
             */
            password: string;
        };
        Passkey: {
            /**
             * Format: date-time
             * @description Since when it is good for nothing, because there are two of it.
             * @example null
             */
            cloned_at: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * @description The credential id, base64url.
             * @example Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM
             */
            id: string;
            /**
             * @description Whether it is kept by a service that copies it between devices.
             * @example true
             */
            is_synced: boolean;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            last_used_at: string | null;
            /** @example Laptop */
            name: string;
        };
        PasskeyChanges: {
            /** @example Laptop */
            name: string;
        };
        PasskeyRegistered: {
            passkey: components["schemas"]["Passkey"];
            /** @description Made where there were none, else null. Shown this once. */
            recovery_codes: string[] | null;
        };
        PasswordChangeRequest: {
            /** @description Email; or send `username`. */
            email?: string;
            new_password: string;
            /**
             * @description A code of an authenticator app, or a recovery code: only for accounts with a second factor. Without it they are answered 401 with the code `second_factor_required`.
             * @example 123456
             * @example k7mq-x2pw-9dhc
             */
            otp?: string;
            /** @description The old password. */
            password: string;
            /** @description Username; or send `email`. */
            username?: string;
        };
        PasswordReset: {
            /**
             * @description Checked against the password policy.
             * @example velvet-otter-canyon
             */
            password: string;
        };
        Permission: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string | null;
            /** @example See orders. */
            description: string;
            /**
             * @description Ostiary’s own: cannot be changed.
             * @example false
             */
            is_builtin: boolean;
            /**
             * @description Words of small letters, digits, `_` and `-`, joined by dots: first the noun.
             * @example orders.read
             */
            name: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at: string | null;
        };
        PermissionChanges: {
            /** @example See orders. */
            description?: string;
        };
        PermissionCreation: {
            /** @example See orders. */
            description?: string;
            /**
             * @description Words of small letters, digits, `_` and `-`, joined by dots: first the noun.
             * @example orders.read
             */
            name: string;
        };
        PermissionPage: {
            items: components["schemas"]["Permission"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        Problem: {
            /**
             * @description Stable; branch on it.
             * @example users.not_found
             */
            code: string;
            /** @example There is no such user. */
            detail: string;
            errors?: components["schemas"]["FieldProblem"][];
            /**
             * @description Quote it to whoever runs this server.
             * @example 019b6ad4-3c00-7f01-8c2d-4a6b8e0f1d23
             */
            request_id: string;
            /** @example 404 */
            status: number;
            /** @example Not Found */
            title: string;
            /**
             * @description `urn:ostiary:error:` and the code.
             * @example urn:ostiary:error:users.not_found
             */
            type: string;
        };
        ProvedSession: {
            /**
             * @description `aal1` for one factor, `aal2` for two.
             * @example aal2
             */
            acr: string | null;
            /**
             * @description Authentication methods (RFC 8176).
             * @example [
             *       "pwd",
             *       "otp",
             *       "mfa"
             *     ]
             */
            amr: string[];
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            authenticated_at: string;
        };
        Recovery: {
            /**
             * @description Signs out everywhere. Default true.
             * @example true
             */
            end_sessions?: boolean;
            /**
             * @description Checked against the password policy.
             * @example velvet-otter-canyon
             */
            password: string;
            /**
             * @description Of the link in the mail.
             * @example zYb0mWk2V6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT
             */
            token: string;
        };
        RecoveryCodes: {
            /** @description Each is good once. Shown this once. */
            recovery_codes: string[];
        };
        RecoveryRequest: {
            /**
             * @description The answer to a challenge of `GET /api/v1/account/captcha`, where captchas are on.
             * @example 2Qk7dLr0.131072
             */
            captcha?: string;
            /** @example ann@example.com */
            email: string;
        };
        RefreshFamilyPage: {
            items: components["schemas"]["SparseRefreshFamily"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        RefreshReply: {
            access: string;
            refresh?: string;
        };
        RefreshRequest: {
            refresh: string;
        };
        Role: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /** @example Takes orders. */
            description: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Can be changed, not renamed or deleted.
             * @example false
             */
            is_builtin: boolean;
            /**
             * @description Lower is more powerful.
             * @example 9
             */
            level: number | null;
            /**
             * @description 1 to 64 letters, digits, dots, colons, hyphens and underscores. Unique in any case.
             * @example clerk
             */
            name: string;
            /** @description Ostiary’s own, and those defined at `/permissions`. */
            permissions: string[];
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at: string;
        };
        RoleChanges: {
            /** @example Takes orders. */
            description?: string;
            /**
             * @description Lower is more powerful.
             * @example 9
             */
            level?: number | null;
            /**
             * @description 1 to 64 letters, digits, dots, colons, hyphens and underscores. Unique in any case.
             * @example clerk
             */
            name?: string;
            /** @description Ostiary’s own, and those defined at `/permissions`. */
            permissions?: string[];
        };
        RoleCreation: {
            /** @example Takes orders. */
            description?: string;
            /**
             * @description Lower is more powerful.
             * @example 9
             */
            level?: number | null;
            /**
             * @description 1 to 64 letters, digits, dots, colons, hyphens and underscores. Unique in any case.
             * @example clerk
             */
            name: string;
            /** @description Ostiary’s own, and those defined at `/permissions`. */
            permissions?: string[];
        };
        RolePage: {
            items: components["schemas"]["SparseRole"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        RoleSignInRequest: {
            /** @description Email; or send `username`. */
            email?: string;
            /**
             * @description A code of an authenticator app, or a recovery code: only for accounts with a second factor. Without it they are answered 401 with the code `second_factor_required`.
             * @example 123456
             * @example k7mq-x2pw-9dhc
             */
            otp?: string;
            password: string;
            /** @description Username; or send `email`. */
            username?: string;
        };
        RoleSignUpRequest: {
            /**
             * @description The answer to a challenge of `GET /api/v1/account/captcha`, where captchas are on.
             * @example 2Qk7dLr0.131072
             */
            captcha?: string;
            /** Format: email */
            email: string;
            first_name: string;
            last_name: string;
            /** @description 0 owner, 1 investor, 2 admin, 3 read/write, 4 read only; lower is more powerful. */
            level?: number;
            password: string;
            username: string;
        };
        RoleUser: {
            email: string | null;
            first_name: string;
            last_name: string;
            /** @description 0 owner, 1 investor, 2 admin, 3 read/write, 4 read only; lower is more powerful. */
            level: number;
            username: string | null;
        };
        Service: {
            /**
             * @description What access to it may be given as, from the least to the most.
             * @example [
             *       "reader",
             *       "editor"
             *     ]
             */
            access_levels: string[];
            /**
             * @description Lifetime of its tokens; null for what the application or the server says.
             * @example 300
             */
            access_token_seconds: number | null;
            /**
             * @description An absolute URI without fragment (RFC 8707): the `aud` of its tokens. It never changes.
             * @example https://orders.example.org
             */
            audience: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * @description A JSON Schema (2020-12) of the data that it has about users; null for none.
             * @example {
             *       "type": "object",
             *       "properties": {
             *         "accessgroup": {
             *           "type": "object",
             *           "properties": {
             *             "user_type": {
             *               "enum": [
             *                 "VIEWER",
             *                 "EDITOR"
             *               ]
             *             }
             *           }
             *         }
             *       },
             *       "additionalProperties": false
             *     }
             */
            data_schema: {
                [key: string]: unknown;
            } | null;
            /** @example What was ordered, and by whom. */
            description: string;
            /**
             * @description Who may enter: everybody, or only those who were given access, who are then all it sees.
             * @enum {string}
             */
            entry: "everyone" | "granted";
            /**
             * @description What it may see of a user’s profile.
             * @example [
             *       "email",
             *       "username",
             *       "first_name",
             *       "last_name"
             *     ]
             */
            fields: ("email" | "username" | "first_name" | "last_name" | "phone" | "external_id" | "created_at")[];
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description 1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.
             * @example Orders
             */
            name: string;
            /** @description The words that its tokens may carry, and what they allow. */
            scopes: {
                /**
                 * @description What it allows, in words for the consent page.
                 * @example See your orders
                 */
                description: string;
                /** @example orders.read */
                name: string;
            }[];
            /**
             * @description `jwt` (RFC 9068) is verified locally, `opaque` only by introspection.
             * @enum {string}
             */
            token_format: "jwt" | "opaque";
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at: string;
        };
        ServiceChanges: {
            /**
             * @description What access to it may be given as, from the least to the most.
             * @example [
             *       "reader",
             *       "editor"
             *     ]
             */
            access_levels?: string[];
            /**
             * @description Lifetime of its tokens; null for what the application or the server says.
             * @example 300
             */
            access_token_seconds?: number | null;
            /**
             * @description A JSON Schema (2020-12) of the data that it has about users; null for none.
             * @example {
             *       "type": "object",
             *       "properties": {
             *         "accessgroup": {
             *           "type": "object",
             *           "properties": {
             *             "user_type": {
             *               "enum": [
             *                 "VIEWER",
             *                 "EDITOR"
             *               ]
             *             }
             *           }
             *         }
             *       },
             *       "additionalProperties": false
             *     }
             */
            data_schema?: {
                [key: string]: unknown;
            } | null;
            /** @example What was ordered, and by whom. */
            description?: string;
            /**
             * @description Who may enter: everybody, or only those who were given access, who are then all it sees.
             * @enum {string}
             */
            entry?: "everyone" | "granted";
            /**
             * @description What it may see of a user’s profile.
             * @example [
             *       "email",
             *       "username",
             *       "first_name",
             *       "last_name"
             *     ]
             */
            fields?: ("email" | "username" | "first_name" | "last_name" | "phone" | "external_id" | "created_at")[];
            /**
             * @description 1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.
             * @example Orders
             */
            name?: string;
            /** @description The words that its tokens may carry, and what they allow. */
            scopes?: {
                /**
                 * @description What it allows, in words for the consent page.
                 * @example See your orders
                 */
                description: string;
                /** @example orders.read */
                name: string;
            }[];
            /**
             * @description `jwt` (RFC 9068) is verified locally, `opaque` only by introspection.
             * @enum {string}
             */
            token_format?: "jwt" | "opaque";
        };
        ServiceCreation: {
            /**
             * @description What access to it may be given as, from the least to the most.
             * @example [
             *       "reader",
             *       "editor"
             *     ]
             */
            access_levels?: string[];
            /**
             * @description Lifetime of its tokens; null for what the application or the server says.
             * @example 300
             */
            access_token_seconds?: number | null;
            /**
             * @description An absolute URI without fragment (RFC 8707): the `aud` of its tokens. It never changes.
             * @example https://orders.example.org
             */
            audience: string;
            /**
             * @description A JSON Schema (2020-12) of the data that it has about users; null for none.
             * @example {
             *       "type": "object",
             *       "properties": {
             *         "accessgroup": {
             *           "type": "object",
             *           "properties": {
             *             "user_type": {
             *               "enum": [
             *                 "VIEWER",
             *                 "EDITOR"
             *               ]
             *             }
             *           }
             *         }
             *       },
             *       "additionalProperties": false
             *     }
             */
            data_schema?: {
                [key: string]: unknown;
            } | null;
            /** @example What was ordered, and by whom. */
            description?: string;
            /**
             * @description Who may enter: everybody, or only those who were given access, who are then all it sees.
             * @enum {string}
             */
            entry?: "everyone" | "granted";
            /**
             * @description What it may see of a user’s profile.
             * @example [
             *       "email",
             *       "username",
             *       "first_name",
             *       "last_name"
             *     ]
             */
            fields?: ("email" | "username" | "first_name" | "last_name" | "phone" | "external_id" | "created_at")[];
            /**
             * @description 1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.
             * @example Orders
             */
            name: string;
            /** @description The words that its tokens may carry, and what they allow. */
            scopes?: {
                /**
                 * @description What it allows, in words for the consent page.
                 * @example See your orders
                 */
                description: string;
                /** @example orders.read */
                name: string;
            }[];
            /**
             * @description `jwt` (RFC 9068) is verified locally, `opaque` only by introspection.
             * @enum {string}
             */
            token_format?: "jwt" | "opaque";
        };
        ServiceGrant: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * @description The service’s own data, as its `data_schema` says.
             * @example {
             *       "accessgroup": {
             *         "user_type": "EDITOR"
             *       }
             *     }
             */
            data: {
                [key: string]: unknown;
            };
            /**
             * Format: uuid
             * @description Of the user, group or role.
             */
            holder_id: string;
            /** @enum {string} */
            holder_type: "user" | "group" | "role";
            /**
             * @description One of the service’s `access_levels`; null for none.
             * @example editor
             */
            level: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at: string;
        };
        ServiceGrantChange: {
            /**
             * @description The service’s own data, as its `data_schema` says.
             * @example {
             *       "accessgroup": {
             *         "user_type": "EDITOR"
             *       }
             *     }
             */
            data?: {
                [key: string]: unknown;
            };
            /**
             * @description One of the service’s `access_levels`; null for none.
             * @example editor
             */
            level?: string | null;
        };
        ServiceGrantPage: {
            items: components["schemas"]["NamedServiceGrant"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        ServiceKeyCreated: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            expires_at: string | null;
            /**
             * @description Its last four characters.
             * @example wQkT
             */
            hint: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Shown this once. The service presents it as `Authorization: Bearer`.
             * @example osk_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT
             */
            key: string;
        };
        ServicePage: {
            items: components["schemas"]["SparseService"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        SessionPage: {
            items: components["schemas"]["SparseSession"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        Setting: {
            /**
             * @description In words.
             * @example `http://` with host and port
             */
            default: string;
            /** @example The public base URL, as browsers and client services see it. */
            description: string;
            /** @example false */
            is_secret: boolean;
            /**
             * @description Whether there is a value at all.
             * @example true
             */
            is_set: boolean;
            /**
             * @description What its value may be.
             * @example http or https URL without path
             */
            kind: string;
            /** @example server.url */
            path: string;
            source: {
                /**
                 * @description Of `env_file` and `generated`.
                 * @example /srv/ostiary/.env
                 */
                file: string | null;
                /**
                 * @description Of `derived`: the variables that it was worked out from.
                 * @example [
                 *       "OSTIARY_HOST",
                 *       "OSTIARY_PORT"
                 *     ]
                 */
                from: string[];
                /**
                 * @description `derived`: from other settings; `generated`: made at the first start.
                 * @enum {string}
                 */
                kind: "command_line" | "environment" | "env_file" | "default" | "derived" | "generated";
            };
            /**
             * @description The value in effect. Null for none, and for a secret; URLs without what signs in.
             * @example https://id.example.org
             */
            value: string | null;
            /** @example OSTIARY_URL */
            variable: string;
        };
        Settings: {
            items: components["schemas"]["Setting"][];
        };
        SignOutRequest: {
            /** @description Without it, the session of the credential ends. */
            refresh?: string;
        };
        SparseApplication: {
            /**
             * @description Lifetime of its access tokens; null for what the server says.
             * @example 900
             */
            access_token_seconds?: number | null;
            /**
             * @description Origins whose pages may call the endpoints (CORS).
             * @example [
             *       "https://shop.example.org"
             *     ]
             */
            allowed_origins?: string[];
            /**
             * @description `native` runs on people’s own machines: schemes of its own, any loopback port (RFC 8252).
             * @enum {string}
             */
            application_type?: "web" | "native";
            /**
             * @description How it proves who it is; `none` is for public clients. A secret is taken by Basic and in the body.
             * @enum {string}
             */
            authentication?: "client_secret" | "private_key_jwt" | "none";
            /**
             * @description Is told when somebody signs out (OpenID Connect Back-Channel Logout).
             * @example https://shop.example.org/signed-out
             */
            backchannel_logout_uri?: string | null;
            /**
             * @description It never changes.
             * @example m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A
             */
            client_id?: string;
            /**
             * @description RFC 6749 section 2.1. It never changes.
             * @enum {string}
             */
            client_type?: "confidential" | "public";
            /**
             * @description Its home page.
             * @example https://shop.example.org
             */
            client_uri?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at?: string;
            /**
             * @description The grants it may use.
             * @example [
             *       "authorization_code",
             *       "refresh_token"
             *     ]
             */
            grant_types?: ("authorization_code" | "refresh_token" | "client_credentials" | "urn:ietf:params:oauth:grant-type:device_code" | "urn:ietf:params:oauth:grant-type:token-exchange")[];
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Whether it gets tokens at all.
             * @example true
             */
            is_active?: boolean;
            /**
             * @description One’s own: nobody is asked for consent. Takes `applications.manage`.
             * @example false
             */
            is_first_party?: boolean;
            /**
             * @description Public keys of `private_key_jwt` (RFC 7517), unless they are at `jwks_uri`.
             * @example {
             *       "keys": [
             *         {
             *           "kty": "EC",
             *           "crv": "P-256",
             *           "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
             *           "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
             *           "kid": "shop-1"
             *         }
             *       ]
             *     }
             */
            jwks?: {
                keys: {
                    [key: string]: unknown;
                }[];
            } | null;
            /**
             * @description Where its public keys are.
             * @example https://shop.example.org/jwks.json
             */
            jwks_uri?: string | null;
            /**
             * @description Its picture.
             * @example https://shop.example.org/logo.png
             */
            logo_uri?: string | null;
            /**
             * @description May exchange a user’s token without being named in it (RFC 8693). Takes `applications.manage`.
             * @example false
             */
            may_impersonate?: boolean;
            /**
             * @description Other client metadata as it was registered.
             * @example {
             *       "contacts": [
             *         "shop@example.org"
             *       ]
             *     }
             */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description 1 to 100 visible characters.
             * @example Shop
             */
            name?: string;
            /**
             * @description `registered`: by dynamic registration (RFC 7591).
             * @enum {string}
             */
            origin?: "managed" | "registered";
            /**
             * Format: uuid
             * @description Who registered it; null for one of the installation.
             */
            owner_id?: string | null;
            /**
             * @description Its privacy policy.
             * @example https://shop.example.org/privacy
             */
            policy_uri?: string | null;
            /**
             * @description Where a browser may be sent after signing out.
             * @example [
             *       "https://shop.example.org/bye"
             *     ]
             */
            post_logout_redirect_uris?: string[];
            /**
             * @description Where a browser may be sent with a code. Compared exactly.
             * @example [
             *       "https://shop.example.org/callback"
             *     ]
             */
            redirect_uris?: string[];
            /**
             * @description Lifetime of its refresh tokens; null for what the server says.
             * @example 900
             */
            refresh_token_seconds?: number | null;
            /**
             * @description The scopes it may ask for.
             * @example [
             *       "openid",
             *       "profile",
             *       "email",
             *       "offline_access",
             *       "read",
             *       "write"
             *     ]
             */
            scopes?: string[];
            /**
             * @description Its terms of service.
             * @example https://shop.example.org/terms
             */
            tos_uri?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at?: string;
        };
        SparseAuditEntry: {
            /** @example role.grant */
            action?: string;
            actor?: {
                /** @example 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70 */
                id: string | null;
                /**
                 * @description `user`, `anonymous`, `system` or `command`.
                 * @example user
                 */
                type: string;
            };
            /** @example 203.0.113.7 */
            address?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            at?: string;
            /**
             * @example {
             *       "role": "admin"
             *     }
             */
            details?: {
                [key: string]: unknown;
            };
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description `success`, `failure` or `denied`.
             * @example success
             */
            outcome?: string;
            /** @example 019b6ad4-3c00-7f01-8c2d-4a6b8e0f1d23 */
            request_id?: string | null;
            /**
             * @description Its number in the chain.
             * @example 4711
             */
            seq?: number;
            target?: {
                /** @example 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70 */
                id: string;
                /** @example user */
                type: string;
            } | null;
            /** @example curl/8.14.1 */
            user_agent?: string | null;
        };
        SparseBlock: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at?: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            expires_at?: string | null;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description A CIDR range in canonical form, such as 203.0.113.0/24.
             * @example 203.0.113.0/24
             */
            range?: string;
            /** @example password guessing */
            reason?: string;
        };
        SparseEvent: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            at?: string;
            /**
             * @example {
             *       "fields": [
             *         "email"
             *       ]
             *     }
             */
            data?: {
                [key: string]: unknown;
            };
            /**
             * @description Its place in the outbox; numbers may be left out.
             * @example 42
             */
            id: number;
            /**
             * @description The user, session, token, role or key it is about.
             * @example 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70
             */
            subject_id?: string;
            /** @example user.updated */
            type?: string;
        };
        SparseGroup: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at?: string;
            /** @example Those who ship what was sold. */
            description?: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description 1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.
             * @example Back office
             */
            name?: string;
            /** @description Names, sorted. */
            roles?: string[];
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at?: string;
        };
        SparseImportRun: {
            /**
             * @description Lines that made something.
             * @example 2
             */
            created?: number;
            /**
             * @description Lines that were refused.
             * @example 1
             */
            failed?: number;
            /**
             * Format: date-time
             * @description Null while it goes on, and when it was interrupted.
             */
            finished_at?: string | null;
            /** @enum {string} */
            format?: "jsonl" | "csv";
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Everything up to this line is done.
             * @example 500
             */
            lines_done?: number;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            started_at?: string;
            /**
             * Format: uuid
             * @description A user; null for an operator.
             */
            started_by?: string | null;
            /**
             * @description Lines that say what is so already.
             * @example 0
             */
            unchanged?: number;
            /**
             * @description Lines that changed something.
             * @example 0
             */
            updated?: number;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at?: string;
        };
        SparseMail: {
            /**
             * @description How often it was tried.
             * @example 1
             */
            attempts?: number;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at?: string;
            /**
             * Format: date-time
             * @description When it was given up.
             */
            failed_at?: string | null;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /** @example en */
            language?: string;
            /** @example The mail server refused the recipient (550 5.1.1). */
            last_error?: string | null;
            /**
             * Format: date-time
             * @description Of one that waits.
             */
            next_attempt_at?: string | null;
            /** @example ann@example.com */
            recipient?: string;
            /**
             * Format: date-time
             * @description Until then one that failed can be sent again; after that what stood in it is forgotten.
             */
            resend_until?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            sent_at?: string | null;
            /**
             * @description `failed`: it was given up.
             * @enum {string}
             */
            status?: "waiting" | "sent" | "failed";
            /** @example reset-password */
            template?: string;
        };
        SparseRefreshFamily: {
            /**
             * @description Null for the first-party token API.
             * @example console
             */
            client_id?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at?: string;
            /** @example ended_by_administrator */
            end_reason?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            ended_at?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            expires_at?: string;
            /**
             * @description How often its token was rotated.
             * @example 3
             */
            generation?: number;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            rotated_at?: string | null;
            /**
             * @description Space-separated; empty means everything its user may do.
             * @example orders.read
             */
            scope?: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            session_id?: string;
        };
        SparseReviewedUser: {
            /** @example ann@example.com */
            email?: string | null;
            /** @description Roles through groups. */
            group_roles?: string[];
            /** @description Those the user is in. */
            groups?: string[];
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /** @example true */
            is_active?: boolean;
            /** @example false */
            is_staff?: boolean;
            /** @example false */
            is_superuser?: boolean;
            /**
             * @description The most powerful; lower is more powerful.
             * @example 4
             */
            level?: number | null;
            /**
             * @description How many, by all roles; a superuser holds every one besides.
             * @example 3
             */
            permissions?: number;
            /** @description Given directly. */
            roles?: string[];
            /** @description Those that the user may enter, in order of name. */
            services?: {
                /**
                 * @description Null for none.
                 * @example editor
                 */
                level: string | null;
                /**
                 * @description Its name.
                 * @example Orders
                 */
                service: string;
            }[];
            /** @example ann */
            username?: string | null;
        };
        SparseRole: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at?: string;
            /** @example Takes orders. */
            description?: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Can be changed, not renamed or deleted.
             * @example false
             */
            is_builtin?: boolean;
            /**
             * @description Lower is more powerful.
             * @example 9
             */
            level?: number | null;
            /**
             * @description 1 to 64 letters, digits, dots, colons, hyphens and underscores. Unique in any case.
             * @example clerk
             */
            name?: string;
            /** @description Ostiary’s own, and those defined at `/permissions`. */
            permissions?: string[];
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at?: string;
        };
        SparseService: {
            /**
             * @description What access to it may be given as, from the least to the most.
             * @example [
             *       "reader",
             *       "editor"
             *     ]
             */
            access_levels?: string[];
            /**
             * @description Lifetime of its tokens; null for what the application or the server says.
             * @example 300
             */
            access_token_seconds?: number | null;
            /**
             * @description An absolute URI without fragment (RFC 8707): the `aud` of its tokens. It never changes.
             * @example https://orders.example.org
             */
            audience?: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at?: string;
            /**
             * @description A JSON Schema (2020-12) of the data that it has about users; null for none.
             * @example {
             *       "type": "object",
             *       "properties": {
             *         "accessgroup": {
             *           "type": "object",
             *           "properties": {
             *             "user_type": {
             *               "enum": [
             *                 "VIEWER",
             *                 "EDITOR"
             *               ]
             *             }
             *           }
             *         }
             *       },
             *       "additionalProperties": false
             *     }
             */
            data_schema?: {
                [key: string]: unknown;
            } | null;
            /** @example What was ordered, and by whom. */
            description?: string;
            /**
             * @description Who may enter: everybody, or only those who were given access, who are then all it sees.
             * @enum {string}
             */
            entry?: "everyone" | "granted";
            /**
             * @description What it may see of a user’s profile.
             * @example [
             *       "email",
             *       "username",
             *       "first_name",
             *       "last_name"
             *     ]
             */
            fields?: ("email" | "username" | "first_name" | "last_name" | "phone" | "external_id" | "created_at")[];
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description 1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.
             * @example Orders
             */
            name?: string;
            /** @description The words that its tokens may carry, and what they allow. */
            scopes?: {
                /**
                 * @description What it allows, in words for the consent page.
                 * @example See your orders
                 */
                description: string;
                /** @example orders.read */
                name: string;
            }[];
            /**
             * @description `jwt` (RFC 9068) is verified locally, `opaque` only by introspection.
             * @enum {string}
             */
            token_format?: "jwt" | "opaque";
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at?: string;
        };
        SparseSession: {
            /** @example 203.0.113.7 */
            address?: string | null;
            /**
             * @description Authentication methods (RFC 8176).
             * @example [
             *       "pwd"
             *     ]
             */
            amr?: string[];
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            authenticated_at?: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at?: string;
            /** @example signed_out */
            end_reason?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            ended_at?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            expires_at?: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Whether this request belongs to it.
             * @example false
             */
            is_current?: boolean;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            last_seen_at?: string;
            /** @example Mozilla/5.0 (X11; Linux x86_64) */
            user_agent?: string | null;
        };
        SparseUser: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at?: string;
            /**
             * @description Unique without regard to case.
             * @example ann@example.com
             */
            email?: string | null;
            /**
             * @description Whether its owner has shown that the address is theirs.
             * @example true
             */
            email_verified?: boolean;
            /**
             * @description What another system calls this account; unique. 1 to 200 printable characters, taken as they are.
             * @example hr-4711
             */
            external_id?: string | null;
            /** @example Ann */
            first_name?: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Only active accounts can sign in.
             * @example true
             */
            is_active?: boolean;
            /** @example false */
            is_staff?: boolean;
            /**
             * @description Is allowed everything.
             * @example false
             */
            is_superuser?: boolean;
            /** @example Lee */
            last_name?: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            last_sign_in_at?: string | null;
            /** @example +44 20 7946 0000 */
            phone?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at?: string;
            /**
             * @description Unique without regard to case.
             * @example ann
             */
            username?: string | null;
        };
        SparseWebhook: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at?: string;
            /**
             * @description Everything up to this event was delivered, given up or not asked for.
             * @example 42
             */
            cursor?: number;
            /**
             * @description The types of events that are sent; null for all.
             * @example [
             *       "user.created",
             *       "user.deleted"
             *     ]
             */
            event_types?: ("user.created" | "user.updated" | "user.deleted" | "user.access_changed" | "session.ended" | "token.revoked" | "token.family_ended" | "grant.ended" | "role.changed" | "group.changed" | "application.changed" | "application.deleted" | "service.changed" | "service.deleted" | "service.access_changed" | "key.rotated")[] | null;
            /**
             * Format: date-time
             * @description When attempts began to fail.
             */
            failing_since?: string | null;
            /**
             * @description Events between these may have been deleted by their age before they were sent: read everything anew.
             * @example null
             */
            gap?: {
                after: number;
                before: number;
                /**
                 * Format: date-time
                 * @description ISO 8601 in UTC.
                 */
                found_at: string;
            } | null;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Whether events are sent.
             * @example true
             */
            is_active?: boolean;
            /**
             * Format: date-time
             * @description When an event was last accepted.
             */
            last_delivered_at?: string | null;
            /**
             * @description 1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.
             * @example Billing
             */
            name?: string;
            /**
             * Format: date-time
             * @description Of one that fails.
             */
            next_attempt_at?: string | null;
            /**
             * @description Why nothing is sent: `asked` by somebody, `gone` because the receiver said so (410), `failing` because nothing was accepted for five days. Null while it is active.
             * @example null
             * @enum {string|null}
             */
            pause_reason?: "asked" | "gone" | "failing" | null;
            /**
             * Format: date-time
             * @description Until then what is sent is signed with the secret before this one, too.
             */
            previous_secret_until?: string | null;
            /**
             * @description `failing`: the last attempt failed, and it is tried again.
             * @enum {string}
             */
            status?: "active" | "failing" | "paused";
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at?: string;
            /**
             * @description Where events are sent by POST: https, on the public internet.
             * @example https://billing.example.org/ostiary
             */
            url?: string;
        };
        SparseWebhookDelivery: {
            /**
             * @description How often it was tried.
             * @example 1
             */
            attempts?: number;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at?: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            delivered_at?: string | null;
            /**
             * @description How long the last attempt took, in milliseconds.
             * @example 37
             */
            duration_ms?: number | null;
            /**
             * @description Its place in the outbox; null for a test.
             * @example 42
             */
            event_id?: number | null;
            /** @example user.updated */
            event_type?: string;
            /**
             * Format: date-time
             * @description When it was given up.
             */
            failed_at?: string | null;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description `event` in its order; `replay`: sent once more, by itself; `test`: a test event.
             * @enum {string}
             */
            kind?: "event" | "replay" | "test";
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            last_attempt_at?: string | null;
            /** @example HTTP status 500 */
            last_error?: string | null;
            /**
             * Format: date-time
             * @description Of one that waits.
             */
            next_attempt_at?: string | null;
            /**
             * @description `failed`: it was given up.
             * @enum {string}
             */
            status?: "waiting" | "delivered" | "failed";
            /**
             * @description What the receiver answered the last time.
             * @example 204
             */
            status_code?: number | null;
        };
        Statistics: {
            /**
             * Format: date-time
             * @description When the first count begins.
             */
            from: string;
            /** @description One for everything that is counted, each with as many counts. */
            series: {
                counts: number[];
                /**
                 * @example sign_in.succeeded
                 * @enum {unknown}
                 */
                name: "sign_in.succeeded" | "sign_in.wrong_credentials" | "sign_in.inactive" | "sign_in.limited" | "sign_in.second_factor" | "sign_up.succeeded" | "sign_up.adopted" | "password.recovered" | "token.password" | "token.refresh" | "token.authorization_code" | "token.client_credentials" | "token.device" | "token.exchange" | "token.static" | "refresh.reused" | "token.verified" | "mail.sent" | "mail.failed" | "webhook.delivered" | "webhook.failed";
            }[];
            /**
             * @example hour
             * @enum {string}
             */
            step: "hour" | "day";
        };
        TokenCreation: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            expires_at?: string | null;
            /** @example backup script */
            name: string;
            /**
             * @description Permissions, separated by spaces.
             * @example orders.read
             */
            scope?: string;
        };
        TokenPairReply: {
            access: string;
            refresh: string;
        };
        TokenReply: {
            token: string;
        };
        TokenRequest: {
            /** @description An access, refresh or sliding token. */
            token: string;
        };
        TotpConfirmation: {
            /**
             * @description A code of the app: it shows that it has the secret.
             * @example 287082
             */
            otp: string;
        };
        TotpConfirmed: {
            factor: components["schemas"]["TotpFactor"];
            /** @description Made where there were none, else null. Shown this once. */
            recovery_codes: string[] | null;
        };
        TotpCreated: {
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Base32, for typing it in. Shown this once.
             * @example GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
             */
            secret: string;
            /**
             * @description For a QR code.
             * @example otpauth://totp/id.example.com:ann%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
             */
            uri: string;
        };
        TotpCreation: {
            /** @example Phone */
            name: string;
        };
        TotpFactor: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            last_used_at: string | null;
            /** @example Phone */
            name: string;
        };
        TrustedDevice: {
            /** @example 203.0.113.7 */
            address: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            expires_at: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            last_used_at: string | null;
            /** @example Mozilla/5.0 (X11; Linux x86_64) */
            user_agent: string | null;
        };
        TrustedDevicePage: {
            items: components["schemas"]["TrustedDevice"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        User: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * @description Unique without regard to case.
             * @example ann@example.com
             */
            email: string | null;
            /**
             * @description Whether its owner has shown that the address is theirs.
             * @example true
             */
            email_verified: boolean;
            /**
             * @description What another system calls this account; unique. 1 to 200 printable characters, taken as they are.
             * @example hr-4711
             */
            external_id: string | null;
            /** @example Ann */
            first_name: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Only active accounts can sign in.
             * @example true
             */
            is_active: boolean;
            /** @example false */
            is_staff: boolean;
            /**
             * @description Is allowed everything.
             * @example false
             */
            is_superuser: boolean;
            /** @example Lee */
            last_name: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            last_sign_in_at: string | null;
            /** @example +44 20 7946 0000 */
            phone: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at: string;
            /**
             * @description Unique without regard to case.
             * @example ann
             */
            username: string | null;
        };
        UserChanges: {
            /**
             * @description Unique without regard to case.
             * @example ann@example.com
             */
            email?: string | null;
            /**
             * @description That the address is theirs, as you know otherwise.
             * @example true
             */
            email_verified?: boolean;
            /**
             * @description What another system calls this account; unique. 1 to 200 printable characters, taken as they are.
             * @example hr-4711
             */
            external_id?: string | null;
            /** @example Ann */
            first_name?: string;
            /**
             * @description Only active accounts can sign in.
             * @example true
             */
            is_active?: boolean;
            /** @example false */
            is_staff?: boolean;
            /**
             * @description Is allowed everything.
             * @example false
             */
            is_superuser?: boolean;
            /** @example Lee */
            last_name?: string;
            /** @example +44 20 7946 0000 */
            phone?: string | null;
            /**
             * @description Unique without regard to case.
             * @example ann
             */
            username?: string | null;
        };
        UserCreation: {
            /**
             * @description Unique without regard to case.
             * @example ann@example.com
             */
            email?: string | null;
            /**
             * @description That the address is theirs, as you know otherwise.
             * @example true
             */
            email_verified?: boolean;
            /**
             * @description What another system calls this account; unique. 1 to 200 printable characters, taken as they are.
             * @example hr-4711
             */
            external_id?: string | null;
            /** @example Ann */
            first_name?: string;
            /**
             * @description Only active accounts can sign in.
             * @example true
             */
            is_active?: boolean;
            /** @example false */
            is_staff?: boolean;
            /**
             * @description Is allowed everything.
             * @example false
             */
            is_superuser?: boolean;
            /** @example Lee */
            last_name?: string;
            /**
             * @description Checked against the password policy.
             * @example velvet-otter-canyon
             */
            password?: string;
            /** @example +44 20 7946 0000 */
            phone?: string | null;
            /** @description You must hold all of each. */
            roles?: string[];
            /**
             * @description Unique without regard to case.
             * @example ann
             */
            username?: string | null;
        };
        UserDeletion: {
            /**
             * Format: date-time
             * @description When it is deleted, unless it is called off before.
             */
            due_at: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            requested_at: string;
            /**
             * @description Id of whoever decided it, or `operator` for the command line. Null: the person themselves, who can take it back.
             * @example 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70
             */
            requested_by: string | null;
            /**
             * @description Whether the account was active before: calling it off reactivates it. Null: it was left as it was.
             * @example true
             */
            was_active: boolean | null;
        };
        UserDeletionState: {
            /**
             * @description From the decision to the deletion, on this server. 0: it is at once.
             * @example 2592000
             */
            grace_seconds: number;
            pending: {
                /**
                 * Format: date-time
                 * @description When it is deleted, unless it is called off before.
                 */
                due_at: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 in UTC.
                 */
                requested_at: string;
                /**
                 * @description Id of whoever decided it, or `operator` for the command line. Null: the person themselves, who can take it back.
                 * @example 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70
                 */
                requested_by: string | null;
                /**
                 * @description Whether the account was active before: calling it off reactivates it. Null: it was left as it was.
                 * @example true
                 */
                was_active: boolean | null;
            } | null;
        };
        UserFactors: {
            passkeys: components["schemas"]["Passkey"][];
            /**
             * @description How many are unused.
             * @example 9
             */
            recovery_codes_left: number;
            /** @description Authenticator apps. */
            totp: components["schemas"]["TotpFactor"][];
            trusted_devices: components["schemas"]["TrustedDevice"][];
        };
        UserPage: {
            items: components["schemas"]["SparseUser"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        UserService: {
            /** @description The user’s own, else the strongest that comes by groups and roles; null for none. */
            access: {
                /**
                 * @description The service’s own data, as its `data_schema` says.
                 * @example {
                 *       "accessgroup": {
                 *         "user_type": "EDITOR"
                 *       }
                 *     }
                 */
                data: {
                    [key: string]: unknown;
                };
                /**
                 * @description One of the service’s `access_levels`; null for none.
                 * @example editor
                 */
                level: string | null;
            } | null;
            /** @description Whose grant decides. */
            by: {
                /**
                 * Format: uuid
                 * @description UUID of version 7.
                 */
                holder_id: string;
                /**
                 * @description Email or username of a user, name of a group or role; null of one that was deleted meanwhile.
                 * @example ann@example.com
                 */
                holder_name: string | null;
                /** @enum {string} */
                holder_type: "user" | "group" | "role";
            } | null;
            /**
             * @description Whether the service lets the user in at all.
             * @example true
             */
            may_enter: boolean;
            /**
             * @description Its name.
             * @example Orders
             */
            service: string;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            service_id: string;
        };
        UserServicePage: {
            items: components["schemas"]["UserService"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        Webhook: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * @description Everything up to this event was delivered, given up or not asked for.
             * @example 42
             */
            cursor: number;
            /**
             * @description The types of events that are sent; null for all.
             * @example [
             *       "user.created",
             *       "user.deleted"
             *     ]
             */
            event_types: ("user.created" | "user.updated" | "user.deleted" | "user.access_changed" | "session.ended" | "token.revoked" | "token.family_ended" | "grant.ended" | "role.changed" | "group.changed" | "application.changed" | "application.deleted" | "service.changed" | "service.deleted" | "service.access_changed" | "key.rotated")[] | null;
            /**
             * Format: date-time
             * @description When attempts began to fail.
             */
            failing_since: string | null;
            /**
             * @description Events between these may have been deleted by their age before they were sent: read everything anew.
             * @example null
             */
            gap: {
                after: number;
                before: number;
                /**
                 * Format: date-time
                 * @description ISO 8601 in UTC.
                 */
                found_at: string;
            } | null;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Whether events are sent.
             * @example true
             */
            is_active: boolean;
            /**
             * Format: date-time
             * @description When an event was last accepted.
             */
            last_delivered_at: string | null;
            /**
             * @description 1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.
             * @example Billing
             */
            name: string;
            /**
             * Format: date-time
             * @description Of one that fails.
             */
            next_attempt_at: string | null;
            /**
             * @description Why nothing is sent: `asked` by somebody, `gone` because the receiver said so (410), `failing` because nothing was accepted for five days. Null while it is active.
             * @example null
             * @enum {string|null}
             */
            pause_reason: "asked" | "gone" | "failing" | null;
            /**
             * Format: date-time
             * @description Until then what is sent is signed with the secret before this one, too.
             */
            previous_secret_until: string | null;
            /**
             * @description `failing`: the last attempt failed, and it is tried again.
             * @enum {string}
             */
            status: "active" | "failing" | "paused";
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at: string;
            /**
             * @description Where events are sent by POST: https, on the public internet.
             * @example https://billing.example.org/ostiary
             */
            url: string;
        };
        WebhookChanges: {
            /**
             * @description The types of events that are sent; null for all.
             * @example [
             *       "user.created",
             *       "user.deleted"
             *     ]
             */
            event_types?: ("user.created" | "user.updated" | "user.deleted" | "user.access_changed" | "session.ended" | "token.revoked" | "token.family_ended" | "grant.ended" | "role.changed" | "group.changed" | "application.changed" | "application.deleted" | "service.changed" | "service.deleted" | "service.access_changed" | "key.rotated")[] | null;
            /**
             * @description False pauses it; true goes on where it was, at once.
             * @example false
             */
            is_active?: boolean;
            /**
             * @description 1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.
             * @example Billing
             */
            name?: string;
            /**
             * @description Where events are sent by POST: https, on the public internet.
             * @example https://billing.example.org/ostiary
             */
            url?: string;
        };
        WebhookCreated: {
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * @description Everything up to this event was delivered, given up or not asked for.
             * @example 42
             */
            cursor: number;
            /**
             * @description The types of events that are sent; null for all.
             * @example [
             *       "user.created",
             *       "user.deleted"
             *     ]
             */
            event_types: ("user.created" | "user.updated" | "user.deleted" | "user.access_changed" | "session.ended" | "token.revoked" | "token.family_ended" | "grant.ended" | "role.changed" | "group.changed" | "application.changed" | "application.deleted" | "service.changed" | "service.deleted" | "service.access_changed" | "key.rotated")[] | null;
            /**
             * Format: date-time
             * @description When attempts began to fail.
             */
            failing_since: string | null;
            /**
             * @description Events between these may have been deleted by their age before they were sent: read everything anew.
             * @example null
             */
            gap: {
                after: number;
                before: number;
                /**
                 * Format: date-time
                 * @description ISO 8601 in UTC.
                 */
                found_at: string;
            } | null;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description Whether events are sent.
             * @example true
             */
            is_active: boolean;
            /**
             * Format: date-time
             * @description When an event was last accepted.
             */
            last_delivered_at: string | null;
            /**
             * @description 1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.
             * @example Billing
             */
            name: string;
            /**
             * Format: date-time
             * @description Of one that fails.
             */
            next_attempt_at: string | null;
            /**
             * @description Why nothing is sent: `asked` by somebody, `gone` because the receiver said so (410), `failing` because nothing was accepted for five days. Null while it is active.
             * @example null
             * @enum {string|null}
             */
            pause_reason: "asked" | "gone" | "failing" | null;
            /**
             * Format: date-time
             * @description Until then what is sent is signed with the secret before this one, too.
             */
            previous_secret_until: string | null;
            /**
             * @description Shown this once: the key that the receiver verifies signatures with (Standard Webhooks).
             * @example whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD3kXo8hxeKmw=
             */
            secret: string;
            /**
             * @description `failing`: the last attempt failed, and it is tried again.
             * @enum {string}
             */
            status: "active" | "failing" | "paused";
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            updated_at: string;
            /**
             * @description Where events are sent by POST: https, on the public internet.
             * @example https://billing.example.org/ostiary
             */
            url: string;
        };
        WebhookCreation: {
            /**
             * @description The types of events that are sent; null for all.
             * @example [
             *       "user.created",
             *       "user.deleted"
             *     ]
             */
            event_types?: ("user.created" | "user.updated" | "user.deleted" | "user.access_changed" | "session.ended" | "token.revoked" | "token.family_ended" | "grant.ended" | "role.changed" | "group.changed" | "application.changed" | "application.deleted" | "service.changed" | "service.deleted" | "service.access_changed" | "key.rotated")[] | null;
            /**
             * @description 1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.
             * @example Billing
             */
            name: string;
            /**
             * @description Where events are sent by POST: https, on the public internet.
             * @example https://billing.example.org/ostiary
             */
            url: string;
        };
        WebhookDelivery: {
            /**
             * @description How often it was tried.
             * @example 1
             */
            attempts: number;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            delivered_at: string | null;
            /**
             * @description How long the last attempt took, in milliseconds.
             * @example 37
             */
            duration_ms: number | null;
            /**
             * @description Its place in the outbox; null for a test.
             * @example 42
             */
            event_id: number | null;
            /** @example user.updated */
            event_type: string;
            /**
             * Format: date-time
             * @description When it was given up.
             */
            failed_at: string | null;
            /**
             * Format: uuid
             * @description UUID of version 7.
             */
            id: string;
            /**
             * @description `event` in its order; `replay`: sent once more, by itself; `test`: a test event.
             * @enum {string}
             */
            kind: "event" | "replay" | "test";
            /**
             * Format: date-time
             * @description ISO 8601 in UTC.
             */
            last_attempt_at: string | null;
            /** @example HTTP status 500 */
            last_error: string | null;
            /**
             * Format: date-time
             * @description Of one that waits.
             */
            next_attempt_at: string | null;
            /**
             * @description `failed`: it was given up.
             * @enum {string}
             */
            status: "waiting" | "delivered" | "failed";
            /**
             * @description What the receiver answered the last time.
             * @example 204
             */
            status_code: number | null;
        };
        WebhookDeliveryPage: {
            items: components["schemas"]["SparseWebhookDelivery"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        WebhookPage: {
            items: components["schemas"]["SparseWebhook"][];
            /**
             * @description Ask with it for the next page; null on the last.
             * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
             */
            next_cursor: string | null;
        };
        WebhookReplay: {
            /**
             * Format: date-time
             * @description Or the first that happened at this time or later.
             */
            since?: string;
            /**
             * @description The first event to send again, by its place in the outbox.
             * @example 40
             */
            since_event?: number;
        };
        WebhookSecretCreated: {
            /**
             * Format: date-time
             * @description Until then everything is signed with both, so that the receiver can change over.
             */
            previous_secret_until: string;
            /**
             * @description Shown this once: the key that the receiver verifies signatures with (Standard Webhooks).
             * @example whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD3kXo8hxeKmw=
             */
            secret: string;
        };
    };
    responses: {
        /** @description Not allowed to this caller. */
        AccessAddressBlocked: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        AccessGroupNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        AccessGroupNotFoundOrUsersNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It contradicts what there is. */
        AccessPermissionBuiltin: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        AccessPermissionNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        AccessRoleNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        AccessRoleNotFoundOrAccessGroupNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        AccessRoleNotFoundOrServicesNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        AccessRoleNotFoundOrUsersNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        ApplicationsNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request cannot be read, or some of it is not valid: `errors` names the fields. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request cannot be read, or some of it is not valid: `errors` names the fields. */
        BadRequest2: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request cannot be read, or some of it is not valid: `errors` names the fields. */
        BadRequest3: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request cannot be read, or some of it is not valid: `errors` names the fields. */
        BadRequest4: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many failures of this account or from this address. */
        FeedTooManyStreams: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No credential was sent, or it was refused. */
        FeedUnauthenticated: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not allowed to this caller. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not allowed to this caller. */
        Forbidden2: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not allowed to this caller. */
        Forbidden3: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not allowed to this caller. */
        Forbidden4: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Something went wrong on our side. */
        Internal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        MailNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It contradicts what there is. */
        MailOff: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It contradicts what there is. */
        MailOffOrUsersEmailMissing: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        MfaFactorNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It contradicts what there is. */
        MfaLastFactor: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It contradicts what there is. */
        RequestIdempotencyInProgressOrRequestIdempotencyInterrupted: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The idempotency key belongs to another request. */
        RequestIdempotencyReused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request cannot be read, or some of it is not valid: `errors` names the fields. */
        RequestMalformed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request cannot be read, or some of it is not valid: `errors` names the fields. */
        RequestMalformedOrRequestInvalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It was changed since it was read. */
        RequestPreconditionFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many failures of this account or from this address. */
        RequestThrottled: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body exceeds OSTIARY_BODY_LIMIT. */
        RequestTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is of another media type. */
        RequestUnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        ServicesNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The service cannot answer just now. */
        ServiceUnavailable: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The service cannot answer just now. */
        ServiceUnavailableOrPasswordsBusy: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        SessionsNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        TokensApiTokenNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        TransferRunNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No credential was sent, or it was refused. */
        Unauthorized: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No credential was sent, or it was refused. */
        Unauthorized2: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No credential was sent, or it was refused. */
        Unauthorized3: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        UsersDeletionNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It contradicts what there is. */
        UsersLastAdministrator: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        UsersNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        WebhooksNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What the path names does not exist. */
        WebhooksNotFoundOrWebhooksDeliveryNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Its version: send it as `If-Match` with a change that must not overwrite another. */
        ETag: string;
        /** @description `true` when this is the answer that the same key got before. */
        "Idempotency-Replayed": "true";
        /** @description Path of what was made. */
        Location: string;
        /** @description After how many seconds it is worth trying again. */
        "Retry-After": number;
        /** @description What to authenticate with (RFC 6750). */
        "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    reviewAccess: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,email
                 */
                fields?: string;
                /** @description For links, which cannot send `Accept`; it goes before that. */
                format?: "json" | "csv";
                /**
                 * @description Only active, or only inactive, users.
                 * @example true
                 */
                is_active?: boolean;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `created_at`. */
                order?: "created_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, or all of it as CSV. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "email": "ann@example.com",
                     *           "username": "ann",
                     *           "is_active": true,
                     *           "is_staff": false,
                     *           "is_superuser": false,
                     *           "roles": [
                     *             "read-only"
                     *           ],
                     *           "groups": [
                     *             "Back office"
                     *           ],
                     *           "group_roles": [
                     *             "clerk"
                     *           ],
                     *           "permissions": 3,
                     *           "level": 4,
                     *           "services": [
                     *             {
                     *               "service": "Orders",
                     *               "level": "editor"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["AccessReviewPage"];
                    /** @example id,email,username,is_active,is_staff,is_superuser,roles,groups,group_roles,permissions,level,services */
                    "text/csv": string;
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    askCaptcha: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "proof-of-work",
                     *       "challenge": "2Qk7dLr0",
                     *       "bits": 17
                     *     }
                     */
                    "application/json": components["schemas"]["CaptchaQuestion"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "zYb0mWk2V6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT"
                 *     }
                 */
                "application/json": components["schemas"]["EmailVerification"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read, or some of it is not valid: `errors` names the fields. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    requestRecovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ann@example.com",
                 *       "captcha": "2Qk7dLr0.131072"
                 *     }
                 */
                "application/json": components["schemas"]["RecoveryRequest"];
            };
        };
        responses: {
            /** @description As asked. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "A mail is on its way."
                     *     }
                     */
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description The request cannot be read, or some of it is not valid: `errors` names the fields. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            409: components["responses"]["MailOff"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    completeRecovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "zYb0mWk2V6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT",
                 *       "password": "velvet-otter-canyon",
                 *       "end_sessions": true
                 *     }
                 */
                "application/json": components["schemas"]["Recovery"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read, or some of it is not valid: `errors` names the fields. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listApplications: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,client_id
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `name`. */
                order?: "name" | "-name" | "created_at" | "-created_at";
                /** @description Only those of this user. */
                owner_id?: string;
                /**
                 * @description The beginning of a name, in any case. The order is then by name.
                 * @example ann
                 */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "client_id": "m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A",
                     *           "name": "Shop",
                     *           "client_type": "confidential",
                     *           "authentication": "client_secret",
                     *           "application_type": "web",
                     *           "grant_types": [
                     *             "authorization_code",
                     *             "refresh_token"
                     *           ],
                     *           "redirect_uris": [
                     *             "https://shop.example.org/callback"
                     *           ],
                     *           "post_logout_redirect_uris": [
                     *             "https://shop.example.org/bye"
                     *           ],
                     *           "allowed_origins": [
                     *             "https://shop.example.org"
                     *           ],
                     *           "scopes": [
                     *             "openid",
                     *             "profile",
                     *             "email",
                     *             "offline_access",
                     *             "read",
                     *             "write"
                     *           ],
                     *           "jwks": {
                     *             "keys": [
                     *               {
                     *                 "kty": "EC",
                     *                 "crv": "P-256",
                     *                 "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                     *                 "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                     *                 "kid": "shop-1"
                     *               }
                     *             ]
                     *           },
                     *           "jwks_uri": "https://shop.example.org/jwks.json",
                     *           "access_token_seconds": 900,
                     *           "refresh_token_seconds": 900,
                     *           "backchannel_logout_uri": "https://shop.example.org/signed-out",
                     *           "logo_uri": "https://shop.example.org/logo.png",
                     *           "client_uri": "https://shop.example.org",
                     *           "policy_uri": "https://shop.example.org/privacy",
                     *           "tos_uri": "https://shop.example.org/terms",
                     *           "is_first_party": false,
                     *           "may_impersonate": false,
                     *           "is_active": true,
                     *           "owner_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "origin": "managed",
                     *           "metadata": {
                     *             "contacts": [
                     *               "shop@example.org"
                     *             ]
                     *           },
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    createApplication: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Shop",
                 *       "client_type": "confidential",
                 *       "authentication": "client_secret",
                 *       "application_type": "web",
                 *       "grant_types": [
                 *         "authorization_code",
                 *         "refresh_token"
                 *       ],
                 *       "redirect_uris": [
                 *         "https://shop.example.org/callback"
                 *       ],
                 *       "post_logout_redirect_uris": [
                 *         "https://shop.example.org/bye"
                 *       ],
                 *       "allowed_origins": [
                 *         "https://shop.example.org"
                 *       ],
                 *       "scopes": [
                 *         "openid",
                 *         "profile",
                 *         "email",
                 *         "offline_access",
                 *         "read",
                 *         "write"
                 *       ],
                 *       "jwks": {
                 *         "keys": [
                 *           {
                 *             "kty": "EC",
                 *             "crv": "P-256",
                 *             "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                 *             "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                 *             "kid": "shop-1"
                 *           }
                 *         ]
                 *       },
                 *       "jwks_uri": "https://shop.example.org/jwks.json",
                 *       "access_token_seconds": 900,
                 *       "refresh_token_seconds": 900,
                 *       "backchannel_logout_uri": "https://shop.example.org/signed-out",
                 *       "logo_uri": "https://shop.example.org/logo.png",
                 *       "client_uri": "https://shop.example.org",
                 *       "policy_uri": "https://shop.example.org/privacy",
                 *       "tos_uri": "https://shop.example.org/terms",
                 *       "is_first_party": false,
                 *       "may_impersonate": false,
                 *       "is_active": true,
                 *       "owner_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70"
                 *     }
                 */
                "application/json": components["schemas"]["ApplicationCreation"];
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "client_id": "m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A",
                     *       "name": "Shop",
                     *       "client_type": "confidential",
                     *       "authentication": "client_secret",
                     *       "application_type": "web",
                     *       "grant_types": [
                     *         "authorization_code",
                     *         "refresh_token"
                     *       ],
                     *       "redirect_uris": [
                     *         "https://shop.example.org/callback"
                     *       ],
                     *       "post_logout_redirect_uris": [
                     *         "https://shop.example.org/bye"
                     *       ],
                     *       "allowed_origins": [
                     *         "https://shop.example.org"
                     *       ],
                     *       "scopes": [
                     *         "openid",
                     *         "profile",
                     *         "email",
                     *         "offline_access",
                     *         "read",
                     *         "write"
                     *       ],
                     *       "jwks": {
                     *         "keys": [
                     *           {
                     *             "kty": "EC",
                     *             "crv": "P-256",
                     *             "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                     *             "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                     *             "kid": "shop-1"
                     *           }
                     *         ]
                     *       },
                     *       "jwks_uri": "https://shop.example.org/jwks.json",
                     *       "access_token_seconds": 900,
                     *       "refresh_token_seconds": 900,
                     *       "backchannel_logout_uri": "https://shop.example.org/signed-out",
                     *       "logo_uri": "https://shop.example.org/logo.png",
                     *       "client_uri": "https://shop.example.org",
                     *       "policy_uri": "https://shop.example.org/privacy",
                     *       "tos_uri": "https://shop.example.org/terms",
                     *       "is_first_party": false,
                     *       "may_impersonate": false,
                     *       "is_active": true,
                     *       "owner_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "origin": "managed",
                     *       "metadata": {
                     *         "contacts": [
                     *           "shop@example.org"
                     *         ]
                     *       },
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z",
                     *       "client_secret": "ocs_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT"
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationCreated"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getApplication: {
        parameters: {
            query?: {
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,client_id
                 */
                fields?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Its id or client id.
                 * @example m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A
                 */
                application: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "client_id": "m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A",
                     *       "name": "Shop",
                     *       "client_type": "confidential",
                     *       "authentication": "client_secret",
                     *       "application_type": "web",
                     *       "grant_types": [
                     *         "authorization_code",
                     *         "refresh_token"
                     *       ],
                     *       "redirect_uris": [
                     *         "https://shop.example.org/callback"
                     *       ],
                     *       "post_logout_redirect_uris": [
                     *         "https://shop.example.org/bye"
                     *       ],
                     *       "allowed_origins": [
                     *         "https://shop.example.org"
                     *       ],
                     *       "scopes": [
                     *         "openid",
                     *         "profile",
                     *         "email",
                     *         "offline_access",
                     *         "read",
                     *         "write"
                     *       ],
                     *       "jwks": {
                     *         "keys": [
                     *           {
                     *             "kty": "EC",
                     *             "crv": "P-256",
                     *             "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                     *             "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                     *             "kid": "shop-1"
                     *           }
                     *         ]
                     *       },
                     *       "jwks_uri": "https://shop.example.org/jwks.json",
                     *       "access_token_seconds": 900,
                     *       "refresh_token_seconds": 900,
                     *       "backchannel_logout_uri": "https://shop.example.org/signed-out",
                     *       "logo_uri": "https://shop.example.org/logo.png",
                     *       "client_uri": "https://shop.example.org",
                     *       "policy_uri": "https://shop.example.org/privacy",
                     *       "tos_uri": "https://shop.example.org/terms",
                     *       "is_first_party": false,
                     *       "may_impersonate": false,
                     *       "is_active": true,
                     *       "owner_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "origin": "managed",
                     *       "metadata": {
                     *         "contacts": [
                     *           "shop@example.org"
                     *         ]
                     *       },
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SparseApplication"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ApplicationsNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    deleteApplication: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Its id or client id.
                 * @example m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A
                 */
                application: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["ApplicationsNotFound"];
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    updateApplication: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Its id or client id.
                 * @example m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A
                 */
                application: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Shop",
                 *       "authentication": "client_secret",
                 *       "application_type": "web",
                 *       "grant_types": [
                 *         "authorization_code",
                 *         "refresh_token"
                 *       ],
                 *       "redirect_uris": [
                 *         "https://shop.example.org/callback"
                 *       ],
                 *       "post_logout_redirect_uris": [
                 *         "https://shop.example.org/bye"
                 *       ],
                 *       "allowed_origins": [
                 *         "https://shop.example.org"
                 *       ],
                 *       "scopes": [
                 *         "openid",
                 *         "profile",
                 *         "email",
                 *         "offline_access",
                 *         "read",
                 *         "write"
                 *       ],
                 *       "jwks": {
                 *         "keys": [
                 *           {
                 *             "kty": "EC",
                 *             "crv": "P-256",
                 *             "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                 *             "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                 *             "kid": "shop-1"
                 *           }
                 *         ]
                 *       },
                 *       "jwks_uri": "https://shop.example.org/jwks.json",
                 *       "access_token_seconds": 900,
                 *       "refresh_token_seconds": 900,
                 *       "backchannel_logout_uri": "https://shop.example.org/signed-out",
                 *       "logo_uri": "https://shop.example.org/logo.png",
                 *       "client_uri": "https://shop.example.org",
                 *       "policy_uri": "https://shop.example.org/privacy",
                 *       "tos_uri": "https://shop.example.org/terms",
                 *       "is_first_party": false,
                 *       "may_impersonate": false,
                 *       "is_active": true
                 *     }
                 */
                "application/json": components["schemas"]["ApplicationChanges"];
                /**
                 * @example {
                 *       "name": "Shop",
                 *       "authentication": "client_secret",
                 *       "application_type": "web",
                 *       "grant_types": [
                 *         "authorization_code",
                 *         "refresh_token"
                 *       ],
                 *       "redirect_uris": [
                 *         "https://shop.example.org/callback"
                 *       ],
                 *       "post_logout_redirect_uris": [
                 *         "https://shop.example.org/bye"
                 *       ],
                 *       "allowed_origins": [
                 *         "https://shop.example.org"
                 *       ],
                 *       "scopes": [
                 *         "openid",
                 *         "profile",
                 *         "email",
                 *         "offline_access",
                 *         "read",
                 *         "write"
                 *       ],
                 *       "jwks": {
                 *         "keys": [
                 *           {
                 *             "kty": "EC",
                 *             "crv": "P-256",
                 *             "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                 *             "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                 *             "kid": "shop-1"
                 *           }
                 *         ]
                 *       },
                 *       "jwks_uri": "https://shop.example.org/jwks.json",
                 *       "access_token_seconds": 900,
                 *       "refresh_token_seconds": 900,
                 *       "backchannel_logout_uri": "https://shop.example.org/signed-out",
                 *       "logo_uri": "https://shop.example.org/logo.png",
                 *       "client_uri": "https://shop.example.org",
                 *       "policy_uri": "https://shop.example.org/privacy",
                 *       "tos_uri": "https://shop.example.org/terms",
                 *       "is_first_party": false,
                 *       "may_impersonate": false,
                 *       "is_active": true
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ApplicationChanges"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "client_id": "m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A",
                     *       "name": "Shop",
                     *       "client_type": "confidential",
                     *       "authentication": "client_secret",
                     *       "application_type": "web",
                     *       "grant_types": [
                     *         "authorization_code",
                     *         "refresh_token"
                     *       ],
                     *       "redirect_uris": [
                     *         "https://shop.example.org/callback"
                     *       ],
                     *       "post_logout_redirect_uris": [
                     *         "https://shop.example.org/bye"
                     *       ],
                     *       "allowed_origins": [
                     *         "https://shop.example.org"
                     *       ],
                     *       "scopes": [
                     *         "openid",
                     *         "profile",
                     *         "email",
                     *         "offline_access",
                     *         "read",
                     *         "write"
                     *       ],
                     *       "jwks": {
                     *         "keys": [
                     *           {
                     *             "kty": "EC",
                     *             "crv": "P-256",
                     *             "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                     *             "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                     *             "kid": "shop-1"
                     *           }
                     *         ]
                     *       },
                     *       "jwks_uri": "https://shop.example.org/jwks.json",
                     *       "access_token_seconds": 900,
                     *       "refresh_token_seconds": 900,
                     *       "backchannel_logout_uri": "https://shop.example.org/signed-out",
                     *       "logo_uri": "https://shop.example.org/logo.png",
                     *       "client_uri": "https://shop.example.org",
                     *       "policy_uri": "https://shop.example.org/privacy",
                     *       "tos_uri": "https://shop.example.org/terms",
                     *       "is_first_party": false,
                     *       "may_impersonate": false,
                     *       "is_active": true,
                     *       "owner_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "origin": "managed",
                     *       "metadata": {
                     *         "contacts": [
                     *           "shop@example.org"
                     *         ]
                     *       },
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Application"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["ApplicationsNotFound"];
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listApplicationSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id or client id.
                 * @example m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A
                 */
                application: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "hint": "wQkT",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "expires_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationSecretPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ApplicationsNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    createApplicationSecret: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Its id or client id.
                 * @example m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A
                 */
                application: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "expires_at": "2026-01-15T09:30:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["ApplicationSecretCreation"];
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "hint": "wQkT",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "expires_at": "2026-01-15T09:30:00.000Z",
                     *       "client_secret": "ocs_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT"
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationSecretCreated"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["ApplicationsNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    deleteApplicationSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id or client id.
                 * @example m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A
                 */
                application: string;
                /** @description UUID of version 7. */
                secret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            /** @description What the path names does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /**
                 * @description One action, or all of a noun: `user.*`.
                 * @example role.grant
                 */
                action?: string;
                /**
                 * @description Who did it.
                 * @example 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70
                 */
                actor_id?: string;
                /** @description What did it. */
                actor_type?: "user" | "anonymous" | "system" | "command";
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example seq,id
                 */
                fields?: string;
                /** @description At this time or later. ISO 8601. */
                from?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `-seq`. */
                order?: "-seq" | "seq";
                /** @description How it ended. */
                outcome?: "success" | "failure" | "denied";
                /**
                 * @description Of one request.
                 * @example 019b6ad4-3c00-7f01-8c2d-4a6b8e0f1d23
                 */
                request_id?: string;
                /**
                 * @description To what it was done.
                 * @example 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70
                 */
                target_id?: string;
                /**
                 * @description Kind of target, such as `user` or `role`.
                 * @example user
                 */
                target_type?: string;
                /** @description Before this time. ISO 8601. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "seq": 4711,
                     *           "at": "2026-01-15T09:30:00.000Z",
                     *           "actor": {
                     *             "type": "user",
                     *             "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70"
                     *           },
                     *           "action": "role.grant",
                     *           "outcome": "success",
                     *           "target": {
                     *             "type": "user",
                     *             "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70"
                     *           },
                     *           "address": "203.0.113.7",
                     *           "user_agent": "curl/8.14.1",
                     *           "request_id": "019b6ad4-3c00-7f01-8c2d-4a6b8e0f1d23",
                     *           "details": {
                     *             "role": "admin"
                     *           }
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                /**
                 * @description One action, or all of a noun: `user.*`.
                 * @example role.grant
                 */
                action?: string;
                /**
                 * @description Who did it.
                 * @example 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70
                 */
                actor_id?: string;
                /** @description What did it. */
                actor_type?: "user" | "anonymous" | "system" | "command";
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example seq,id
                 */
                fields?: string;
                /** @description At this time or later. ISO 8601. */
                from?: string;
                /** @description Default `seq`. */
                order?: "seq" | "-seq";
                /** @description How it ended. */
                outcome?: "success" | "failure" | "denied";
                /**
                 * @description Of one request.
                 * @example 019b6ad4-3c00-7f01-8c2d-4a6b8e0f1d23
                 */
                request_id?: string;
                /**
                 * @description To what it was done.
                 * @example 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70
                 */
                target_id?: string;
                /**
                 * @description Kind of target, such as `user` or `role`.
                 * @example user
                 */
                target_type?: string;
                /** @description Before this time. ISO 8601. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example {"seq":1,"id":"019b6ad4-3c00-7f01-8c2d-4a6b8e0f1d23","action":"key.create"} */
                    "application/jsonl": string;
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    verifyAudit: {
        parameters: {
            query?: {
                /**
                 * @description Answers JSON Lines: `progress` about twice a second, at the end `report` or `error`.
                 * @example true
                 */
                progress?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found; with `progress` as JSON Lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "is_intact": true,
                     *       "entries": 4711,
                     *       "head_hash": "kTP1X2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQ",
                     *       "first_bad_seq": null,
                     *       "reason": null
                     *     }
                     */
                    "application/json": components["schemas"]["ChainReport"];
                    /** @example {"progress":{"checked":100000}} */
                    "application/jsonl": string;
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listBlocks: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,range
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `created_at`. */
                order?: "created_at" | "-created_at" | "range";
                /**
                 * @description The beginning of a range; its results come in the order of `range`.
                 * @example ann
                 */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "range": "203.0.113.0/24",
                     *           "reason": "password guessing",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "expires_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["BlockPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    createBlock: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "range": "203.0.113.0/24",
                 *       "reason": "password guessing",
                 *       "expires_at": "2026-01-15T09:30:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["BlockCreation"];
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "range": "203.0.113.0/24",
                     *       "reason": "password guessing",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "expires_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Block"];
                };
            };
            400: components["responses"]["BadRequest4"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            409: components["responses"]["RequestIdempotencyInProgressOrRequestIdempotencyInterrupted"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    deleteBlock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The range, its slash written %2F.
                 * @example 203.0.113.0/24
                 */
                range: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest4"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            /** @description What the path names does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    sendBulk: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "requests": [
                 *         {
                 *           "method": "POST",
                 *           "path": "/api/v1/users",
                 *           "body": {
                 *             "username": "ann"
                 *           },
                 *           "if_match": "\"3\""
                 *         }
                 *       ],
                 *       "on_error": "continue"
                 *     }
                 */
                "application/json": components["schemas"]["BulkRequest"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "index": 0,
                     *           "status": 201,
                     *           "etag": "\"1\"",
                     *           "location": "/api/v1/users/019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "body": {
                     *             "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *             "username": "ann"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BulkAnswer"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            409: components["responses"]["RequestIdempotencyInProgressOrRequestIdempotencyInterrupted"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    decide: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": {
                 *         "user_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70"
                 *       },
                 *       "action": "orders.read",
                 *       "resource": {
                 *         "type": "order",
                 *         "id": "4711"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["DecisionQuestion"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "allowed": true,
                     *       "reason": null,
                     *       "missing": [],
                     *       "because": [
                     *         {
                     *           "requirement": "permission orders.read",
                     *           "is_met": true,
                     *           "role": "clerk",
                     *           "group": "Back office",
                     *           "text": "The role clerk, through the group Back office, holds orders.read."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Decision"] | components["schemas"]["Decisions"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["UsersNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,type
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Where to begin without a cursor: with the oldest event, or behind the newest. */
                start?: "oldest" | "newest";
                /**
                 * @description Only events about this one.
                 * @example 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70
                 */
                subject_id?: string;
                /**
                 * @description Only events of these types; repeat it for several.
                 * @example [
                 *       "user.updated"
                 *     ]
                 */
                type?: ("user.created" | "user.updated" | "user.deleted" | "user.access_changed" | "session.ended" | "token.revoked" | "token.family_ended" | "grant.ended" | "role.changed" | "group.changed" | "application.changed" | "application.deleted" | "service.changed" | "service.deleted" | "service.access_changed" | "key.rotated")[];
                /** @description Seconds to wait for an event when there is none yet. */
                wait?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": 42,
                     *           "type": "user.updated",
                     *           "subject_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "data": {
                     *             "fields": [
                     *               "email"
                     *             ]
                     *           },
                     *           "at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "NDI",
                     *       "tail_cursor": "NDI"
                     *     }
                     */
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getExportsUsers: {
        parameters: {
            query?: {
                /** @description Default `jsonl`. `scim`: users and groups as resources of SCIM 2.0 (RFC 7643), one a line. */
                format?: "jsonl" | "csv" | "scim";
                /**
                 * @description `roles`, `groups` or both: those of each user, and in JSON Lines what they are, in front. `everything`, in JSON Lines: ids, hashes, services, applications, tokens and second factors as well; for superusers.
                 * @example roles,groups
                 */
                include?: string;
                /**
                 * @description Password hashes; needs `users.export_hashes`.
                 * @example true
                 */
                include_hashes?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {"type":"role","name":"clerk","level":9,"permissions":["orders.read"]}
                     *     {"external_id":"4711","email":"ann@example.com","roles":["clerk"]}
                     */
                    "application/jsonl": string;
                    /**
                     * @example external_id,email
                     *     4711,ann@example.com
                     */
                    "text/csv": string;
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listGroups: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,name
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `name`. */
                order?: "name" | "-name" | "created_at" | "-created_at";
                /**
                 * @description The beginning of a name, in any case. The order is then by name.
                 * @example ann
                 */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "name": "Back office",
                     *           "description": "Those who ship what was sold.",
                     *           "roles": [
                     *             "clerk"
                     *           ],
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["GroupPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    createGroup: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Back office",
                 *       "description": "Those who ship what was sold."
                 *     }
                 */
                "application/json": components["schemas"]["GroupCreation"];
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "Back office",
                     *       "description": "Those who ship what was sold.",
                     *       "roles": [
                     *         "clerk"
                     *       ],
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getGroup: {
        parameters: {
            query?: {
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,name
                 */
                fields?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Back office
                 */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "Back office",
                     *       "description": "Those who ship what was sold.",
                     *       "roles": [
                     *         "clerk"
                     *       ],
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SparseGroup"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccessGroupNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Back office
                 */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["AccessGroupNotFound"];
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    updateGroup: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Back office
                 */
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Back office",
                 *       "description": "Those who ship what was sold."
                 *     }
                 */
                "application/json": components["schemas"]["GroupChanges"];
                /**
                 * @example {
                 *       "name": "Back office",
                 *       "description": "Those who ship what was sold."
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["GroupChanges"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "Back office",
                     *       "description": "Those who ship what was sold.",
                     *       "roles": [
                     *         "clerk"
                     *       ],
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Group"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["AccessGroupNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listGroupMembers: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Back office
                 */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "user_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccessGroupNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    addGroupMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Back office
                 */
                group: string;
                /** @description UUID of version 7. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["AccessGroupNotFoundOrUsersNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    removeGroupMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Back office
                 */
                group: string;
                /** @description UUID of version 7. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["AccessGroupNotFoundOrUsersNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    grantGroupRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Back office
                 */
                group: string;
                /**
                 * @description Name (in any case) or id.
                 * @example read-write
                 */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["AccessRoleNotFoundOrAccessGroupNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    revokeGroupRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Back office
                 */
                group: string;
                /**
                 * @description Name (in any case) or id.
                 * @example read-write
                 */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["AccessRoleNotFoundOrAccessGroupNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listImports: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,format
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `-started_at`. */
                order?: "-started_at" | "started_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "format": "jsonl",
                     *           "started_by": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "started_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z",
                     *           "finished_at": "2026-01-15T09:30:00.000Z",
                     *           "lines_done": 500,
                     *           "created": 2,
                     *           "updated": 0,
                     *           "unchanged": 0,
                     *           "failed": 1
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["ImportRunPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    postImports: {
        parameters: {
            query?: {
                /** @description Whether roles and groups are added to those there are, or replace them. Default `add`. */
                assignments?: "add" | "replace";
                /**
                 * @description Checks everything and writes nothing.
                 * @example true
                 */
                dry_run?: boolean;
                /** @description What is done with what exists. Default `update`. */
                existing?: "update" | "skip" | "refuse";
                /**
                 * @description Answers JSON Lines: `progress` about once a second, at the end `report` or `error`.
                 * @example true
                 */
                progress?: boolean;
                /** @description A run that was interrupted: send the same source again, and it goes on where it stopped. */
                resume?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {"type":"role","name":"clerk","level":9,"permissions":["orders.read"]}
                 *     {"external_id":"4711","email":"ann@example.com","roles":["clerk"]}
                 */
                "application/jsonl": unknown;
                /**
                 * @example {"type":"role","name":"clerk","level":9,"permissions":["orders.read"]}
                 *     {"external_id":"4711","email":"ann@example.com","roles":["clerk"]}
                 */
                "application/x-ndjson": unknown;
                /**
                 * @example external_id,email,roles
                 *     4711,ann@example.com,read-only
                 */
                "text/csv": unknown;
            };
        };
        responses: {
            /** @description What became of the lines; with `progress` as JSON Lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "lines": 3,
                     *       "created": 2,
                     *       "updated": 0,
                     *       "unchanged": 0,
                     *       "failed": 1,
                     *       "problems": [
                     *         {
                     *           "line": 3,
                     *           "code": "users.email_taken",
                     *           "path": "email",
                     *           "message": "Another account has this email address."
                     *         }
                     *       ],
                     *       "problems_left_out": 0
                     *     }
                     */
                    "application/json": components["schemas"]["ImportReport"];
                    /** @example {"progress":{"id":null,"lines_done":500,"created":500,"updated":0,"unchanged":0,"failed":0}} */
                    "application/jsonl": string;
                };
            };
            /** @description The request cannot be read, or some of it is not valid: `errors` names the fields. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["TransferRunNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getImport: {
        parameters: {
            query?: {
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,format
                 */
                fields?: string;
            };
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "format": "jsonl",
                     *       "started_by": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "started_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z",
                     *       "finished_at": "2026-01-15T09:30:00.000Z",
                     *       "lines_done": 500,
                     *       "created": 2,
                     *       "updated": 0,
                     *       "unchanged": 0,
                     *       "failed": 1
                     *     }
                     */
                    "application/json": components["schemas"]["SparseImportRun"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["TransferRunNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    inviteUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ann@example.com",
                 *       "username": "ann",
                 *       "first_name": "Ann",
                 *       "last_name": "Lee",
                 *       "roles": [
                 *         "read-write"
                 *       ],
                 *       "services": [
                 *         {
                 *           "service": "Orders",
                 *           "level": "editor",
                 *           "data": {
                 *             "accessgroup": {
                 *               "user_type": "EDITOR"
                 *             }
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Invitation"];
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "external_id": "hr-4711",
                     *       "email": "ann@example.com",
                     *       "email_verified": true,
                     *       "username": "ann",
                     *       "first_name": "Ann",
                     *       "last_name": "Lee",
                     *       "phone": "+44 20 7946 0000",
                     *       "is_active": true,
                     *       "is_staff": false,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z",
                     *       "last_sign_in_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized2"];
            /** @description Not allowed to this caller. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["AccessRoleNotFoundOrServicesNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "Zx3qk1m0Jw9cV7bN5tR2yU8iO4pA6sD1fG3hK5lQ7eW",
                     *           "algorithm": "ES256",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "retired_at": "2026-01-15T09:30:00.000Z",
                     *           "expires_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Keys"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    rotateKeys: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "Zx3qk1m0Jw9cV7bN5tR2yU8iO4pA6sD1fG3hK5lQ7eW",
                     *       "algorithm": "ES256",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "retired_at": "2026-01-15T09:30:00.000Z",
                     *       "expires_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listMailTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "reset-password",
                     *           "placeholders": [
                     *             "link",
                     *             "minutes"
                     *           ],
                     *           "languages": [
                     *             {
                     *               "language": "en",
                     *               "subject": "Set a new password",
                     *               "overridden": [
                     *                 "html"
                     *               ]
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["MailTemplates"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    previewMailTemplate: {
        parameters: {
            query?: {
                /** @description Language of the mail. */
                language?: "en" | "de";
            };
            header?: never;
            path: {
                /**
                 * @description Name of the template.
                 * @example reset-password
                 */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "reset-password",
                     *       "language": "en",
                     *       "subject": "Set a new password",
                     *       "text": "Somebody, probably you, has asked for a new password for your account.",
                     *       "html": "<!doctype html><html lang=\"en\"></html>",
                     *       "overridden": [
                     *         "html"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["MailPreview"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description What the path names does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listMails: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,template
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `-id`. */
                order?: "-id";
                /**
                 * @description The whole address, exactly.
                 * @example ann@example.com
                 */
                recipient?: string;
                /** @description How it stands. */
                status?: "waiting" | "sent" | "failed";
                /**
                 * @description Name of the template.
                 * @example reset-password
                 */
                template?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "template": "reset-password",
                     *           "language": "en",
                     *           "recipient": "ann@example.com",
                     *           "status": "waiting",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "attempts": 1,
                     *           "next_attempt_at": "2026-01-15T09:30:00.000Z",
                     *           "sent_at": "2026-01-15T09:30:00.000Z",
                     *           "failed_at": "2026-01-15T09:30:00.000Z",
                     *           "last_error": "The mail server refused the recipient (550 5.1.1).",
                     *           "resend_until": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw",
                     *       "transport": "smtp"
                     *     }
                     */
                    "application/json": components["schemas"]["MailPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getMail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "template": "reset-password",
                     *       "language": "en",
                     *       "recipient": "ann@example.com",
                     *       "status": "waiting",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "attempts": 1,
                     *       "next_attempt_at": "2026-01-15T09:30:00.000Z",
                     *       "sent_at": "2026-01-15T09:30:00.000Z",
                     *       "failed_at": "2026-01-15T09:30:00.000Z",
                     *       "last_error": "The mail server refused the recipient (550 5.1.1).",
                     *       "resend_until": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Mail"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["MailNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    resendMail: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "template": "reset-password",
                     *       "language": "en",
                     *       "recipient": "ann@example.com",
                     *       "status": "waiting",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "attempts": 1,
                     *       "next_attempt_at": "2026-01-15T09:30:00.000Z",
                     *       "sent_at": "2026-01-15T09:30:00.000Z",
                     *       "failed_at": "2026-01-15T09:30:00.000Z",
                     *       "last_error": "The mail server refused the recipient (550 5.1.1).",
                     *       "resend_until": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Mail"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["MailNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    sendTestMail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "A mail is on its way."
                     *     }
                     */
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized"];
            /** @description Not allowed to this caller. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: components["responses"]["MailOffOrUsersEmailMissing"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "external_id": "hr-4711",
                     *       "email": "ann@example.com",
                     *       "email_verified": true,
                     *       "username": "ann",
                     *       "first_name": "Ann",
                     *       "last_name": "Lee",
                     *       "phone": "+44 20 7946 0000",
                     *       "is_active": true,
                     *       "is_staff": false,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z",
                     *       "last_sign_in_at": "2026-01-15T09:30:00.000Z",
                     *       "access": {
                     *         "roles": [
                     *           "read-write"
                     *         ],
                     *         "direct_roles": [
                     *           "read-write"
                     *         ],
                     *         "groups": [
                     *           "Accounting"
                     *         ],
                     *         "permissions": [
                     *           "users.read"
                     *         ],
                     *         "level": 3
                     *       },
                     *       "second_factor": {
                     *         "required": true,
                     *         "has": [
                     *           "totp"
                     *         ],
                     *         "grace_ends_at": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "first_name": "Ann",
                 *       "last_name": "Lee",
                 *       "phone": "+44 20 7946 0000"
                 *     }
                 */
                "application/json": components["schemas"]["MeChanges"];
                /**
                 * @example {
                 *       "first_name": "Ann",
                 *       "last_name": "Lee",
                 *       "phone": "+44 20 7946 0000"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["MeChanges"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "external_id": "hr-4711",
                     *       "email": "ann@example.com",
                     *       "email_verified": true,
                     *       "username": "ann",
                     *       "first_name": "Ann",
                     *       "last_name": "Lee",
                     *       "phone": "+44 20 7946 0000",
                     *       "is_active": true,
                     *       "is_staff": false,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z",
                     *       "last_sign_in_at": "2026-01-15T09:30:00.000Z",
                     *       "access": {
                     *         "roles": [
                     *           "read-write"
                     *         ],
                     *         "direct_roles": [
                     *           "read-write"
                     *         ],
                     *         "groups": [
                     *           "Accounting"
                     *         ],
                     *         "permissions": [
                     *           "users.read"
                     *         ],
                     *         "level": 3
                     *       },
                     *       "second_factor": {
                     *         "required": true,
                     *         "has": [
                     *           "totp"
                     *         ],
                     *         "grace_ends_at": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listOwnActivity: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example seq,id
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `-seq`. */
                order?: "-seq";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "seq": 4711,
                     *           "at": "2026-01-15T09:30:00.000Z",
                     *           "actor": {
                     *             "type": "user",
                     *             "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70"
                     *           },
                     *           "action": "role.grant",
                     *           "outcome": "success",
                     *           "target": {
                     *             "type": "user",
                     *             "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70"
                     *           },
                     *           "address": "203.0.113.7",
                     *           "user_agent": "curl/8.14.1",
                     *           "request_id": "019b6ad4-3c00-7f01-8c2d-4a6b8e0f1d23",
                     *           "details": {
                     *             "role": "admin"
                     *           }
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listOwnApplications: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,client_id
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `name`. */
                order?: "name" | "-name" | "created_at" | "-created_at";
                /**
                 * @description The beginning of a name, in any case. The order is then by name.
                 * @example ann
                 */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "client_id": "m8XqD0Zr4tYw2LkV6sNbHc1GfJ5uPe9A",
                     *           "name": "Shop",
                     *           "client_type": "confidential",
                     *           "authentication": "client_secret",
                     *           "application_type": "web",
                     *           "grant_types": [
                     *             "authorization_code",
                     *             "refresh_token"
                     *           ],
                     *           "redirect_uris": [
                     *             "https://shop.example.org/callback"
                     *           ],
                     *           "post_logout_redirect_uris": [
                     *             "https://shop.example.org/bye"
                     *           ],
                     *           "allowed_origins": [
                     *             "https://shop.example.org"
                     *           ],
                     *           "scopes": [
                     *             "openid",
                     *             "profile",
                     *             "email",
                     *             "offline_access",
                     *             "read",
                     *             "write"
                     *           ],
                     *           "jwks": {
                     *             "keys": [
                     *               {
                     *                 "kty": "EC",
                     *                 "crv": "P-256",
                     *                 "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                     *                 "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                     *                 "kid": "shop-1"
                     *               }
                     *             ]
                     *           },
                     *           "jwks_uri": "https://shop.example.org/jwks.json",
                     *           "access_token_seconds": 900,
                     *           "refresh_token_seconds": 900,
                     *           "backchannel_logout_uri": "https://shop.example.org/signed-out",
                     *           "logo_uri": "https://shop.example.org/logo.png",
                     *           "client_uri": "https://shop.example.org",
                     *           "policy_uri": "https://shop.example.org/privacy",
                     *           "tos_uri": "https://shop.example.org/terms",
                     *           "is_first_party": false,
                     *           "may_impersonate": false,
                     *           "is_active": true,
                     *           "owner_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "origin": "managed",
                     *           "metadata": {
                     *             "contacts": [
                     *               "shop@example.org"
                     *             ]
                     *           },
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    downloadOwnData: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "format": "ostiary-own-data/1",
                     *       "created_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["OwnData"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getOwnDeletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requested_at": "2026-01-15T09:30:00.000Z",
                     *       "due_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Deletion"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UsersDeletionNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    requestOwnDeletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requested_at": "2026-01-15T09:30:00.000Z",
                     *       "due_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Deletion"];
                };
            };
            /** @description Deleted at once: this server grants no time to take it back. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            409: components["responses"]["UsersLastAdministrator"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    cancelOwnDeletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized"];
            /** @description Not allowed to this caller. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["UsersDeletionNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    changeOwnEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ann@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["EmailChange"];
            };
        };
        responses: {
            /** @description As asked. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "A mail is on its way."
                     *     }
                     */
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            409: components["responses"]["MailOff"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    sendOwnEmailVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "A mail is on its way."
                     *     }
                     */
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            409: components["responses"]["MailOffOrUsersEmailMissing"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getOwnFactors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "totp": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "name": "Phone",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "last_used_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "passkeys": [
                     *         {
                     *           "id": "Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM",
                     *           "name": "Laptop",
                     *           "is_synced": true,
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "last_used_at": "2026-01-15T09:30:00.000Z",
                     *           "cloned_at": null
                     *         }
                     *       ],
                     *       "recovery_codes_left": 9
                     *     }
                     */
                    "application/json": components["schemas"]["Factors"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    addOwnPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Laptop",
                 *       "response": {
                 *         "id": "Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM",
                 *         "rawId": "Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM",
                 *         "type": "public-key",
                 *         "response": {
                 *           "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4ifQ",
                 *           "attestationObject": "o2NmbXRkbm9uZQ"
                 *         },
                 *         "clientExtensionResults": {}
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @example Laptop */
                    name: string;
                    /**
                     * @description What the browser made, as JSON.
                     * @example {
                     *       "id": "Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM",
                     *       "rawId": "Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM",
                     *       "type": "public-key",
                     *       "response": {
                     *         "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4ifQ",
                     *         "attestationObject": "o2NmbXRkbm9uZQ"
                     *       },
                     *       "clientExtensionResults": {}
                     *     }
                     */
                    response: {
                        /** @example platform */
                        authenticatorAttachment?: string;
                        clientExtensionResults?: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description The credential id, base64url.
                         * @example Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM
                         */
                        id: string;
                        /**
                         * @description The credential id, base64url.
                         * @example Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM
                         */
                        rawId: string;
                        response: {
                            [key: string]: unknown;
                        };
                        /**
                         * @example public-key
                         * @enum {string}
                         */
                        type: "public-key";
                    };
                };
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "passkey": {
                     *         "id": "Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM",
                     *         "name": "Laptop",
                     *         "is_synced": true,
                     *         "created_at": "2026-01-15T09:30:00.000Z",
                     *         "last_used_at": "2026-01-15T09:30:00.000Z",
                     *         "cloned_at": null
                     *       },
                     *       "recovery_codes": [
                     *         "k7mq-x2pw-9dhc"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PasskeyRegistered"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized3"];
            403: components["responses"]["Forbidden2"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    removeOwnPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The credential id, base64url.
                 * @example Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["MfaFactorNotFound"];
            409: components["responses"]["MfaLastFactor"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    renameOwnPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The credential id, base64url.
                 * @example Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Laptop"
                 *     }
                 */
                "application/json": components["schemas"]["PasskeyChanges"];
                /**
                 * @example {
                 *       "name": "Laptop"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["PasskeyChanges"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["MfaFactorNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    beginOwnPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For `PublicKeyCredential.parseCreationOptionsFromJSON`. Good for ten minutes, once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "challenge": "c2hvd24tdG8tYS1icm93c2VyLW9uY2U",
                     *       "rp": {
                     *         "id": "id.example.com",
                     *         "name": "Ostiary"
                     *       },
                     *       "user": {
                     *         "id": "MDE5YjZhZDQ",
                     *         "name": "ann@example.com",
                     *         "displayName": "Ann Lee"
                     *       },
                     *       "pubKeyCredParams": [
                     *         {
                     *           "type": "public-key",
                     *           "alg": -7
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized3"];
            403: components["responses"]["Forbidden2"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    addOwnTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Phone"
                 *     }
                 */
                "application/json": components["schemas"]["TotpCreation"];
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
                     *       "uri": "otpauth://totp/id.example.com:ann%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                     *     }
                     */
                    "application/json": components["schemas"]["TotpCreated"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    removeOwnTotp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["MfaFactorNotFound"];
            409: components["responses"]["MfaLastFactor"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    confirmOwnTotp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "otp": "287082"
                 *     }
                 */
                "application/json": components["schemas"]["TotpConfirmation"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "factor": {
                     *         "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *         "name": "Phone",
                     *         "created_at": "2026-01-15T09:30:00.000Z",
                     *         "last_used_at": "2026-01-15T09:30:00.000Z"
                     *       },
                     *       "recovery_codes": [
                     *         "k7mq-x2pw-9dhc"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TotpConfirmed"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            /** @description No credential was sent, or it was refused. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["MfaFactorNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listOwnGrantedApplications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "client_id": "photo-printer",
                     *           "name": "Photo printer",
                     *           "logo_uri": "https://photos.example.org/logo.png",
                     *           "homepage_uri": "https://photos.example.org",
                     *           "is_first_party": false,
                     *           "scopes": [
                     *             {
                     *               "name": "photos.read",
                     *               "description": "See your photos.",
                     *               "service": "Photos"
                     *             }
                     *           ],
                     *           "granted_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["GrantedApplicationPage"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    revokeOwnGrantedApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `client_id`.
                 * @example photo-printer
                 */
                client: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["ApplicationsNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    changeOwnPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "maple-otter-quilt",
                 *       "new_password": "velvet-otter-canyon"
                 *     }
                 */
                "application/json": components["schemas"]["OwnPasswordChange"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    createOwnRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recovery_codes": [
                     *         "k7mq-x2pw-9dhc"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["MfaFactorNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listOwnSessions: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,created_at
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `-created_at`. */
                order?: "-created_at";
                /** @description Those that are live, those that have ended or expired, or both. */
                state?: "live" | "ended" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "last_seen_at": "2026-01-15T09:30:00.000Z",
                     *           "expires_at": "2026-01-15T09:30:00.000Z",
                     *           "authenticated_at": "2026-01-15T09:30:00.000Z",
                     *           "amr": [
                     *             "pwd"
                     *           ],
                     *           "address": "203.0.113.7",
                     *           "user_agent": "Mozilla/5.0 (X11; Linux x86_64)",
                     *           "is_current": false,
                     *           "ended_at": "2026-01-15T09:30:00.000Z",
                     *           "end_reason": "signed_out"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    endOwnSessions: {
        parameters: {
            query?: {
                /** @description Leaves the session of this request. */
                keep_current?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ended": 2
                     *     }
                     */
                    "application/json": components["schemas"]["Ended"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    endOwnSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["SessionsNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    stepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "otp": "287082"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Of an authenticator app, or a recovery code; blanks and dashes do not count.
                     * @example 287082
                     */
                    otp?: string;
                    /**
                     * @description What the browser showed, as JSON.
                     * @example {
                     *       "id": "Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM",
                     *       "rawId": "Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM",
                     *       "type": "public-key",
                     *       "response": {
                     *         "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4ifQ",
                     *         "signature": "o2NmbXRkbm9uZQ"
                     *       },
                     *       "clientExtensionResults": {}
                     *     }
                     */
                    passkey?: {
                        /** @example platform */
                        authenticatorAttachment?: string;
                        clientExtensionResults?: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description The credential id, base64url.
                         * @example Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM
                         */
                        id: string;
                        /**
                         * @description The credential id, base64url.
                         * @example Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM
                         */
                        rawId: string;
                        response: {
                            [key: string]: unknown;
                        };
                        /**
                         * @example public-key
                         * @enum {string}
                         */
                        type: "public-key";
                    };
                    /**
                     * @description The present one.
                     * @example maple-otter-quilt
                     */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "acr": "aal2",
                     *       "amr": [
                     *         "pwd",
                     *         "otp",
                     *         "mfa"
                     *       ],
                     *       "authenticated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ProvedSession"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            /** @description No credential was sent, or it was refused. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["SessionsNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    beginPasskeyStepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For `PublicKeyCredential.parseRequestOptionsFromJSON`. Good for ten minutes, once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "challenge": "c2hvd24tdG8tYS1icm93c2VyLW9uY2U",
                     *       "rpId": "id.example.com",
                     *       "allowCredentials": [],
                     *       "userVerification": "preferred"
                     *     }
                     */
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["RequestMalformed"];
            /** @description No credential was sent, or it was refused. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: components["responses"]["Forbidden2"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listOwnTokens: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,name
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `-created_at`. */
                order?: "-created_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "name": "backup script",
                     *           "kind": "named",
                     *           "scope": "orders.read",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "last_used_at": "2026-01-15T09:30:00.000Z",
                     *           "expires_at": "2026-01-15T09:30:00.000Z",
                     *           "revoked_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": {
                        items: {
                            /**
                             * Format: date-time
                             * @description ISO 8601 in UTC.
                             */
                            created_at?: string;
                            /**
                             * Format: date-time
                             * @description ISO 8601 in UTC.
                             */
                            expires_at?: string | null;
                            /**
                             * Format: uuid
                             * @description UUID of version 7.
                             */
                            id: string;
                            /** @example named */
                            kind?: "named" | "login";
                            /**
                             * Format: date-time
                             * @description ISO 8601 in UTC.
                             */
                            last_used_at?: string | null;
                            /** @example backup script */
                            name?: string;
                            /**
                             * Format: date-time
                             * @description ISO 8601 in UTC.
                             */
                            revoked_at?: string | null;
                            /**
                             * @description Space-separated; empty means everything its user may do.
                             * @example orders.read
                             */
                            scope?: string;
                        }[];
                        /**
                         * @description Ask with it for the next page; null on the last.
                         * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    createOwnToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "backup script",
                 *       "scope": "orders.read",
                 *       "expires_at": "2026-01-15T09:30:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["TokenCreation"];
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "backup script",
                     *       "kind": "named",
                     *       "scope": "orders.read",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "last_used_at": "2026-01-15T09:30:00.000Z",
                     *       "expires_at": "2026-01-15T09:30:00.000Z",
                     *       "revoked_at": "2026-01-15T09:30:00.000Z",
                     *       "token": "ost_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description ISO 8601 in UTC.
                         */
                        created_at: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 in UTC.
                         */
                        expires_at: string | null;
                        /**
                         * Format: uuid
                         * @description UUID of version 7.
                         */
                        id: string;
                        /** @example named */
                        kind: "named" | "login";
                        /**
                         * Format: date-time
                         * @description ISO 8601 in UTC.
                         */
                        last_used_at: string | null;
                        /** @example backup script */
                        name: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601 in UTC.
                         */
                        revoked_at: string | null;
                        /**
                         * @description Space-separated; empty means everything its user may do.
                         * @example orders.read
                         */
                        scope: string;
                        /**
                         * @description Shown this once. Send it as `Authorization: Token …`.
                         * @example ost_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT
                         */
                        token: string;
                    };
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            409: components["responses"]["RequestIdempotencyInProgressOrRequestIdempotencyInterrupted"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    revokeOwnToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["TokensApiTokenNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listOwnTrustedDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "address": "203.0.113.7",
                     *           "user_agent": "Mozilla/5.0 (X11; Linux x86_64)",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "last_used_at": "2026-01-15T09:30:00.000Z",
                     *           "expires_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["TrustedDevicePage"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    forgetOwnTrustedDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["MfaFactorNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "users": {
                     *         "count": 1240,
                     *         "is_estimate": false
                     *       },
                     *       "sessions": {
                     *         "count": 87,
                     *         "is_more": false
                     *       },
                     *       "health": {
                     *         "version": "1.0.0",
                     *         "database": "postgres",
                     *         "database_bytes": 52428800,
                     *         "is_mail_on": true,
                     *         "mails_waiting": 0,
                     *         "signing_key_created_at": "2026-01-15T09:30:00.000Z",
                     *         "started_at": "2026-01-15T09:30:00.000Z"
                     *       },
                     *       "attention": [
                     *         {
                     *           "code": "mails_failed",
                     *           "severity": "warning",
                     *           "count": 3
                     *         }
                     *       ],
                     *       "first_steps": {
                     *         "has_service": true,
                     *         "has_application": false,
                     *         "has_other_user": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Overview"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listPermissions: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only Ostiary’s own, or only the others.
                 * @example true
                 */
                is_builtin?: boolean;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `name`. */
                order?: "name" | "-name";
                /**
                 * @description The beginning of a name.
                 * @example ann
                 */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "orders.read",
                     *           "description": "See orders.",
                     *           "is_builtin": false,
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["PermissionPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    createPermission: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "orders.read",
                 *       "description": "See orders."
                 *     }
                 */
                "application/json": components["schemas"]["PermissionCreation"];
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "orders.read",
                     *       "description": "See orders.",
                     *       "is_builtin": false,
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Permission"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getPermission: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the permission.
                 * @example orders.read
                 */
                permission: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "orders.read",
                     *       "description": "See orders.",
                     *       "is_builtin": false,
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Permission"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccessPermissionNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    deletePermission: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Name of the permission.
                 * @example orders.read
                 */
                permission: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["AccessPermissionNotFound"];
            409: components["responses"]["AccessPermissionBuiltin"];
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    updatePermission: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Name of the permission.
                 * @example orders.read
                 */
                permission: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "description": "See orders."
                 *     }
                 */
                "application/json": components["schemas"]["PermissionChanges"];
                /**
                 * @example {
                 *       "description": "See orders."
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["PermissionChanges"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "orders.read",
                     *       "description": "See orders.",
                     *       "is_builtin": false,
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Permission"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["AccessPermissionNotFound"];
            409: components["responses"]["AccessPermissionBuiltin"];
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listRoles: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,name
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `level`. */
                order?: "level" | "name" | "-name" | "created_at" | "-created_at";
                /**
                 * @description The beginning of a name, in any case. The order is then by name.
                 * @example ann
                 */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "name": "clerk",
                     *           "level": 9,
                     *           "description": "Takes orders.",
                     *           "is_builtin": false,
                     *           "permissions": [
                     *             "users.read"
                     *           ],
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["RolePage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    createRole: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "clerk",
                 *       "level": 9,
                 *       "description": "Takes orders.",
                 *       "permissions": [
                 *         "users.read"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["RoleCreation"];
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "clerk",
                     *       "level": 9,
                     *       "description": "Takes orders.",
                     *       "is_builtin": false,
                     *       "permissions": [
                     *         "users.read"
                     *       ],
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Role"];
                };
            };
            400: components["responses"]["BadRequest3"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden3"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getRole: {
        parameters: {
            query?: {
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,name
                 */
                fields?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example read-write
                 */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "clerk",
                     *       "level": 9,
                     *       "description": "Takes orders.",
                     *       "is_builtin": false,
                     *       "permissions": [
                     *         "users.read"
                     *       ],
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SparseRole"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccessRoleNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    deleteRole: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example read-write
                 */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["AccessRoleNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    updateRole: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example read-write
                 */
                role: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "clerk",
                 *       "level": 9,
                 *       "description": "Takes orders.",
                 *       "permissions": [
                 *         "users.read"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["RoleChanges"];
                /**
                 * @example {
                 *       "name": "clerk",
                 *       "level": 9,
                 *       "description": "Takes orders.",
                 *       "permissions": [
                 *         "users.read"
                 *       ]
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["RoleChanges"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "clerk",
                     *       "level": 9,
                     *       "description": "Takes orders.",
                     *       "is_builtin": false,
                     *       "permissions": [
                     *         "users.read"
                     *       ],
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Role"];
                };
            };
            400: components["responses"]["BadRequest3"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["AccessRoleNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listServices: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,name
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `name`. */
                order?: "name" | "-name" | "created_at" | "-created_at";
                /**
                 * @description The beginning of a name, in any case. The order is then by name.
                 * @example ann
                 */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "name": "Orders",
                     *           "audience": "https://orders.example.org",
                     *           "description": "What was ordered, and by whom.",
                     *           "scopes": [
                     *             {
                     *               "name": "orders.read",
                     *               "description": "See your orders"
                     *             }
                     *           ],
                     *           "token_format": "jwt",
                     *           "access_token_seconds": 300,
                     *           "entry": "everyone",
                     *           "access_levels": [
                     *             "reader",
                     *             "editor"
                     *           ],
                     *           "fields": [
                     *             "email",
                     *             "username",
                     *             "first_name",
                     *             "last_name"
                     *           ],
                     *           "data_schema": {
                     *             "type": "object",
                     *             "properties": {
                     *               "accessgroup": {
                     *                 "type": "object",
                     *                 "properties": {
                     *                   "user_type": {
                     *                     "enum": [
                     *                       "VIEWER",
                     *                       "EDITOR"
                     *                     ]
                     *                   }
                     *                 }
                     *               }
                     *             },
                     *             "additionalProperties": false
                     *           },
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["ServicePage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    createService: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Orders",
                 *       "audience": "https://orders.example.org",
                 *       "description": "What was ordered, and by whom.",
                 *       "scopes": [
                 *         {
                 *           "name": "orders.read",
                 *           "description": "See your orders"
                 *         }
                 *       ],
                 *       "token_format": "jwt",
                 *       "access_token_seconds": 300,
                 *       "entry": "everyone",
                 *       "access_levels": [
                 *         "reader",
                 *         "editor"
                 *       ],
                 *       "fields": [
                 *         "email",
                 *         "username",
                 *         "first_name",
                 *         "last_name"
                 *       ],
                 *       "data_schema": {
                 *         "type": "object",
                 *         "properties": {
                 *           "accessgroup": {
                 *             "type": "object",
                 *             "properties": {
                 *               "user_type": {
                 *                 "enum": [
                 *                   "VIEWER",
                 *                   "EDITOR"
                 *                 ]
                 *               }
                 *             }
                 *           }
                 *         },
                 *         "additionalProperties": false
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ServiceCreation"];
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "Orders",
                     *       "audience": "https://orders.example.org",
                     *       "description": "What was ordered, and by whom.",
                     *       "scopes": [
                     *         {
                     *           "name": "orders.read",
                     *           "description": "See your orders"
                     *         }
                     *       ],
                     *       "token_format": "jwt",
                     *       "access_token_seconds": 300,
                     *       "entry": "everyone",
                     *       "access_levels": [
                     *         "reader",
                     *         "editor"
                     *       ],
                     *       "fields": [
                     *         "email",
                     *         "username",
                     *         "first_name",
                     *         "last_name"
                     *       ],
                     *       "data_schema": {
                     *         "type": "object",
                     *         "properties": {
                     *           "accessgroup": {
                     *             "type": "object",
                     *             "properties": {
                     *               "user_type": {
                     *                 "enum": [
                     *                   "VIEWER",
                     *                   "EDITOR"
                     *                 ]
                     *               }
                     *             }
                     *           }
                     *         },
                     *         "additionalProperties": false
                     *       },
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Service"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getService: {
        parameters: {
            query?: {
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,name
                 */
                fields?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "Orders",
                     *       "audience": "https://orders.example.org",
                     *       "description": "What was ordered, and by whom.",
                     *       "scopes": [
                     *         {
                     *           "name": "orders.read",
                     *           "description": "See your orders"
                     *         }
                     *       ],
                     *       "token_format": "jwt",
                     *       "access_token_seconds": 300,
                     *       "entry": "everyone",
                     *       "access_levels": [
                     *         "reader",
                     *         "editor"
                     *       ],
                     *       "fields": [
                     *         "email",
                     *         "username",
                     *         "first_name",
                     *         "last_name"
                     *       ],
                     *       "data_schema": {
                     *         "type": "object",
                     *         "properties": {
                     *           "accessgroup": {
                     *             "type": "object",
                     *             "properties": {
                     *               "user_type": {
                     *                 "enum": [
                     *                   "VIEWER",
                     *                   "EDITOR"
                     *                 ]
                     *               }
                     *             }
                     *           }
                     *         },
                     *         "additionalProperties": false
                     *       },
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SparseService"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ServicesNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    deleteService: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["ServicesNotFound"];
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    updateService: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Orders",
                 *       "description": "What was ordered, and by whom.",
                 *       "scopes": [
                 *         {
                 *           "name": "orders.read",
                 *           "description": "See your orders"
                 *         }
                 *       ],
                 *       "token_format": "jwt",
                 *       "access_token_seconds": 300,
                 *       "entry": "everyone",
                 *       "access_levels": [
                 *         "reader",
                 *         "editor"
                 *       ],
                 *       "fields": [
                 *         "email",
                 *         "username",
                 *         "first_name",
                 *         "last_name"
                 *       ],
                 *       "data_schema": {
                 *         "type": "object",
                 *         "properties": {
                 *           "accessgroup": {
                 *             "type": "object",
                 *             "properties": {
                 *               "user_type": {
                 *                 "enum": [
                 *                   "VIEWER",
                 *                   "EDITOR"
                 *                 ]
                 *               }
                 *             }
                 *           }
                 *         },
                 *         "additionalProperties": false
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ServiceChanges"];
                /**
                 * @example {
                 *       "name": "Orders",
                 *       "description": "What was ordered, and by whom.",
                 *       "scopes": [
                 *         {
                 *           "name": "orders.read",
                 *           "description": "See your orders"
                 *         }
                 *       ],
                 *       "token_format": "jwt",
                 *       "access_token_seconds": 300,
                 *       "entry": "everyone",
                 *       "access_levels": [
                 *         "reader",
                 *         "editor"
                 *       ],
                 *       "fields": [
                 *         "email",
                 *         "username",
                 *         "first_name",
                 *         "last_name"
                 *       ],
                 *       "data_schema": {
                 *         "type": "object",
                 *         "properties": {
                 *           "accessgroup": {
                 *             "type": "object",
                 *             "properties": {
                 *               "user_type": {
                 *                 "enum": [
                 *                   "VIEWER",
                 *                   "EDITOR"
                 *                 ]
                 *               }
                 *             }
                 *           }
                 *         },
                 *         "additionalProperties": false
                 *       }
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ServiceChanges"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "Orders",
                     *       "audience": "https://orders.example.org",
                     *       "description": "What was ordered, and by whom.",
                     *       "scopes": [
                     *         {
                     *           "name": "orders.read",
                     *           "description": "See your orders"
                     *         }
                     *       ],
                     *       "token_format": "jwt",
                     *       "access_token_seconds": 300,
                     *       "entry": "everyone",
                     *       "access_levels": [
                     *         "reader",
                     *         "editor"
                     *       ],
                     *       "fields": [
                     *         "email",
                     *         "username",
                     *         "first_name",
                     *         "last_name"
                     *       ],
                     *       "data_schema": {
                     *         "type": "object",
                     *         "properties": {
                     *           "accessgroup": {
                     *             "type": "object",
                     *             "properties": {
                     *               "user_type": {
                     *                 "enum": [
                     *                   "VIEWER",
                     *                   "EDITOR"
                     *                 ]
                     *               }
                     *             }
                     *           }
                     *         },
                     *         "additionalProperties": false
                     *       },
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Service"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["ServicesNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listServiceGroupAccess: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "holder_type": "user",
                     *           "holder_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "level": "editor",
                     *           "data": {
                     *             "accessgroup": {
                     *               "user_type": "EDITOR"
                     *             }
                     *           },
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z",
                     *           "holder_name": "ann@example.com"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["ServiceGrantPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ServicesNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    grantServiceGroupAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Back office
                 */
                group: string;
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "level": "editor",
                 *       "data": {
                 *         "accessgroup": {
                 *           "user_type": "EDITOR"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ServiceGrantChange"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "holder_type": "user",
                     *       "holder_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "level": "editor",
                     *       "data": {
                     *         "accessgroup": {
                     *           "user_type": "EDITOR"
                     *         }
                     *       },
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ServiceGrant"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden4"];
            /** @description What the path names does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    revokeServiceGroupAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Back office
                 */
                group: string;
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden4"];
            /** @description What the path names does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listServiceRoleAccess: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "holder_type": "user",
                     *           "holder_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "level": "editor",
                     *           "data": {
                     *             "accessgroup": {
                     *               "user_type": "EDITOR"
                     *             }
                     *           },
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z",
                     *           "holder_name": "ann@example.com"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["ServiceGrantPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ServicesNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    grantServiceRoleAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example read-write
                 */
                role: string;
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "level": "editor",
                 *       "data": {
                 *         "accessgroup": {
                 *           "user_type": "EDITOR"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ServiceGrantChange"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "holder_type": "user",
                     *       "holder_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "level": "editor",
                     *       "data": {
                     *         "accessgroup": {
                     *           "user_type": "EDITOR"
                     *         }
                     *       },
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ServiceGrant"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden4"];
            404: components["responses"]["AccessRoleNotFoundOrServicesNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    revokeServiceRoleAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example read-write
                 */
                role: string;
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden4"];
            /** @description What the path names does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listServiceUserAccess: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "holder_type": "user",
                     *           "holder_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "level": "editor",
                     *           "data": {
                     *             "accessgroup": {
                     *               "user_type": "EDITOR"
                     *             }
                     *           },
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z",
                     *           "holder_name": "ann@example.com"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["ServiceGrantPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ServicesNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    grantServiceUserAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
                /** @description UUID of version 7. */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "level": "editor",
                 *       "data": {
                 *         "accessgroup": {
                 *           "user_type": "EDITOR"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ServiceGrantChange"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "holder_type": "user",
                     *       "holder_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "level": "editor",
                     *       "data": {
                     *         "accessgroup": {
                     *           "user_type": "EDITOR"
                     *         }
                     *       },
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ServiceGrant"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden4"];
            /** @description What the path names does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    revokeServiceUserAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
                /** @description UUID of version 7. */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden4"];
            /** @description What the path names does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listServiceKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "hint": "wQkT",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "expires_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["ApplicationSecretPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ServicesNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    createServiceKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "expires_at": "2026-01-15T09:30:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["ApplicationSecretCreation"];
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "hint": "wQkT",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "expires_at": "2026-01-15T09:30:00.000Z",
                     *       "key": "osk_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT"
                     *     }
                     */
                    "application/json": components["schemas"]["ServiceKeyCreated"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["ServicesNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    deleteServiceKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                key: string;
                /**
                 * @description Its id, name (in any case) or audience, percent-encoded.
                 * @example Orders
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            /** @description What the path names does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "variable": "OSTIARY_URL",
                     *           "path": "server.url",
                     *           "description": "The public base URL, as browsers and client services see it.",
                     *           "kind": "http or https URL without path",
                     *           "default": "`http://` with host and port",
                     *           "is_secret": false,
                     *           "is_set": true,
                     *           "value": "https://id.example.org",
                     *           "source": {
                     *             "kind": "command_line",
                     *             "file": "/srv/ostiary/.env",
                     *             "from": [
                     *               "OSTIARY_HOST",
                     *               "OSTIARY_PORT"
                     *             ]
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Settings"];
                };
            };
            400: components["responses"]["RequestMalformed"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getStatistics: {
        parameters: {
            query: {
                /** @description The first hour or day, by any time in it. ISO 8601. */
                from: string;
                /** @description How long a count is. Days are those of UTC. */
                step?: "hour" | "day";
                /** @description Before this time. At most 31 days after `from` by the hour, 200 by the day. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-01-15T09:30:00.000Z",
                     *       "step": "hour",
                     *       "series": [
                     *         {
                     *           "name": "sign_in.succeeded",
                     *           "counts": [
                     *             42
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Statistics"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Exactly this external id.
                 * @example hr-4711
                 */
                external_id?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,external_id
                 */
                fields?: string;
                /**
                 * @description Only members of this group: name or id.
                 * @example read-write
                 */
                group?: string;
                /**
                 * @description Only these; repeat it for several.
                 * @example [
                 *       "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70"
                 *     ]
                 */
                id?: string[];
                /**
                 * @description Only those who are active, or are not.
                 * @example true
                 */
                is_active?: boolean;
                /**
                 * @description Only those on the staff, or not.
                 * @example true
                 */
                is_staff?: boolean;
                /**
                 * @description Only superusers, or others.
                 * @example true
                 */
                is_superuser?: boolean;
                /** @description How many at most. */
                limit?: number;
                /**
                 * @description Exactly this email or username, without regard to case.
                 * @example ann@example.com
                 */
                login?: string;
                /** @description Default `created_at`. */
                order?: "created_at" | "-created_at" | "email" | "-email" | "username" | "-username";
                /**
                 * @description Only those who hold this role directly: name or id.
                 * @example read-write
                 */
                role?: string;
                /**
                 * @description The beginning of an email or username, without regard to case.
                 * @example ann
                 */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "external_id": "hr-4711",
                     *           "email": "ann@example.com",
                     *           "email_verified": true,
                     *           "username": "ann",
                     *           "first_name": "Ann",
                     *           "last_name": "Lee",
                     *           "phone": "+44 20 7946 0000",
                     *           "is_active": true,
                     *           "is_staff": false,
                     *           "is_superuser": false,
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z",
                     *           "last_sign_in_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["AccessRoleNotFoundOrAccessGroupNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "external_id": "hr-4711",
                 *       "email": "ann@example.com",
                 *       "email_verified": true,
                 *       "username": "ann",
                 *       "first_name": "Ann",
                 *       "last_name": "Lee",
                 *       "phone": "+44 20 7946 0000",
                 *       "is_active": true,
                 *       "is_staff": false,
                 *       "is_superuser": false,
                 *       "password": "velvet-otter-canyon",
                 *       "roles": [
                 *         "read-write"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["UserCreation"];
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "external_id": "hr-4711",
                     *       "email": "ann@example.com",
                     *       "email_verified": true,
                     *       "username": "ann",
                     *       "first_name": "Ann",
                     *       "last_name": "Lee",
                     *       "phone": "+44 20 7946 0000",
                     *       "is_active": true,
                     *       "is_staff": false,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z",
                     *       "last_sign_in_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The request cannot be read, or some of it is not valid: `errors` names the fields. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["AccessRoleNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getUser: {
        parameters: {
            query?: {
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,external_id
                 */
                fields?: string;
            };
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "external_id": "hr-4711",
                     *       "email": "ann@example.com",
                     *       "email_verified": true,
                     *       "username": "ann",
                     *       "first_name": "Ann",
                     *       "last_name": "Lee",
                     *       "phone": "+44 20 7946 0000",
                     *       "is_active": true,
                     *       "is_staff": false,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z",
                     *       "last_sign_in_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SparseUser"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UsersNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["UsersNotFound"];
            409: components["responses"]["UsersLastAdministrator"];
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "external_id": "hr-4711",
                 *       "email": "ann@example.com",
                 *       "email_verified": true,
                 *       "username": "ann",
                 *       "first_name": "Ann",
                 *       "last_name": "Lee",
                 *       "phone": "+44 20 7946 0000",
                 *       "is_active": true,
                 *       "is_staff": false,
                 *       "is_superuser": false
                 *     }
                 */
                "application/json": components["schemas"]["UserChanges"];
                /**
                 * @example {
                 *       "external_id": "hr-4711",
                 *       "email": "ann@example.com",
                 *       "email_verified": true,
                 *       "username": "ann",
                 *       "first_name": "Ann",
                 *       "last_name": "Lee",
                 *       "phone": "+44 20 7946 0000",
                 *       "is_active": true,
                 *       "is_staff": false,
                 *       "is_superuser": false
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["UserChanges"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "external_id": "hr-4711",
                     *       "email": "ann@example.com",
                     *       "email_verified": true,
                     *       "username": "ann",
                     *       "first_name": "Ann",
                     *       "last_name": "Lee",
                     *       "phone": "+44 20 7946 0000",
                     *       "is_active": true,
                     *       "is_staff": false,
                     *       "is_superuser": false,
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z",
                     *       "last_sign_in_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["UsersNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getUserAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "roles": [
                     *         "read-write"
                     *       ],
                     *       "direct_roles": [
                     *         "read-write"
                     *       ],
                     *       "groups": [
                     *         "Accounting"
                     *       ],
                     *       "permissions": [
                     *         "users.read"
                     *       ],
                     *       "level": 3
                     *     }
                     */
                    "application/json": components["schemas"]["Access"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UsersNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getUserDeletion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "pending": {
                     *         "requested_at": "2026-01-15T09:30:00.000Z",
                     *         "due_at": "2026-01-15T09:30:00.000Z",
                     *         "requested_by": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *         "was_active": true
                     *       },
                     *       "grace_seconds": 2592000
                     *     }
                     */
                    "application/json": components["schemas"]["UserDeletionState"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UsersNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    scheduleUserDeletion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requested_at": "2026-01-15T09:30:00.000Z",
                     *       "due_at": "2026-01-15T09:30:00.000Z",
                     *       "requested_by": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "was_active": true
                     *     }
                     */
                    "application/json": components["schemas"]["UserDeletion"];
                };
            };
            /** @description Deleted at once: this server grants no time to call it off. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["UsersNotFound"];
            409: components["responses"]["UsersLastAdministrator"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    callOffUserDeletion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            /** @description What the path names does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getUserFactors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "totp": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "name": "Phone",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "last_used_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "passkeys": [
                     *         {
                     *           "id": "Wm9vIGtlZXBlcnMgbGlrZSBvdHRlcnM",
                     *           "name": "Laptop",
                     *           "is_synced": true,
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "last_used_at": "2026-01-15T09:30:00.000Z",
                     *           "cloned_at": null
                     *         }
                     *       ],
                     *       "recovery_codes_left": 9,
                     *       "trusted_devices": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "address": "203.0.113.7",
                     *           "user_agent": "Mozilla/5.0 (X11; Linux x86_64)",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "last_used_at": "2026-01-15T09:30:00.000Z",
                     *           "expires_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["UserFactors"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UsersNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    resetUserFactors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["UsersNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listUserGrantedApplications: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "client_id": "photo-printer",
                     *           "name": "Photo printer",
                     *           "logo_uri": "https://photos.example.org/logo.png",
                     *           "homepage_uri": "https://photos.example.org",
                     *           "is_first_party": false,
                     *           "scopes": [
                     *             {
                     *               "name": "photos.read",
                     *               "description": "See your photos.",
                     *               "service": "Photos"
                     *             }
                     *           ],
                     *           "granted_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["GrantedApplicationPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UsersNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    revokeUserGrantedApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The `client_id`.
                 * @example photo-printer
                 */
                client: string;
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            /** @description What the path names does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    resendInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "A mail is on its way."
                     *     }
                     */
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["UsersNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    setUserPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "velvet-otter-canyon"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest2"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["UsersNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listUserRefreshFamilies: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,session_id
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `-created_at`. */
                order?: "-created_at";
            };
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "session_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "client_id": "console",
                     *           "scope": "orders.read",
                     *           "generation": 3,
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "rotated_at": "2026-01-15T09:30:00.000Z",
                     *           "expires_at": "2026-01-15T09:30:00.000Z",
                     *           "ended_at": "2026-01-15T09:30:00.000Z",
                     *           "end_reason": "ended_by_administrator"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["RefreshFamilyPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UsersNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    endUserRefreshFamily: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                family: string;
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            /** @description What the path names does not exist. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    grantUserRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
                /**
                 * @description Name (in any case) or id.
                 * @example read-write
                 */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["AccessRoleNotFoundOrUsersNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    revokeUserRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
                /**
                 * @description Name (in any case) or id.
                 * @example read-write
                 */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden3"];
            404: components["responses"]["AccessRoleNotFoundOrUsersNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listUserServices: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "service_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "service": "Orders",
                     *           "may_enter": true,
                     *           "access": {
                     *             "level": "editor",
                     *             "data": {
                     *               "accessgroup": {
                     *                 "user_type": "EDITOR"
                     *               }
                     *             }
                     *           },
                     *           "by": {
                     *             "holder_type": "user",
                     *             "holder_id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *             "holder_name": "ann@example.com"
                     *           }
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["UserServicePage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UsersNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listUserSessions: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,created_at
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `-created_at`. */
                order?: "-created_at";
                /** @description Those that are live, those that have ended or expired, or both. */
                state?: "live" | "ended" | "all";
            };
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "last_seen_at": "2026-01-15T09:30:00.000Z",
                     *           "expires_at": "2026-01-15T09:30:00.000Z",
                     *           "authenticated_at": "2026-01-15T09:30:00.000Z",
                     *           "amr": [
                     *             "pwd"
                     *           ],
                     *           "address": "203.0.113.7",
                     *           "user_agent": "Mozilla/5.0 (X11; Linux x86_64)",
                     *           "is_current": false,
                     *           "ended_at": "2026-01-15T09:30:00.000Z",
                     *           "end_reason": "signed_out"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UsersNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    endUserSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ended": 2
                     *     }
                     */
                    "application/json": components["schemas"]["Ended"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["UsersNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    endUserSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
                /** @description UUID of version 7. */
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["SessionsNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listUserTokens: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,name
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `-created_at`. */
                order?: "-created_at";
            };
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "name": "backup script",
                     *           "kind": "named",
                     *           "scope": "orders.read",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "last_used_at": "2026-01-15T09:30:00.000Z",
                     *           "expires_at": "2026-01-15T09:30:00.000Z",
                     *           "revoked_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": {
                        items: {
                            /**
                             * Format: date-time
                             * @description ISO 8601 in UTC.
                             */
                            created_at?: string;
                            /**
                             * Format: date-time
                             * @description ISO 8601 in UTC.
                             */
                            expires_at?: string | null;
                            /**
                             * Format: uuid
                             * @description UUID of version 7.
                             */
                            id: string;
                            /** @example named */
                            kind?: "named" | "login";
                            /**
                             * Format: date-time
                             * @description ISO 8601 in UTC.
                             */
                            last_used_at?: string | null;
                            /** @example backup script */
                            name?: string;
                            /**
                             * Format: date-time
                             * @description ISO 8601 in UTC.
                             */
                            revoked_at?: string | null;
                            /**
                             * @description Space-separated; empty means everything its user may do.
                             * @example orders.read
                             */
                            scope?: string;
                        }[];
                        /**
                         * @description Ask with it for the next page; null on the last.
                         * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UsersNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    revokeUserToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                id: string;
                /** @description UUID of version 7. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["TokensApiTokenNotFound"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,name
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `name`. */
                order?: "name" | "-name" | "created_at" | "-created_at";
                /**
                 * @description The beginning of a name, in any case. The order is then by name.
                 * @example ann
                 */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "name": "Billing",
                     *           "url": "https://billing.example.org/ostiary",
                     *           "event_types": [
                     *             "user.created",
                     *             "user.deleted"
                     *           ],
                     *           "is_active": true,
                     *           "status": "active",
                     *           "pause_reason": null,
                     *           "cursor": 42,
                     *           "failing_since": "2026-01-15T09:30:00.000Z",
                     *           "next_attempt_at": "2026-01-15T09:30:00.000Z",
                     *           "last_delivered_at": "2026-01-15T09:30:00.000Z",
                     *           "gap": null,
                     *           "previous_secret_until": "2026-01-15T09:30:00.000Z",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "updated_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Billing",
                 *       "url": "https://billing.example.org/ostiary",
                 *       "event_types": [
                 *         "user.created",
                 *         "user.deleted"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["WebhookCreation"];
            };
        };
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "Billing",
                     *       "url": "https://billing.example.org/ostiary",
                     *       "event_types": [
                     *         "user.created",
                     *         "user.deleted"
                     *       ],
                     *       "is_active": true,
                     *       "status": "active",
                     *       "pause_reason": null,
                     *       "cursor": 42,
                     *       "failing_since": "2026-01-15T09:30:00.000Z",
                     *       "next_attempt_at": "2026-01-15T09:30:00.000Z",
                     *       "last_delivered_at": "2026-01-15T09:30:00.000Z",
                     *       "gap": null,
                     *       "previous_secret_until": "2026-01-15T09:30:00.000Z",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z",
                     *       "secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD3kXo8hxeKmw="
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookCreated"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getWebhook: {
        parameters: {
            query?: {
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,name
                 */
                fields?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Billing
                 */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "Billing",
                     *       "url": "https://billing.example.org/ostiary",
                     *       "event_types": [
                     *         "user.created",
                     *         "user.deleted"
                     *       ],
                     *       "is_active": true,
                     *       "status": "active",
                     *       "pause_reason": null,
                     *       "cursor": 42,
                     *       "failing_since": "2026-01-15T09:30:00.000Z",
                     *       "next_attempt_at": "2026-01-15T09:30:00.000Z",
                     *       "last_delivered_at": "2026-01-15T09:30:00.000Z",
                     *       "gap": null,
                     *       "previous_secret_until": "2026-01-15T09:30:00.000Z",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SparseWebhook"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["WebhooksNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Billing
                 */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["WebhooksNotFound"];
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` you read; 412 when it was changed since.
                 * @example "3"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Billing
                 */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Billing",
                 *       "url": "https://billing.example.org/ostiary",
                 *       "event_types": [
                 *         "user.created",
                 *         "user.deleted"
                 *       ],
                 *       "is_active": false
                 *     }
                 */
                "application/json": components["schemas"]["WebhookChanges"];
                /**
                 * @example {
                 *       "name": "Billing",
                 *       "url": "https://billing.example.org/ostiary",
                 *       "event_types": [
                 *         "user.created",
                 *         "user.deleted"
                 *       ],
                 *       "is_active": false
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["WebhookChanges"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "Billing",
                     *       "url": "https://billing.example.org/ostiary",
                     *       "event_types": [
                     *         "user.created",
                     *         "user.deleted"
                     *       ],
                     *       "is_active": true,
                     *       "status": "active",
                     *       "pause_reason": null,
                     *       "cursor": 42,
                     *       "failing_since": "2026-01-15T09:30:00.000Z",
                     *       "next_attempt_at": "2026-01-15T09:30:00.000Z",
                     *       "last_delivered_at": "2026-01-15T09:30:00.000Z",
                     *       "gap": null,
                     *       "previous_secret_until": "2026-01-15T09:30:00.000Z",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["WebhooksNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            412: components["responses"]["RequestPreconditionFailed"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /**
                 * @description The `next_cursor` of the page before. Opaque.
                 * @example MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw
                 */
                cursor?: string;
                /**
                 * @description Only these properties of each item, separated by commas; `id` always comes along.
                 * @example id,kind
                 */
                fields?: string;
                /** @description How many at most. */
                limit?: number;
                /** @description Default `-id`. */
                order?: "-id";
                /** @description How it stands. */
                status?: "waiting" | "delivered" | "failed";
            };
            header?: never;
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Billing
                 */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *           "kind": "event",
                     *           "event_id": 42,
                     *           "event_type": "user.updated",
                     *           "status": "waiting",
                     *           "created_at": "2026-01-15T09:30:00.000Z",
                     *           "attempts": 1,
                     *           "last_attempt_at": "2026-01-15T09:30:00.000Z",
                     *           "next_attempt_at": "2026-01-15T09:30:00.000Z",
                     *           "status_code": 204,
                     *           "duration_ms": 37,
                     *           "last_error": "HTTP status 500",
                     *           "delivered_at": "2026-01-15T09:30:00.000Z",
                     *           "failed_at": "2026-01-15T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "MDE5YjZhZDQtM2MwMC03YzRkLTliMWEtNWU4ZjJkNmMzYjcw"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["WebhooksNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of version 7. */
                delivery: string;
                /**
                 * @description Name (in any case) or id.
                 * @example Billing
                 */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "kind": "event",
                     *       "event_id": 42,
                     *       "event_type": "user.updated",
                     *       "status": "waiting",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "attempts": 1,
                     *       "last_attempt_at": "2026-01-15T09:30:00.000Z",
                     *       "next_attempt_at": "2026-01-15T09:30:00.000Z",
                     *       "status_code": 204,
                     *       "duration_ms": 37,
                     *       "last_error": "HTTP status 500",
                     *       "delivered_at": "2026-01-15T09:30:00.000Z",
                     *       "failed_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["WebhooksNotFoundOrWebhooksDeliveryNotFound"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID of version 7. */
                delivery: string;
                /**
                 * @description Name (in any case) or id.
                 * @example Billing
                 */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "kind": "event",
                     *       "event_id": 42,
                     *       "event_type": "user.updated",
                     *       "status": "waiting",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "attempts": 1,
                     *       "last_attempt_at": "2026-01-15T09:30:00.000Z",
                     *       "next_attempt_at": "2026-01-15T09:30:00.000Z",
                     *       "status_code": 204,
                     *       "duration_ms": 37,
                     *       "last_error": "HTTP status 500",
                     *       "delivered_at": "2026-01-15T09:30:00.000Z",
                     *       "failed_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["WebhooksNotFoundOrWebhooksDeliveryNotFound"];
            /** @description It contradicts what there is. */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Billing
                 */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "since_event": 40,
                 *       "since": "2026-01-15T09:30:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["WebhookReplay"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "name": "Billing",
                     *       "url": "https://billing.example.org/ostiary",
                     *       "event_types": [
                     *         "user.created",
                     *         "user.deleted"
                     *       ],
                     *       "is_active": true,
                     *       "status": "active",
                     *       "pause_reason": null,
                     *       "cursor": 42,
                     *       "failing_since": "2026-01-15T09:30:00.000Z",
                     *       "next_attempt_at": "2026-01-15T09:30:00.000Z",
                     *       "last_delivered_at": "2026-01-15T09:30:00.000Z",
                     *       "gap": null,
                     *       "previous_secret_until": "2026-01-15T09:30:00.000Z",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "updated_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["WebhooksNotFound"];
            409: components["responses"]["RequestIdempotencyInProgressOrRequestIdempotencyInterrupted"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Billing
                 */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD3kXo8hxeKmw=",
                     *       "previous_secret_until": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookSecretCreated"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized2"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["WebhooksNotFound"];
            409: components["responses"]["RequestIdempotencyInProgressOrRequestIdempotencyInterrupted"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text that is new for each thing to be made, such as a UUID. The same request again within 24 hours gets the same answer, and nothing is made twice.
                 * @example 0b7d1f2e-6c52-4a59-9a55-3f8f0f3f6f61
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Name (in any case) or id.
                 * @example Billing
                 */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70",
                     *       "kind": "event",
                     *       "event_id": 42,
                     *       "event_type": "user.updated",
                     *       "status": "waiting",
                     *       "created_at": "2026-01-15T09:30:00.000Z",
                     *       "attempts": 1,
                     *       "last_attempt_at": "2026-01-15T09:30:00.000Z",
                     *       "next_attempt_at": "2026-01-15T09:30:00.000Z",
                     *       "status_code": 204,
                     *       "duration_ms": 37,
                     *       "last_error": "HTTP status 500",
                     *       "delivered_at": "2026-01-15T09:30:00.000Z",
                     *       "failed_at": "2026-01-15T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["RequestMalformedOrRequestInvalid"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden2"];
            404: components["responses"]["WebhooksNotFound"];
            409: components["responses"]["RequestIdempotencyInProgressOrRequestIdempotencyInterrupted"];
            413: components["responses"]["RequestTooLarge"];
            415: components["responses"]["RequestUnsupportedMediaType"];
            422: components["responses"]["RequestIdempotencyReused"];
            429: components["responses"]["RequestThrottled"];
            500: components["responses"]["Internal"];
            503: components["responses"]["ServiceUnavailableOrPasswordsBusy"];
        };
    };
    createAuthCreateUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Where that request came from: limits, blocklist and audit see this address. Means nothing without the key of a service.
                 * @example 203.0.113.7
                 */
                "Ostiary-Client-Address"?: string;
                /** @description The key of a client service that asks for somebody. */
                "Ostiary-Service"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "user@test.com",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["CreateUserRequest"];
                /**
                 * @example {
                 *       "email": "user@test.com",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["CreateUserRequest"];
                /**
                 * @example {
                 *       "email": "user@test.com",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["CreateUserRequest"];
            };
        };
        responses: {
            /** @description The account exists. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateUserReply"];
                };
            };
            /** @description Addresses are to be confirmed first: a mail was sent, whether or not there was an account. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description The body cannot be read, or some fields are not valid: all of them are named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"] | {
                        [key: string]: string[];
                    };
                };
            };
            /** @description No credential was sent, or it was refused. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialRefused"];
                };
            };
            /** @description Sign-up is closed, or a cookie came without proof of its origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Another method; `Allow` names the ones there are. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Only JSON is spoken here. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body exceeds OSTIARY_BODY_LIMIT. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body is of another type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Too many failures of this account or from this address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description More sign-ins than can be answered at this moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
        };
    };
    postAuthPasswordChange: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Where that request came from: limits, blocklist and audit see this address. Means nothing without the key of a service.
                 * @example 203.0.113.7
                 */
                "Ostiary-Client-Address"?: string;
                /** @description The key of a client service that asks for somebody. */
                "Ostiary-Service"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "user@test.com",
                 *       "password": "user-pass",
                 *       "new_password": "correct horse battery"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordChangeRequest"];
                /**
                 * @example {
                 *       "email": "user@test.com",
                 *       "password": "user-pass",
                 *       "new_password": "correct horse battery"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["PasswordChangeRequest"];
                /**
                 * @example {
                 *       "email": "user@test.com",
                 *       "password": "user-pass",
                 *       "new_password": "correct horse battery"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["PasswordChangeRequest"];
            };
        };
        responses: {
            /** @description Changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description The body cannot be read, or some fields are not valid: all of them are named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"] | {
                        [key: string]: string[];
                    };
                };
            };
            /** @description A second factor is needed, or wrong; or the service that passes the request on is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Something has to be done with a browser first: a second factor set up. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Another method; `Allow` names the ones there are. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Only JSON is spoken here. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body exceeds OSTIARY_BODY_LIMIT. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body is of another type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Too many failures of this account or from this address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description More sign-ins than can be answered at this moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
        };
    };
    postAuthToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Where that request came from: limits, blocklist and audit see this address. Means nothing without the key of a service.
                 * @example 203.0.113.7
                 */
                "Ostiary-Client-Address"?: string;
                /** @description The key of a client service that asks for somebody. */
                "Ostiary-Service"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "user@test.com",
                 *       "password": "user-pass"
                 *     }
                 */
                "application/json": components["schemas"]["RoleSignInRequest"];
                /**
                 * @example {
                 *       "email": "user@test.com",
                 *       "password": "user-pass"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["RoleSignInRequest"];
                /**
                 * @example {
                 *       "email": "user@test.com",
                 *       "password": "user-pass"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["RoleSignInRequest"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPairReply"];
                };
            };
            /** @description The body cannot be read, or some fields are not valid: all of them are named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"] | {
                        [key: string]: string[];
                    };
                };
            };
            /** @description Wrong password, or no such active account: which of them is not told. Or a second factor is needed, or wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Something has to be done with a browser first: a second factor set up. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Another method; `Allow` names the ones there are. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Only JSON is spoken here. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body exceeds OSTIARY_BODY_LIMIT. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body is of another type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Too many failures of this account or from this address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description More sign-ins than can be answered at this moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
        };
    };
    postAuthTokenBlacklist: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Where that request came from: limits, blocklist and audit see this address. Means nothing without the key of a service.
                 * @example 203.0.113.7
                 */
                "Ostiary-Client-Address"?: string;
                /** @description The key of a client service that asks for somebody. */
                "Ostiary-Service"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refresh": "text"
                 *     }
                 */
                "application/json": components["schemas"]["RefreshRequest"];
                /**
                 * @example {
                 *       "refresh": "text"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["RefreshRequest"];
                /**
                 * @example {
                 *       "refresh": "text"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description The body cannot be read, or some fields are not valid: all of them are named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"] | {
                        [key: string]: string[];
                    };
                };
            };
            /** @description The token is not, or no longer, good. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Another method; `Allow` names the ones there are. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Only JSON is spoken here. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body exceeds OSTIARY_BODY_LIMIT. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body is of another type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
        };
    };
    postAuthTokenLogout: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Where that request came from: limits, blocklist and audit see this address. Means nothing without the key of a service.
                 * @example 203.0.113.7
                 */
                "Ostiary-Client-Address"?: string;
                /** @description The key of a client service that asks for somebody. */
                "Ostiary-Service"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refresh": "text"
                 *     }
                 */
                "application/json": components["schemas"]["SignOutRequest"];
                /**
                 * @example {
                 *       "refresh": "text"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["SignOutRequest"];
                /**
                 * @example {
                 *       "refresh": "text"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["SignOutRequest"];
            };
        };
        responses: {
            /** @description Signed out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description The body cannot be read, or some fields are not valid: all of them are named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"] | {
                        [key: string]: string[];
                    };
                };
            };
            /** @description No credential was sent, or it was refused. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialRefused"];
                };
            };
            /** @description Another method; `Allow` names the ones there are. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Only JSON is spoken here. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body exceeds OSTIARY_BODY_LIMIT. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body is of another type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
        };
    };
    postAuthTokenRefresh: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Where that request came from: limits, blocklist and audit see this address. Means nothing without the key of a service.
                 * @example 203.0.113.7
                 */
                "Ostiary-Client-Address"?: string;
                /** @description The key of a client service that asks for somebody. */
                "Ostiary-Service"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refresh": "text"
                 *     }
                 */
                "application/json": components["schemas"]["RefreshRequest"];
                /**
                 * @example {
                 *       "refresh": "text"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["RefreshRequest"];
                /**
                 * @example {
                 *       "refresh": "text"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description Refreshed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshReply"];
                };
            };
            /** @description The body cannot be read, or some fields are not valid: all of them are named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"] | {
                        [key: string]: string[];
                    };
                };
            };
            /** @description The token is not, or no longer, good. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Another method; `Allow` names the ones there are. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Only JSON is spoken here. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body exceeds OSTIARY_BODY_LIMIT. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body is of another type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
        };
    };
    postAuthTokenSliding: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Where that request came from: limits, blocklist and audit see this address. Means nothing without the key of a service.
                 * @example 203.0.113.7
                 */
                "Ostiary-Client-Address"?: string;
                /** @description The key of a client service that asks for somebody. */
                "Ostiary-Service"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "user@test.com",
                 *       "password": "user-pass"
                 *     }
                 */
                "application/json": components["schemas"]["RoleSignInRequest"];
                /**
                 * @example {
                 *       "email": "user@test.com",
                 *       "password": "user-pass"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["RoleSignInRequest"];
                /**
                 * @example {
                 *       "email": "user@test.com",
                 *       "password": "user-pass"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["RoleSignInRequest"];
            };
        };
        responses: {
            /** @description A sliding token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenReply"];
                };
            };
            /** @description The body cannot be read, or some fields are not valid: all of them are named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"] | {
                        [key: string]: string[];
                    };
                };
            };
            /** @description Wrong password, or no such active account: which of them is not told. Or a second factor is needed, or wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Something has to be done with a browser first: a second factor set up. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Another method; `Allow` names the ones there are. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Only JSON is spoken here. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body exceeds OSTIARY_BODY_LIMIT. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body is of another type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Too many failures of this account or from this address. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description More sign-ins than can be answered at this moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
        };
    };
    postAuthTokenSlidingRefresh: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Where that request came from: limits, blocklist and audit see this address. Means nothing without the key of a service.
                 * @example 203.0.113.7
                 */
                "Ostiary-Client-Address"?: string;
                /** @description The key of a client service that asks for somebody. */
                "Ostiary-Service"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "text"
                 *     }
                 */
                "application/json": components["schemas"]["TokenRequest"];
                /**
                 * @example {
                 *       "token": "text"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
                /**
                 * @example {
                 *       "token": "text"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description A sliding token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenReply"];
                };
            };
            /** @description The body cannot be read, or some fields are not valid: all of them are named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"] | {
                        [key: string]: string[];
                    };
                };
            };
            /** @description The token is not, or no longer, good. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Another method; `Allow` names the ones there are. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Only JSON is spoken here. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body exceeds OSTIARY_BODY_LIMIT. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body is of another type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
        };
    };
    postAuthTokenVerify: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Where that request came from: limits, blocklist and audit see this address. Means nothing without the key of a service.
                 * @example 203.0.113.7
                 */
                "Ostiary-Client-Address"?: string;
                /** @description The key of a client service that asks for somebody. */
                "Ostiary-Service"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "text"
                 *     }
                 */
                "application/json": components["schemas"]["TokenRequest"];
                /**
                 * @example {
                 *       "token": "text"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
                /**
                 * @example {
                 *       "token": "text"
                 *     }
                 */
                "multipart/form-data": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description The token is good. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description The body is not valid, or the token was revoked. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"] | {
                        [key: string]: string[];
                    };
                };
            };
            /** @description The token is not, or no longer, good. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Another method; `Allow` names the ones there are. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Only JSON is spoken here. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body exceeds OSTIARY_BODY_LIMIT. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description The body is of another type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
        };
    };
    getAuthUser: {
        parameters: {
            query?: {
                /**
                 * @description Whose view to tell: the name, audience or id of a service.
                 * @example orders
                 */
                service?: string;
            };
            header?: {
                /**
                 * @description Where that request came from: limits, blocklist and audit see this address. Means nothing without the key of a service.
                 * @example 203.0.113.7
                 */
                "Ostiary-Client-Address"?: string;
                /** @description The key of a client service that asks for somebody. */
                "Ostiary-Service"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthUserReply"] | components["schemas"]["AuthUserView"];
                };
            };
            /** @description Not one service, or not one address. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description The service that passes the request on did not prove which one it is. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description No credential was sent, or it was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialRefused"];
                };
            };
            /** @description No such service. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Another method; `Allow` names the ones there are. */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
            /** @description Only JSON is spoken here. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
        };
    };
}
