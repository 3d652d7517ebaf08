/** Stands for whatever must not be repeated. */
export const secret = 'k3pt-s3cr3t-0f-nobody';

const id = '019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70';
const at = '2026-02-28T09:30:00Z';
const keyed = `ostiary$${'k'.repeat(11)}$${'h'.repeat(43)}`;
const pbkdf2 = `pbkdf2_sha256$1000$${secret}$${'A'.repeat(43)}=`;

/** One of every kind that an import reads. */
export const examples: readonly object[] = [
  {
    ...{
      type: 'user',
      id,
      external_id: '7',
      email: 'ann@example.com',
      email_verified: true,
      username: 'ann',
    },
    ...{ first_name: 'Ann', last_name: 'Onymous', phone: '+44 20 7946', is_active: true, is_staff: false },
    ...{ created_at: at, last_sign_in_at: null, password_hash: pbkdf2, roles: ['owner'], groups: ['Team'] },
  },
  {
    external_id: '8',
    email: null,
    password_hash: `argon2$argon2id$v=19$m=1024,t=1,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  },
  { type: 'permission', name: 'orders.read', description: 'Read orders' },
  { type: 'role', name: 'editor', level: 5, description: '', permissions: ['orders.read'] },
  { type: 'group', name: 'Team', description: 'A team', roles: ['editor'] },
  {
    ...{ type: 'service', name: 'Orders', audience: 'https://orders.example.org', description: '' },
    ...{
      scopes: [{ name: 'orders.read', description: '' }],
      token_format: 'jwt',
      access_token_seconds: null,
    },
    ...{ entry: 'granted', access_levels: ['reader'], fields: ['email'], data_schema: { type: 'object' } },
    ...{ created_at: at, keys: [{ key_hash: keyed, hint: 'abcd', created_at: at, expires_at: null }] },
  },
  {
    ...{ type: 'application', client_id: 'shop', name: 'Shop', client_type: 'confidential', metadata: {} },
    ...{ authentication: 'client_secret', application_type: 'web', grant_types: ['authorization_code'] },
    ...{
      redirect_uris: ['https://shop.example.org/cb'],
      scopes: ['openid'],
      jwks: { keys: [{ kty: 'EC' }] },
    },
    ...{ access_token_seconds: 300, owner: { email: 'ann@example.com' }, created_at: at, is_active: true },
    secrets: [
      { secret, created_at: at },
      { secret_hash: pbkdf2, hint: 'abcd', expires_at: null },
    ],
  },
  {
    ...{ type: 'service_access', service: 'https://orders.example.org', user: { id }, level: 'reader' },
    ...{ data: { plan: 'free' }, created_at: at },
  },
  {
    ...{ type: 'consent', user: { external_id: '7' }, client_id: 'shop', scopes: ['openid'], created_at: at },
    services: { 'https://orders.example.org': ['orders.read'] },
  },
  {
    type: 'api_token',
    user: { username: 'ann' },
    name: 'CI',
    token: secret,
    scope: '',
    created_at: at,
    expires_at: null,
  },
  {
    type: 'access_token',
    user: null,
    client_id: 'shop',
    token: secret,
    scope: 'read',
    created_at: at,
    expires_at: at,
  },
  { type: 'refresh_token', user: { id }, client_id: null, token: secret, expires_at: at, is_revoked: false },
  {
    ...{ type: 'factor', user: { id }, recovery_codes: [keyed] },
    totp: [{ name: 'Phone', secret, last_step: 7, created_at: at, last_used_at: null }],
    passkeys: [
      { id: 'AAAA', name: 'Key', public_key: secret, sign_count: 1, transports: ['usb'], is_synced: true },
    ],
  },
];
