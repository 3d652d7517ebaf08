import { applications } from './en/applications.ts';
import { audit } from './en/audit.ts';
import { decisions } from './en/decisions.ts';
import { groups } from './en/groups.ts';
import { keys } from './en/keys.ts';
import { lists } from './en/lists.ts';
import { mail } from './en/mail.ts';
import { overview } from './en/overview.ts';
import { review } from './en/review.ts';
import { roles } from './en/roles.ts';
import { services } from './en/services.ts';
import { settings } from './en/settings.ts';
import { stepUp } from './en/step-up.ts';
import { user } from './en/user.ts';
import { userAccess } from './en/user-access.ts';
import { users } from './en/users.ts';
import { webhooks } from './en/webhooks.ts';

/** Every text of the console, in plain English. Its shape is that of every language. */
export const en = {
  locale: 'en-GB',
  product: 'Ostiary',
  skip: 'Skip to the content',
  areas: {
    overview: 'Overview',
    users: 'Users',
    groups: 'Groups',
    roles: 'Roles and permissions',
    services: 'Services',
    applications: 'Applications',
    webhooks: 'Webhooks',
    review: 'Access review',
    audit: 'Audit log',
    keys: 'Signing keys',
    decisions: 'Explain access',
    mail: 'Mail',
    settings: 'Settings',
  },
  about: {
    overview: '',
    users: 'Who has an account, what they hold, with what and where they sign in.',
    groups: 'What people get together.',
    roles: 'What people may do.',
    services: 'APIs that let people in.',
    applications: 'What signs people in by OAuth.',
    webhooks: 'Addresses that are told what happens.',
    review: 'Every user with everything they hold, those with nothing included.',
    audit: 'Who did what, when and from where.',
    keys: 'What tokens are signed with.',
    decisions: 'What somebody may do, and why.',
    mail: 'Which mails were sent to whom, and what failed.',
    settings: 'The configuration in effect, and where each value comes from.',
  },
  shell: {
    navigation: 'Areas of the console',
    openNavigation: 'Open the navigation',
    account: 'My account',
    signOut: 'Sign out',
    reference: 'API reference',
    theme: 'Dark or light',
    search: 'Search or jump to…',
    searchShort: 'Search',
    nothingFound: 'Nothing found',
    notAllowedTitle: 'Nothing here for you',
    notAllowed: 'Your roles do not let you see this area. Ask somebody who manages roles.',
    notFoundTitle: 'There is nothing at this address',
    backToStart: 'To the overview',
  },
  common: {
    loading: 'Loading',
    retry: 'Try again',
    failed: 'That did not work',
    requestId: 'Request id',
    save: 'Save',
    cancel: 'Cancel',
    create: 'Create',
    delete: 'Delete',
    remove: 'Remove',
    edit: 'Edit',
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    yes: 'Yes',
    no: 'No',
    none: 'none',
    never: 'never',
    actions: 'Actions',
    name: 'Name',
    description: 'Description',
    created: 'Created',
    changed: 'Changed',
    nextPage: 'Next page',
    firstPage: 'First page',
    shownOnce: 'It is shown this one time. Copy it now.',
    saved: 'Saved.',
    undo: 'Undo',
    selectPage: 'Select all of this page',
    select: (name: string) => `Select ${name}`,
    changedMeanwhile:
      'Somebody else changed this meanwhile. It is shown as it is now; make your change again.',
    areYouSure: 'Are you sure?',
  },
  applications,
  audit,
  decisions,
  groups,
  keys,
  lists,
  mail,
  overview,
  review,
  roles,
  services,
  settings,
  stepUp,
  user,
  userAccess,
  users,
  webhooks,
};

export type Texts = typeof en;
