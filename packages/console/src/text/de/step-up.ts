import type { Texts } from '../en.ts';

export const stepUp: Texts['stepUp'] = {};
