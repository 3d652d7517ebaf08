import { manage, subjectOf } from '../support/management.ts';
import type { Person, Site } from '../support/site.ts';

/** What is in the sample, to be found again. */
export interface Sample {
  /** Who holds a bit of everything. */
  person: Person & { id: string };
  service: string;
  group: string;
  application: string;
}

const people = [
  ['Ada', 'Lovelace'],
  ['Grace', 'Hopper'],
  ['Katherine', 'Johnson'],
  ['Alan', 'Turing'],
  ['Edsger', 'Dijkstra'],
  ['Barbara', 'Liskov'],
  ['Donald', 'Knuth'],
  ['Radia', 'Perlman'],
] as const;

const dataSchema = {
  type: 'object',
  properties: {
    department: { type: 'string', title: 'Department', enum: ['Sales', 'Support', 'Research'] },
    limit: { type: 'integer', title: 'Largest order', minimum: 0, maximum: 10_000 },
  },
};

async function addPeople(site: Site): Promise<Sample['person']> {
  const added: Sample['person'][] = [];
  for (const [firstName, lastName] of people) {
    const username = lastName.toLowerCase();
    const details = { username, email: `${username}@example.com`, firstName, lastName };
    const person = await site.addPerson(details);
    added.push({ ...person, id: await subjectOf(site, person) });
  }
  const [first, ...others] = added;
  if (!first) throw new TypeError('Nobody was added');
  await manage(site, `PATCH /users/${others.at(-1)?.id ?? ''}`, { is_active: false });
  for (const { id } of others.slice(0, 4)) await manage(site, `PUT /users/${id}/roles/clerk`);
  return first;
}

/** Fills a server with a small company, as its console would show it. */
export async function addSample(site: Site): Promise<Sample> {
  await manage(site, 'POST /permissions', { name: 'orders.read', description: 'See orders.' });
  await manage(site, 'POST /permissions', { name: 'orders.write', description: 'Change orders.' });
  await manage(site, 'POST /roles', {
    ...{ name: 'clerk', level: 3, description: 'Looks after orders.' },
    permissions: ['orders.read', 'orders.write', 'users.read'],
  });
  const person = await addPeople(site);
  const group = await manage(site, 'POST /groups', { name: 'Back office', description: 'Upstairs.' });
  await manage(site, 'PUT /groups/Back%20office/roles/clerk');
  await manage(site, `PUT /groups/Back%20office/members/${person.id}`);
  await manage(site, `PUT /users/${person.id}/roles/investor`);
  const service = await manage(site, 'POST /services', {
    ...{ name: 'Orders', audience: 'https://orders.example.com', entry: 'granted' },
    ...{ access_levels: ['viewer', 'editor'], data_schema: dataSchema },
  });
  await manage(site, 'POST /services/Orders/keys', {});
  await manage(site, `PUT /services/Orders/access/users/${person.id}`, {
    level: 'editor',
    data: { department: 'Sales', limit: 500 },
  });
  await manage(site, 'PUT /services/Orders/access/groups/Back%20office', { level: 'viewer' });
  const application = await manage(site, 'POST /applications', {
    name: 'Shop',
    redirect_uris: ['https://shop.example.com/callback'],
  });
  return {
    person,
    service: String(service['id']),
    group: String(group['id']),
    application: String(application['id']),
  };
}

/** Every page that there is, by what it is. */
export function everyPage({ person, service, group, application }: Sample): Record<string, string> {
  const user = `/admin/users/${person.id}`;
  return {
    overview: '/admin/',
    users: '/admin/users',
    import: '/admin/users/import',
    user,
    'user-roles': `${user}?tab=roles`,
    'user-services': `${user}?tab=services`,
    'user-factors': `${user}?tab=factors`,
    'user-sessions': `${user}?tab=sessions`,
    'user-tokens': `${user}?tab=tokens`,
    'user-applications': `${user}?tab=applications`,
    'user-audit': `${user}?tab=audit`,
    groups: '/admin/groups',
    group: `/admin/groups/${group}`,
    roles: '/admin/roles',
    matrix: '/admin/roles?tab=matrix',
    role: '/admin/roles/clerk',
    decisions: `/admin/decisions?user=${person.id}`,
    services: '/admin/services',
    service: `/admin/services/${service}`,
    applications: '/admin/applications',
    'new-application': '/admin/applications/new',
    application: `/admin/applications/${application}`,
    review: '/admin/access-review',
    audit: '/admin/audit',
    keys: '/admin/keys',
    mail: '/admin/mail',
    settings: '/admin/settings',
  };
}
