/** The access review. */
export const review = {
  intro:
    'Everybody who has an account, with all that they hold: go through it from time to time, and take away what nobody needs any more. Taking the CSV is written into the audit log, as a proof that you did.',
  csv: 'Take as CSV',
  everything: 'everything (administrator)',
  byGroup: (role: string) => `${role} (by a group)`,
  permissionCount: 'Permissions',
};
