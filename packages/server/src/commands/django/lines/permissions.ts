import { problemOfPermission } from '#modules/access';
import { quoted, type Row } from '../database/django-database.ts';
import { textOf } from '../values.rules.ts';
import type { Line, Reading } from './reading.ts';

/** A permission that somebody holds, under the name that it has here. */
export interface HeldPermission {
  name: string;
  key: string;
  description: string;
}

/** By their keys in `auth_permission`. */
export type HeldPermissions = ReadonlyMap<string, HeldPermission>;

const maxDescription = 500;

/** Those that groups or users hold: what nobody holds means nothing here. */
function heldRows({ db, layout }: Reading): Promise<Row[]> {
  const { tables, permissions } = layout;
  const holders = [
    ...(tables.has('auth_group_permissions') ? ['select permission_id from "auth_group_permissions"'] : []),
    ...(permissions ? [`select ${quoted(permissions.other)} from ${quoted(permissions.table)}`] : []),
  ];
  if (holders.length === 0 || !tables.has('django_content_type')) return Promise.resolve([]);
  return db.rows(
    `select p.id as row_key, t.app_label, p.codename, p.name from "auth_permission" p
     join "django_content_type" t on t.id = p.content_type_id
     where p.id in (${holders.join(' union ')}) order by p.id`,
  );
}

export async function readHeldPermissions(reading: Reading): Promise<HeldPermissions> {
  const { map, conflicts } = reading;
  const held = new Map<string, HeldPermission>();
  for (const row of await heldRows(reading)) {
    const key = textOf(row['row_key']);
    const app = textOf(row['app_label']);
    const name = `${map.permissionLabels.get(app) ?? app}.${textOf(row['codename'])}`;
    const problem = problemOfPermission(name);
    if (problem === undefined) {
      held.set(key, { name, key, description: textOf(row['name']).slice(0, maxDescription) });
      continue;
    }
    const message = `${name} is left out. ${problem} The map’s permission_labels give another first word.`;
    conflicts.add({ table: 'auth_permission', key }, { code: 'permission', path: 'codename', message });
  }
  return held;
}

/** Two models of an app may have a permission of the same name: Django takes one for the other, too. */
export function* permissionLines(held: HeldPermissions): Generator<Line> {
  const told = new Set<string>();
  for (const { name, key, description } of held.values()) {
    if (told.has(name)) continue;
    told.add(name);
    yield { object: { type: 'permission', name, description }, from: { table: 'auth_permission', key } };
  }
}
