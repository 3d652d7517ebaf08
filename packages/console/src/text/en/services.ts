/** Services: APIs that let people in. */
export const services = {
  search: 'Search by name',
  noMatch: 'No service of this name',
  noMatchHint: 'The search looks at the beginning of names.',
  about: 'A service is an API of yours that lets people in by tokens of this server.',
  steps: [
    'Register it: a name, and who may enter.',
    'Make its key, and copy a few lines into it.',
    'Give people access, with levels and data of its own.',
  ],
  add: 'Register a service',
  register: 'Register',
  created: 'The service is registered.',
  audienceHint:
    'What its tokens are addressed to (aud): an absolute URI, such as its address. It never changes.',
  everyoneHint: 'Everybody with an account gets in; what you give adds levels and data.',
  grantedHint: 'Nobody else gets in, and the service sees nobody else.',
  levelsHint: 'From the least to the most, such as reader, editor. Press Enter after each.',
  scopes: 'Scopes',
  fields: 'What it sees of a user',
  tabs: { overview: 'Overview', access: 'Access', data: 'Data', keys: 'Keys', connect: 'Connect' },
  keysAbout:
    'With a key the service proves that it is the one: for its feed of changes, and for tokens that are for it.',
  key: 'Key',
  noKeys: 'It has none yet.',
  makeKey: 'Make a key',
  newKey: 'The new key',
  expires: 'Expires',
  revokeKey: 'Revoke',
  revokeKeyConsequence: (hint: string) =>
    `Whatever uses the key ${hint} is refused at once: let it use another key first.`,
  holders: 'Who was given access',
  grantedAbout: 'Only those here get in, by themselves or by a group or role.',
  everyoneAbout: 'Everybody gets in; here is who has a level or data besides.',
  nobody: 'Nobody was given access here',
  nobodyHint:
    'What is given to a group or role counts for everybody who has it; what is given to one user decides alone.',
  toWhom: 'Access for whom?',
  goOn: 'Go on',
  take: 'Take away',
  takeFrom: (name: string) => `Take access away from ${name}`,
  changeOf: (name: string) => `Change the access of ${name}`,
  taken: (name: string) => `${name} has no access of their own any more.`,
  schema: 'Schema of its data',
  schemaAbout:
    'What the service keeps of each of its users, beside the level, as JSON Schema (2020-12). It stands in its tokens and its feed, and is checked whenever somebody fills it in.',
  schemaRefused: 'This schema cannot be used',
  notSchema: (line: number | null, reason: string) =>
    line === null ? `Not a JSON object yet: ${reason}` : `Line ${line}: ${reason}`,
  preview: 'What people will fill in',
  noData: 'Nothing: it has neither levels nor data.',
  useExample: 'Begin with an example',
  connectAbout:
    'Copy this into the service. It verifies tokens by itself, follows changes, and refuses whoever may not enter.',
  framework: 'Framework',
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteConsequence:
    'Everybody loses their access to it with its data, its keys are refused at once, and no token is made for it any more. This cannot be undone.',
  typeName: (name: string) => `Type its name to delete it: ${name}`,
  deleted: (name: string) => `${name} is deleted.`,
};
