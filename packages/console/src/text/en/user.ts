/** One user's page. */
export const user = {
  profile: 'Profile',
  roles: 'Roles and groups',
  sessions: 'Sessions',
  tokens: 'Tokens',
};
