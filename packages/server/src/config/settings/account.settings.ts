import { flag, text } from '../setting.kinds.ts';
import type { SettingsOf } from '../setting.types.ts';

export const accountSettings: SettingsOf<'administrator' | 'signUp' | 'compat'> = {
  'administrator.email': {
    env: 'OSTIARY_ADMIN_EMAIL',
    kind: text,
    default: { value: null },
    description: 'The first administrator, made at start when none exists, and by `create-admin --noinput`.',
    example: 'admin@example.org',
    since: '0.1.0',
  },
  'administrator.username': {
    env: 'OSTIARY_ADMIN_USERNAME',
    kind: text,
    default: { value: null },
    description: 'The user name of the first administrator.',
    example: 'admin',
    since: '0.1.0',
  },
  'administrator.password': {
    env: 'OSTIARY_ADMIN_PASSWORD',
    kind: text,
    default: { value: null },
    description: 'The password of the first administrator.',
    example: 'correct horse battery staple',
    since: '0.1.0',
    isSecret: true,
  },
  'signUp.isOpen': {
    env: 'OSTIARY_SIGN_UP',
    kind: flag,
    default: { value: true },
    description: 'Whether people may create accounts for themselves.',
    example: 'off',
    since: '0.1.0',
  },
  'compat.isOn': {
    env: 'OSTIARY_COMPAT',
    kind: flag,
    default: { value: true },
    description: 'The routes of the tutorials: `/user-signup/`, `/user-auth/`, `/api/login` and their kin.',
    example: 'off',
    since: '0.1.0',
  },
};
