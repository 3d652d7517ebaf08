import { describe, expect, it } from 'vitest';
import {
  creationOf,
  emptyDraft,
  isComplete,
  problemsOf,
  reachable,
  withFramework,
  withKind,
} from './draft.rules.ts';

const web = { ...withKind(emptyDraft, 'web'), name: 'Shop' };

describe('proposals', () => {
  it('follow the framework as long as nothing else was typed', () => {
    const express = withFramework(web, 'express');
    expect(express.redirectUris).toEqual(['http://localhost:3000/callback']);
    const spring = withFramework(express, 'spring-boot');
    expect(spring.redirectUris).toEqual(['http://localhost:8080/login/oauth2/code/ostiary']);
    const typed = { ...spring, redirectUris: ['https://shop.example/cb'] };
    expect(withFramework(typed, 'express').redirectUris).toEqual(['https://shop.example/cb']);
    expect(withFramework(spring, null).redirectUris).toEqual(['']);
  });

  it('of another kind are gone with it, what was typed is not', () => {
    const express = withFramework(web, 'express');
    expect(withKind(express, 'native')).toMatchObject({
      name: 'Shop',
      framework: null,
      redirectUris: [''],
      scopes: ['openid', 'profile', 'email'],
    });
    expect(withKind(express, 'machine').scopes).toEqual([]);
    expect(withKind(express, 'web')).toBe(express);
  });
});

describe('steps', () => {
  it('are reached only when nothing is missing before them', () => {
    expect(reachable(emptyDraft, 'review')).toBe('kind');
    expect(reachable(web, 'review')).toBe('details');
    expect(reachable(withFramework(web, 'express'), 'review')).toBe('review');
    expect(reachable(withFramework(web, 'express'), 'nonsense')).toBe('kind');
  });

  it('ask a machine for no addresses', () => {
    expect(isComplete(web)).toBe(false);
    expect(problemsOf(web).noRedirect).toBe(true);
    expect(isComplete({ ...withKind(emptyDraft, 'machine'), name: 'Worker' })).toBe(true);
  });
});

describe('what is registered', () => {
  it('is a public client with its origin for pages without a server', () => {
    const draft = {
      ...withKind(emptyDraft, 'spa'),
      name: ' Board ',
      redirectUris: [' https://board.example/callback ', ''],
    };
    expect(creationOf(draft)).toEqual({
      name: 'Board',
      client_type: 'public',
      application_type: 'web',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: ['https://board.example/callback'],
      post_logout_redirect_uris: [],
      allowed_origins: ['https://board.example'],
      scopes: ['openid', 'profile', 'email'],
    });
  });

  it('has no addresses that a kind chosen before had', () => {
    const draft = { ...withFramework(web, 'express'), kind: 'machine' as const, scopes: ['read'] };
    expect(creationOf(draft)).toMatchObject({
      grant_types: ['client_credentials'],
      redirect_uris: [],
      allowed_origins: [],
      scopes: ['read'],
    });
  });

  it('keeps a secret as an existing client can', () => {
    const existing = { ...withKind(web, 'existing'), redirectUris: ['https://old.example/cb'] };
    expect(creationOf(existing).client_type).toBe('confidential');
    expect(creationOf({ ...existing, keepsSecret: false })).toMatchObject({
      client_type: 'public',
      allowed_origins: ['https://old.example'],
    });
  });
});
