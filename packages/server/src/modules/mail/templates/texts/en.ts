import type { MailTemplate } from '../../mail.types.ts';
import type { MailText } from '../mail-text.ts';

const ifNotYou = 'If this was not you, somebody else has been in your account: set a new password at once.';

export const en: Readonly<Record<MailTemplate, MailText>> = {
  'verify-email': {
    subject: 'Confirm your email address',
    lead: ['Please confirm that this email address is yours.'],
    action: ['Confirm email address', 'link'],
    closing: [
      'The link works once, for {{hours}} hours.',
      'If you have not signed up at {{url}}, do nothing: without you the address is not confirmed.',
    ],
  },
  'account-exists': {
    subject: 'You have an account already',
    lead: [
      'Somebody, probably you, has just tried to sign up at {{product}} with this email address. There is an account with it already, so nothing was changed.',
    ],
    action: ['Sign in', 'signInLink'],
    closing: [
      'You do not remember your password? Set a new one here: {{recoveryLink}}',
      'If this was not you, you need not do anything.',
    ],
  },
  'change-email': {
    subject: 'Confirm your new email address',
    lead: ['Please confirm that your account is to have this email address from now on.'],
    action: ['Use this email address', 'link'],
    closing: [
      'The link works once, for {{hours}} hours. Until then your account keeps the address that it has.',
      'If you have not asked for this, do nothing.',
    ],
  },
  'email-changed': {
    subject: 'Your email address was changed',
    lead: ['The email address of your account was changed. Mail goes to the new one from now on.'],
    facts: [
      ['New address', '{{newEmail}}'],
      ['When', '{{time}}'],
    ],
    action: ['It was not me', 'recoveryLink'],
    closing: ['If this was you, you need not do anything.'],
  },
  'reset-password': {
    subject: 'Set a new password',
    lead: ['Somebody, probably you, has asked for a new password for your account.'],
    action: ['Set a new password', 'link'],
    closing: [
      'The link works once, for {{minutes}} minutes.',
      'If this was not you, do nothing: your password stays as it is.',
    ],
  },
  'password-changed': {
    subject: 'Your password was changed',
    lead: ['The password of your account was changed.'],
    facts: [['When', '{{time}}']],
    action: ['It was not me', 'recoveryLink'],
    closing: ['If this was you, you need not do anything.'],
  },
  'sign-in-link': {
    subject: 'Your link to sign in',
    lead: [
      'Here is the link with which you sign in. Open it on the device on which you want to be signed in.',
    ],
    action: ['Sign in', 'link'],
    closing: [
      'The link works once, for {{minutes}} minutes. Give it to nobody.',
      'If you have not asked for it, do nothing.',
    ],
  },
  'sign-in-code': {
    subject: '{{code}} is your code to sign in',
    lead: ['Enter this code on the page on which you have asked for it:'],
    code: '{{code}}',
    closing: [
      'It works once, for {{minutes}} minutes. Give it to nobody: no one of {{product}} will ever ask you for it.',
      'If you have not asked for it, do nothing.',
    ],
  },
  invitation: {
    subject: 'You are invited to {{product}}',
    lead: ['{{inviter}} has made an account for you at {{url}}. Choose a password to begin.'],
    action: ['Accept the invitation', 'link'],
    closing: [
      'The link works once, for {{days}} days.',
      'If you do not know what this is about, do nothing.',
    ],
  },
  'new-device': {
    subject: 'Your account was signed in to on a new device',
    lead: ['Your account was signed in to on a device on which it had not been before.'],
    facts: [
      ['Device', '{{device}}'],
      ['Address', '{{address}}'],
      ['When', '{{time}}'],
    ],
    action: ['See where you are signed in', 'sessionsLink'],
    closing: [
      'If this was you, you need not do anything.',
      'If not, sign that device out on the page above and set a new password at once.',
    ],
  },
  'factor-added': {
    subject: 'A new way to sign in was added',
    lead: ['Your account has a new way to show that it is you.'],
    facts: [
      ['What', '{{factor}}'],
      ['When', '{{time}}'],
    ],
    action: ['See your ways to sign in', 'factorsLink'],
    closing: [ifNotYou],
  },
  'factor-removed': {
    subject: 'A way to sign in was removed',
    lead: ['Your account has lost a way to show that it is you.'],
    facts: [
      ['What', '{{factor}}'],
      ['When', '{{time}}'],
    ],
    action: ['See your ways to sign in', 'factorsLink'],
    closing: [ifNotYou],
  },
  'factors-reset': {
    subject: 'Your second factors were reset',
    lead: [
      'An administrator has removed all second factors of your account, and signed you out everywhere. You sign in without one now, and can set up new ones.',
    ],
    facts: [['When', '{{time}}']],
    action: ['Set up a second factor', 'factorsLink'],
    closing: ['If you have not asked an administrator for this, tell them at once.'],
  },
  'recovery-code-used': {
    subject: 'A recovery code was used',
    lead: ['Somebody, probably you, has signed in to your account with a recovery code.'],
    facts: [
      ['When', '{{time}}'],
      ['Codes that are left', '{{left}}'],
    ],
    action: ['Make new codes', 'factorsLink'],
    closing: [ifNotYou],
  },
  'passkey-cloned': {
    subject: 'One of your passkeys was blocked',
    lead: [
      'A passkey of your account was used in a way that shows that there is a copy of it. It cannot be used any more, neither by you nor by anybody else.',
    ],
    facts: [
      ['Passkey', '{{passkey}}'],
      ['When', '{{time}}'],
    ],
    action: ['See your passkeys', 'factorsLink'],
    closing: ['Delete it and make a new one. If you do not know how this could be, tell an administrator.'],
  },
  'deletion-requested': {
    subject: 'Your account is going to be deleted',
    lead: ['You have asked to delete your account, with everything that is in it.'],
    facts: [['It will be deleted', '{{due}}']],
    action: ['Keep my account', 'cancelLink'],
    closing: [
      'Until then you can change your mind with the link above, or by signing in.',
      'If this was not you, keep your account and set a new password at once.',
    ],
  },
  'deletion-cancelled': {
    subject: 'Your account stays',
    lead: ['Your account is not going to be deleted.'],
    facts: [['When', '{{time}}']],
    closing: [ifNotYou],
  },
  'account-deleted': {
    subject: 'Your account was deleted',
    lead: [
      'Your account was deleted, with everything that was in it. This is the last mail that you get from us.',
    ],
    facts: [['When', '{{time}}']],
  },
  test: {
    subject: 'Test mail of {{product}}',
    lead: ['This is a test: {{product}} at {{url}} can send mail to you.'],
    facts: [['When', '{{time}}']],
    closing: ['You, or somebody with your account, asked for it in the console. Nothing is to be done.'],
  },
};
