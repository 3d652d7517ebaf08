export * from './access.ts';
export * from './audit.ts';
export * from './common.ts';
export * from './sessions.ts';
export * from './users.ts';
