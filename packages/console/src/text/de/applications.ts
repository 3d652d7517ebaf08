import type { Texts } from '../en.ts';

export const applications: Texts['applications'] = {};
