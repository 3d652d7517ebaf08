/**
 * What RFC 7643 says of the attributes that an export writes, in our words: enough of sections 2, 3, 4.1 and 4.2 to tell
 * a resource that another provider takes from one that it refuses.
 */
interface Attribute {
  type: 'string' | 'boolean' | 'dateTime' | 'reference' | 'complex';
  isMany?: boolean;
  isRequired?: boolean;
  sub?: Readonly<Record<string, Attribute>>;
}

const text: Attribute = { type: 'string' };
const time: Attribute = { type: 'dateTime' };

/** Section 2.4: what each value of a list may have beside itself. */
const values = (value: Attribute = text): Attribute => ({
  type: 'complex',
  isMany: true,
  sub: { value, display: text, type: text, primary: { type: 'boolean' }, $ref: { type: 'reference' } },
});

/** Section 3.1. */
const common: Readonly<Record<string, Attribute>> = {
  schemas: { type: 'reference', isMany: true, isRequired: true },
  id: { type: 'string', isRequired: true },
  externalId: text,
  meta: {
    type: 'complex',
    sub: {
      resourceType: text,
      created: time,
      lastModified: time,
      location: { type: 'reference' },
      version: text,
    },
  },
};

const name: Attribute = {
  type: 'complex',
  sub: {
    ...{ formatted: text, familyName: text, givenName: text, middleName: text },
    ...{ honorificPrefix: text, honorificSuffix: text },
  },
};

/** Sections 4.1 and 4.2, by the last part of the schema's URN. */
const schemas: Readonly<Record<string, Readonly<Record<string, Attribute>>>> = {
  'urn:ietf:params:scim:schemas:core:2.0:User': {
    ...common,
    ...{ userName: { type: 'string', isRequired: true }, name, displayName: text, nickName: text },
    ...{ profileUrl: { type: 'reference' }, title: text, userType: text, preferredLanguage: text },
    ...{ locale: text, timezone: text, active: { type: 'boolean' }, password: text },
    ...{
      emails: values(),
      phoneNumbers: values(),
      groups: values(),
      entitlements: values(),
      roles: values(),
    },
  },
  'urn:ietf:params:scim:schemas:core:2.0:Group': {
    ...common,
    displayName: { type: 'string', isRequired: true },
    members: values(),
  },
};

/** Section 2.3.5: a date and a time, as XML Schema writes them, with a zone. */
const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function problemsOfOne(value: unknown, { type, sub = {} }: Attribute, at: string): string[] {
  if (type === 'complex') {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? problemsOfObject(value as Record<string, unknown>, sub, at)
      : [`${at} is no object`];
  }
  if (type === 'boolean') return typeof value === 'boolean' ? [] : [`${at} is no boolean`];
  if (typeof value !== 'string' || value === '') return [`${at} is no text`];
  return type === 'dateTime' && !timePattern.test(value) ? [`${at} is no time`] : [];
}

function problemsOfAttribute(value: unknown, attribute: Attribute, at: string): string[] {
  if (attribute.isMany !== true) return problemsOfOne(value, attribute, at);
  if (!Array.isArray(value)) return [`${at} is no list`];
  const primary = value.filter((one: { primary?: boolean }) => one.primary === true);
  return [
    ...value.flatMap((one, index) => problemsOfOne(one, attribute, `${at}.${String(index)}`)),
    // Section 2.4: "primary" is true at most once.
    ...(primary.length > 1 ? [`${at} has several that are primary`] : []),
  ];
}

function problemsOfObject(
  object: Readonly<Record<string, unknown>>,
  attributes: Readonly<Record<string, Attribute>>,
  at: string,
): string[] {
  const path = (key: string): string => (at === '' ? key : `${at}.${key}`);
  const missing = Object.entries(attributes).filter(
    ([key, { isRequired }]) => isRequired && !(key in object),
  );
  return [
    ...missing.map(([key]) => `${path(key)} is missing`),
    ...Object.entries(object).flatMap(([key, value]) => {
      const attribute = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
      return attribute ? problemsOfAttribute(value, attribute, path(key)) : [`${path(key)} is no attribute`];
    }),
  ];
}

/** Everything that speaks against a resource; empty for a good one. */
export function problemsOfResource(resource: Readonly<Record<string, unknown>>): string[] {
  const [urn, ...others] = resource['schemas'] as string[];
  const attributes = urn === undefined ? undefined : schemas[urn];
  if (!attributes || others.length > 0) return ['schemas names no one core schema'];
  const { resourceType } = (resource['meta'] ?? {}) as { resourceType?: string };
  const isOfType = urn?.endsWith(`:${String(resourceType)}`) === true;
  return [
    ...problemsOfObject(resource, attributes, ''),
    ...(isOfType ? [] : ['meta.resourceType is another than the schema']),
  ];
}
