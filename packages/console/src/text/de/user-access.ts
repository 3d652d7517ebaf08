import type { Texts } from '../en.ts';

export const userAccess: Texts['userAccess'] = {};
