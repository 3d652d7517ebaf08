import { accountPaths } from '../account-addresses.ts';

const base = accountPaths.factors;

/** Those with `?id=` are about one factor. */
export const factorPaths = {
  all: base,
  addApp: `${base}/apps/new`,
  confirmApp: `${base}/apps/confirm`,
  removeApp: `${base}/apps/remove`,
  addPasskey: `${base}/passkeys/new`,
  renamePasskey: `${base}/passkeys/rename`,
  removePasskey: `${base}/passkeys/remove`,
  recoveryCodes: `${base}/recovery-codes`,
  forgetBrowser: `${base}/browsers/forget`,
  forgetBrowsers: `${base}/browsers/forget-all`,
} as const;
