export * from './audit-actions.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './permissions.ts';
