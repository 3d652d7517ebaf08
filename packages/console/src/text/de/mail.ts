import type { Texts } from '../en.ts';

export const mail: Texts['mail'] = {};
