import type { Texts } from '../en.ts';

export const groups: Texts['groups'] = {};
