export { createMailService } from './mail.service.ts';
export { findTemplateProblems } from './template-problems.ts';
export type * from './mail.types.ts';
