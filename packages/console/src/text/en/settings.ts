/** Settings. */
export const settings = {
  intro:
    'The configuration in effect, and where each value comes from. It is changed where the server is started: in its environment or its .env file.',
  search: 'Search',
  onlySet: 'Only what was set',
  variable: 'Setting',
  value: 'Value',
  source: 'Comes from',
  secretSet: 'set (never shown)',
  notSet: 'not set',
  none: 'No setting like that',
  noneHint: 'Search for words of its name or its description.',
  sources: {
    command_line: 'the command line',
    environment: 'the environment',
    env_file: 'a file',
    default: 'the default',
    derived: 'other settings',
    generated: 'made at the first start',
  },
};
