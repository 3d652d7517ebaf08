export { createAuditService, verifyAuditLog } from './audit.service.ts';
export type * from './audit.types.ts';
