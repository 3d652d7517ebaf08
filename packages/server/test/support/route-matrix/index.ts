import { accountRows } from './account.rows.ts';
import { applicationRows } from './applications.rows.ts';
import { bulkRows } from './bulk.rows.ts';
import { decisionRows } from './decisions.rows.ts';
import { groupRows } from './groups.rows.ts';
import { blocklistRows, keyRows } from './operations.rows.ts';
import { mailRows, settingRows } from './mails.rows.ts';
import { ownAccountRows } from './own-account.rows.ts';
import { ownDataRows } from './own-data.rows.ts';
import { ownEmailRows } from './own-email.rows.ts';
import { ownFactorRows } from './own-factors.rows.ts';
import { permissionRows } from './permissions.rows.ts';
import { auditRows, eventRows } from './records.rows.ts';
import { roleRows } from './roles.rows.ts';
import type { Rows } from './row.types.ts';
import { serviceAccessRows } from './service-access.rows.ts';
import { serviceKeyRows } from './service-keys.rows.ts';
import { serviceRows } from './services.rows.ts';
import { sessionRows } from './sessions.rows.ts';
import { statisticsRows } from './statistics.rows.ts';
import { stepUpRows } from './step-up.rows.ts';
import { transferRows } from './transfer.rows.ts';
import { invitationRows, userDeletionRows, userFactorRows } from './user-factors.rows.ts';
import { userRows } from './users.rows.ts';
import { webhookDeliveryRows, webhookRows } from './webhooks.rows.ts';

/** What is seen of every operation of the management API; one without a row fails the tests. */
export const routeMatrix: Rows = {
  ...ownAccountRows,
  ...stepUpRows,
  ...ownEmailRows,
  ...ownFactorRows,
  ...ownDataRows,
  ...accountRows,
  ...userRows,
  ...userFactorRows,
  ...userDeletionRows,
  ...invitationRows,
  ...sessionRows,
  ...roleRows,
  ...groupRows,
  ...permissionRows,
  ...applicationRows,
  ...serviceRows,
  ...serviceKeyRows,
  ...serviceAccessRows,
  ...blocklistRows,
  ...decisionRows,
  ...auditRows,
  ...eventRows,
  ...webhookRows,
  ...webhookDeliveryRows,
  ...bulkRows,
  ...transferRows,
  ...keyRows,
  ...statisticsRows,
  ...mailRows,
  ...settingRows,
};
