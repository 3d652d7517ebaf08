/** Everything that can be set, validated and frozen. Durations are seconds unless the name says else. */
export interface Config {
  isProduction: boolean;
  server: {
    host: string;
    port: number;
    /** Public base URL and issuer, without a trailing slash. */
    url: string;
    /** Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed. */
    trustedProxies: string[];
    /** Whom browsers are told to reach by https alone. */
    strictTransport: 'subdomains' | 'host' | 'off';
    logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
    bodyLimitBytes: number;
    /** Processes that serve; with one there is no other process. */
    workers: number;
    /** From being asked to stop to accepting no more connections, while `/readyz` says so. */
    drainSeconds: number;
  };
  traces: {
    /** `otlp` sends them to a collector. */
    exporter: 'off' | 'otlp';
    /** Of a hundred requests. */
    percent: number;
    endpoint: string;
    /** `name=value,other=value`, percent-encoded. */
    headers: string | null;
    serviceName: string;
  };
  data: {
    /** Absolute. */
    directory: string;
    /** `sqlite:/…` or `postgres://…`. */
    databaseUrl: string;
    poolSize: number;
    /** `transaction`: a pooler is between, so nothing may depend on which connection one has. */
    pooling: 'session' | 'transaction';
    /** A SQLite database that is in use is copied before migrations change it. */
    isBackedUpBeforeMigrating: boolean;
  };
  secrets: {
    /** The master key: 32 characters or more. Every other secret is derived from it. */
    master: string;
  };
  administrator: { email: string | null; username: string | null; password: string | null };
  cookies: {
    /** Secure and `__Host-`: on when the public URL is https. */
    isSecure: boolean;
    /** Lifetime of the role service's `Authorization` cookie and its token. */
    roleCookieSeconds: number;
    /** Lifetime of a browser session. */
    sessionSeconds: number;
    /** How long one is good that nobody uses. */
    idleSeconds: number;
  };
  mail: {
    /** `console` prints what it would send, and shows it at /dev/mail. */
    transport: 'smtp' | 'console' | 'off';
    /** `smtp://user:password@host:587` or `smtps://…`. */
    smtpUrl: string | null;
    /** An address, or a name with an address: `Ostiary <id@example.org>`. */
    from: string;
    /** A directory with templates that replace those of Ostiary; absolute. */
    templates: string | null;
  };
  signIn: {
    /** What follows a sign-up by email. `required`: no sign-in before. */
    emailVerification: 'off' | 'optional' | 'required';
    /** Signing in by a link in a mail, or by a code in it. */
    byMailedLink: boolean;
    byMailedCode: boolean;
    hasPasskeys: boolean;
    tellsOfNewDevices: boolean;
  };
  factors: {
    /** Names of roles whose holders need a second factor. */
    requiredRoles: string[];
    /** How long they may still sign in without one, from the first sign-in at which it was asked for. */
    graceSeconds: number;
    /** How long a trusted browser need not show one; 0 for never. */
    trustedSeconds: number;
    /** How old a proof may be for sensitive acts. */
    stepUpSeconds: number;
  };
  account: {
    /** From the wish to the deletion; until then it can be taken back. */
    deletionGraceSeconds: number;
  };
  captcha: {
    kind: 'off' | 'proof-of-work';
    /** Leading zero bits of the hash that a browser must find. */
    bits: number;
  };
  passwords: {
    /** argon2id: memory in KiB, passes, lanes. */
    memoryKib: number;
    passes: number;
    lanes: number;
    minLength: number;
    /** zxcvbn score, 0 to 4. */
    minStrength: number;
    /** Where the first five digits of a password's SHA-1 are asked for, k-anonymously; null for nowhere. */
    breachUrl: string | null;
    /** Hashing threads; waiting sign-ins beyond the bound or the deadline get 503. */
    workers: number;
    maxQueued: number;
    queueDeadlineMs: number;
  };
  limits: {
    /** Off for load tools and tests: no limit per address or account. */
    isOn: boolean;
    /** Failures of one account before delays begin. */
    accountFailures: number;
    /** Failures from one address within the window before it is refused. */
    addressFailures: number;
    addressWindowSeconds: number;
    /** Sign-ups from one address within the window. */
    addressSignUps: number;
    /** Mails that one address, of either kind, may cause within the window. */
    mails: number;
  };
  tokens: {
    algorithm: 'ES256' | 'EdDSA' | 'RS256' | 'HS256';
    /** Shared secret for HS256 only. */
    signingKey: string | null;
    issuer: string;
    audience: string | null;
    leewaySeconds: number;
    accessSeconds: number;
    refreshSeconds: number;
    /** For how long after a proof of who its user is a refresh token is replaced by another. */
    refreshMaxAgeSeconds: number;
    slidingSeconds: number;
    slidingRefreshSeconds: number;
    isRotating: boolean;
    /** Within it, the same refresh token gives the same successor. */
    reuseWindowSeconds: number;
    /** What a replay after the window does: end the session, or only refuse. */
    onReplay: 'end-session' | 'refuse';
    claims: { userId: string; tokenType: string; tokenId: string; slidingRefreshExp: string };
    /** Words of the Authorization header, in the order in which they are tried. */
    headerTypes: ('Bearer' | 'JWT' | 'Token' | 'Basic')[];
    /** The name of the login field in errors: `email` or `username`. Both are accepted. */
    loginField: 'email' | 'username';
  };
  oauth: {
    /** Who may register applications: every user for themselves, or only those who manage all. */
    applicationRegistration: 'users' | 'administrators';
    /** RFC 7591: nobody, those with the registration token, or anybody. */
    dynamicRegistration: 'off' | 'token' | 'open';
    /** The initial access token of dynamic registration. */
    registrationToken: string | null;
    /** Clients that are the address of a document about themselves. */
    allowsMetadataDocuments: boolean;
    codeSeconds: number;
    deviceCodeSeconds: number;
    idTokenSeconds: number;
  };
  /** The service that people come from: asked about those who are unknown here, and its tokens accepted, for a while. */
  predecessor: {
    /** Where a sign-in is posted to; null to ask nobody. */
    tokenUrl: string | null;
    /** Where whoever was let in there is described; null when their token says enough. */
    userUrl: string | null;
    /** The field of a sign-in that names the account. */
    loginField: string;
    /** The secret that its tokens are signed with; null to accept none. */
    key: string | null;
    algorithm: 'HS256' | 'HS384' | 'HS512';
    /** ISO 8601 in UTC: from then on nobody is asked and no token of it counts. Set with either of both. */
    until: string | null;
    /** The claim that holds its id of the user, and what an external id has in front of it. */
    userIdClaim: string;
    idPrefix: string;
    /** What `iss` and `aud` of its tokens must be; null for tokens that have none. */
    issuer: string | null;
    audience: string | null;
    /** How often it is asked within a minute, by all workers together. */
    asksPerMinute: number;
  };
  signUp: { isOpen: boolean };
  compat: { isOn: boolean };
}
