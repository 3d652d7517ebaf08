import { withQuery } from '../page-addresses.ts';

export const forgotPasswordPath = '/forgot-password';
export const resetPasswordPath = '/reset-password';
export const verifyEmailPath = '/verify-email';
/** Where somebody asks for the mail that confirms their address once more. */
export const verifyAgainPath = '/verify-email/again';
export const changeEmailPath = '/change-email';
export const invitationPath = '/invitation';
export const mailedLinkPath = '/sign-in/link';
export const openLinkPath = '/sign-in/link/open';
export const mailedCodePath = '/sign-in/code';
export const enterCodePath = '/sign-in/code/enter';
export const keepAccountPath = '/keep-account';
export const checkMailPath = '/sign-up/check-mail';

/** What every page that asks for a mail leads to, whoever has an account. */
export function sentPath(path: string): string {
  return `${path}/sent`;
}

export function mailedLinkAddress(next: string): string {
  return withQuery(mailedLinkPath, { next });
}

export function mailedCodeAddress(next: string): string {
  return withQuery(mailedCodePath, { next });
}

export function enterCodeAddress(next: string): string {
  return withQuery(enterCodePath, { next });
}
