import type { paths } from '@ostiary/contract/client';
import type { Service } from './services.queries.ts';

type Creation = paths['/api/v1/services']['post']['requestBody']['content']['application/json'];
type Changes = Omit<Creation, 'audience' | 'name'> & { name?: string };

/** What is typed into the form. */
export interface ServiceTexts {
  name: string;
  audience: string;
  description: string;
  entry: 'everyone' | 'granted';
  levels: string[];
}

export const emptyService: ServiceTexts = {
  ...{ name: '', audience: '', description: '' },
  entry: 'everyone',
  levels: [],
};

/** An audience for a service of this name, until somebody knows better: a URN is nobody's address by mistake. */
export function proposedAudience(name: string): string {
  const word = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return word === '' ? '' : `urn:service:${word}`;
}

export function creationOf({ name, audience, description, entry, levels }: ServiceTexts): Creation {
  return { name, audience, description, entry, access_levels: levels };
}

export function textsOf(service: Service): ServiceTexts {
  const { name = '', audience = '', description = '', entry = 'everyone' } = service;
  return { name, audience, description, entry, levels: service.access_levels ?? [] };
}

/** What was changed, and nothing else: what somebody else has changed meanwhile stays. */
export function changesOf(before: ServiceTexts, after: ServiceTexts): Changes {
  const changes: Changes = {};
  if (after.name !== before.name) changes.name = after.name;
  if (after.description !== before.description) changes.description = after.description;
  if (after.entry !== before.entry) changes.entry = after.entry;
  if (after.levels.join('\n') !== before.levels.join('\n')) changes.access_levels = after.levels;
  return changes;
}
