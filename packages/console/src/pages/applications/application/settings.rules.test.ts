import { expect, it } from 'vitest';
import { changesOf, type Settings } from './settings.rules.ts';

const before: Settings = {
  name: 'Shop',
  grant_types: ['authorization_code'],
  redirect_uris: ['https://shop.example/cb'],
  post_logout_redirect_uris: [],
  allowed_origins: [],
  scopes: ['openid'],
  access_token_seconds: '',
  refresh_token_seconds: 3600,
  backchannel_logout_uri: '',
  client_uri: 'https://shop.example/',
  logo_uri: '',
  policy_uri: '',
  tos_uri: '',
};

it('only what differs is sent', () => {
  expect(changesOf(before, before)).toEqual({});
  expect(changesOf(before, { ...before, name: ' Shop ', post_logout_redirect_uris: [''] })).toEqual({});
  expect(
    changesOf(before, {
      ...before,
      name: 'Store',
      redirect_uris: ['https://shop.example/cb', ' https://store.example/cb ', ''],
      access_token_seconds: 60,
    }),
  ).toEqual({
    name: 'Store',
    redirect_uris: ['https://shop.example/cb', 'https://store.example/cb'],
    access_token_seconds: 60,
  });
});

it('what is emptied is null', () => {
  expect(changesOf(before, { ...before, client_uri: ' ', refresh_token_seconds: '' })).toEqual({
    client_uri: null,
    refresh_token_seconds: null,
  });
});
