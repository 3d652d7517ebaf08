export { createMailService } from './mail.service.ts';
export type * from './mail.types.ts';
