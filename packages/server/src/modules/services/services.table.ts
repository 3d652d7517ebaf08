import type { Generated, Selectable } from 'kysely';
import { nameKey } from '#modules/access';
import type { DataSchema, Service, ServiceField, ServiceScope } from './services.types.ts';

/** `scopes`, `access_levels`, `fields` and `data_schema` are JSON; times are epoch milliseconds. */
interface ServicesTable {
  id: string;
  name: string;
  /** The name without regard to case. */
  name_key: string;
  description: string;
  audience: string;
  scopes: string;
  token_format: string;
  access_token_seconds: number | null;
  entry: string;
  access_levels: string;
  fields: string;
  data_schema: string | null;
  /** Counts what was given and changed. */
  grants_version: Generated<number>;
  created_at: number;
  updated_at: number;
  version: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    services: ServicesTable;
  }
}

export type ServiceRow = Selectable<ServicesTable>;

export function toService(row: ServiceRow): Service {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    audience: row.audience,
    scopes: JSON.parse(row.scopes) as ServiceScope[],
    tokenFormat: row.token_format === 'opaque' ? 'opaque' : 'jwt',
    accessTokenSeconds: row.access_token_seconds,
    entry: row.entry === 'granted' ? 'granted' : 'everyone',
    accessLevels: JSON.parse(row.access_levels) as string[],
    fields: JSON.parse(row.fields) as ServiceField[],
    dataSchema: row.data_schema === null ? null : (JSON.parse(row.data_schema) as DataSchema),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

export function toServiceRow(service: Service): Omit<ServiceRow, 'grants_version'> {
  return {
    id: service.id,
    name: service.name,
    name_key: nameKey(service.name),
    description: service.description,
    audience: service.audience,
    scopes: JSON.stringify(service.scopes),
    token_format: service.tokenFormat,
    access_token_seconds: service.accessTokenSeconds,
    entry: service.entry,
    access_levels: JSON.stringify(service.accessLevels),
    fields: JSON.stringify(service.fields),
    data_schema: service.dataSchema === null ? null : JSON.stringify(service.dataSchema),
    created_at: service.createdAt,
    updated_at: service.updatedAt,
    version: service.version,
  };
}
