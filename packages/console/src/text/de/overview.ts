import type { Texts } from '../en.ts';

export const overview: Texts['overview'] = {};
