import { nameKey } from '#modules/access';
import type { Service, ServiceScope } from './services.types.ts';

/** `scopes` is JSON; times are epoch milliseconds. */
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
  created_at: number;
  updated_at: number;
  version: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    services: ServicesTable;
  }
}

export type ServiceRow = ServicesTable;

export function toService(row: ServiceRow): Service {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    audience: row.audience,
    scopes: JSON.parse(row.scopes) as ServiceScope[],
    tokenFormat: row.token_format === 'opaque' ? 'opaque' : 'jwt',
    accessTokenSeconds: row.access_token_seconds,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

export function toServiceRow(service: Service): ServiceRow {
  return {
    id: service.id,
    name: service.name,
    name_key: nameKey(service.name),
    description: service.description,
    audience: service.audience,
    scopes: JSON.stringify(service.scopes),
    token_format: service.tokenFormat,
    access_token_seconds: service.accessTokenSeconds,
    created_at: service.createdAt,
    updated_at: service.updatedAt,
    version: service.version,
  };
}
