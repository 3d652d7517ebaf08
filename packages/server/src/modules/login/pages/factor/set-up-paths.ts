const base = '/sign-in/set-up-factor';

/** Where the forms of an enrolment go that a sign-in waits for. */
export const setUpPaths = {
  page: base,
  app: `${base}/app`,
  confirm: `${base}/confirm`,
  passkey: `${base}/passkey`,
} as const;
