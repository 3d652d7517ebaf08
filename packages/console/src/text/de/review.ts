import type { Texts } from '../en.ts';

export const review: Texts['review'] = {};
