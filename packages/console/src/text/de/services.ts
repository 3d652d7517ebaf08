import type { Texts } from '../en.ts';

export const services: Texts['services'] = {};
