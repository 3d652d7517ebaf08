import type { Texts } from '../en.ts';

export const roles: Texts['roles'] = {};
