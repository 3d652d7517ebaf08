const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `One ${one}` : `${count} ${many}`;

/** The first page. */
export const overview = {
  firstSteps: 'First steps',
  done: 'Done.',
  steps: {
    service: {
      title: 'Register a service',
      hint: 'An API that lets people in, with levels and data of its own.',
    },
    application: {
      title: 'Register an application',
      hint: 'What signs people in by OAuth or OpenID Connect.',
    },
    people: { title: 'Bring somebody in', hint: 'Invite people, or import those that you have.' },
  },
  needsAttention: 'Needs attention',
  allWell: 'Nothing needs your attention.',
  severities: { warning: 'Warning', notice: 'Notice' },
  attention: {
    administrators_without_factor: (count: number) =>
      counted(count, 'administrator has no second factor', 'administrators have no second factor'),
    one_administrator: (_count: number) => 'There is only one administrator',
    application_secrets_expiring: (count: number) =>
      counted(count, 'secret of an application expires soon', 'secrets of applications expire soon'),
    deletions_due_soon: (count: number) =>
      counted(count, 'account will be deleted soon', 'accounts will be deleted soon'),
    import_interrupted: (count: number) =>
      counted(count, 'import was interrupted', 'imports were interrupted'),
    logouts_failed: (count: number) =>
      counted(
        count,
        'application was not told of a sign-out',
        'times an application was not told of a sign-out',
      ),
    mails_failed: (count: number) => counted(count, 'mail was not delivered', 'mails were not delivered'),
    sign_in_failures: (count: number) => `${count} sign-ins were refused in the last day`,
    webhook_events_failed: (count: number) =>
      counted(count, 'event for a webhook was given up', 'events for webhooks were given up'),
    webhooks_failing: (count: number) => counted(count, 'webhook is failing', 'webhooks are failing'),
    webhooks_paused: (count: number) =>
      counted(count, 'webhook was paused, for nothing arrived', 'webhooks were paused, for nothing arrived'),
    signing_key_old: (count: number) => `The signing key is ${count} days old`,
  },
  advice: {
    administrators_without_factor: 'Whoever learns such a password has everything. Ask for a second factor.',
    one_administrator: 'If they lose their password or leave, nobody can step in. Make a second one.',
    application_secrets_expiring: 'Within two weeks. Give those applications new secrets before.',
    deletions_due_soon: 'Within two weeks. Until then it can be taken back.',
    import_interrupted: 'Start it again with the same file: it goes on where it stopped.',
    logouts_failed: 'In the last seven days. There, people may still seem to be signed in.',
    mails_failed: 'In the last seven days. See why, and send them again.',
    sign_in_failures: 'That is far more than usual. See where they come from.',
    webhook_events_failed: 'In the last seven days. See why, and send them again.',
    webhooks_failing: 'For more than an hour. What happens meanwhile waits, and is sent when they answer.',
    webhooks_paused: 'See why, then resume them: they go on where they were.',
    signing_key_old: 'Sign with a new one about once a year.',
  },
  activity: 'Activity',
  range: 'Range',
  ranges: { day: '24 h', week: '7 days', month: '30 days', quarter: '90 days' },
  figures: { users: 'Users', sessions: 'Live sessions' },
  now: 'now',
  estimate: 'about, now',
  change: (percent: string) => `${percent} on the range before`,
  nothingBefore: 'none in the range before',
  lines: {
    signIns: 'Sign-ins',
    refused: 'Refused sign-ins',
    signUps: 'Sign-ups',
    tokens: 'Tokens issued',
    password: 'Password',
    refresh: 'Refresh',
    code: 'Authorization code',
    client: 'Client credentials',
    otherTokens: 'Others',
  },
  charts: { signIns: 'Sign-ins', tokens: 'Tokens issued, by kind', signUps: 'Sign-ups' },
  chartOf: (title: string) => `Chart: ${title}. The table below it has the numbers.`,
  asTable: 'As a table',
  when: 'From',
  health: 'Health',
  facts: {
    version: 'Version',
    started: 'Running since',
    database: 'Database',
    mail: 'Mail',
    key: 'Signing key made',
  },
  databases: { sqlite: 'SQLite', postgres: 'PostgreSQL' },
  unknown: 'size unknown',
  mailOn: (waiting: number) => (waiting === 0 ? 'on, nothing waiting' : `on, ${waiting} waiting`),
  mailOff: 'off: nobody can be invited or recover a password by mail',
};
