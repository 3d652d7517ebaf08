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
    logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
    bodyLimitBytes: number;
  };
  data: {
    /** Absolute. */
    directory: string;
    /** `sqlite:/…` or `postgres://…`. */
    databaseUrl: string;
    poolSize: number;
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
  };
  passwords: {
    /** argon2id: memory in KiB, passes, lanes. */
    memoryKib: number;
    passes: number;
    lanes: number;
    minLength: number;
    /** zxcvbn score, 0 to 4. */
    minStrength: number;
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
  signUp: { isOpen: boolean };
  compat: { isOn: boolean };
}
