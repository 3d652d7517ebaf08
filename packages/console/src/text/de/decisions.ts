import type { Texts } from '../en.ts';

export const decisions: Texts['decisions'] = {};
