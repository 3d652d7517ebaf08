import { permissionCatalogue } from '@ostiary/contract';
import { describe, expect, test } from 'vitest';
import { byNoun, matching, mayAdd, mayDefine, mayGive, proposal, type Editor } from './roles.rules.ts';

const catalogue = [
  ...Object.entries(permissionCatalogue).map(([name, description]) => ({ name, description, isOwn: true })),
  { name: 'orders.read', description: 'See orders.', isOwn: false },
].map(({ isOwn, ...permission }) => ({
  ...permission,
  ...{ is_builtin: isOwn, created_at: null, updated_at: null },
}));

describe('templates', () => {
  test('an auditor sees everything of Ostiary, and holds nothing that changes anything', () => {
    const names = proposal('auditor', catalogue);
    const reading = Object.keys(permissionCatalogue).filter((name) => name.endsWith('.read'));
    expect(names).toEqual(expect.arrayContaining(reading));
    expect(names.filter((name) => !reading.includes(name))).toEqual(['access.decide', 'access.review']);
  });

  test('support can neither give roles nor decide what they are, nor give access', () => {
    const names = proposal('support', catalogue);
    expect(names).toContain('users.reset_factors');
    for (const name of [
      'roles.grant',
      'roles.manage',
      'services.grant',
      'users.import',
      'applications.trust',
    ]) {
      expect(names).not.toContain(name);
    }
  });

  test('propose only what there is', () => {
    for (const template of ['auditor', 'support', 'services'] as const) {
      const names = proposal(template, catalogue);
      expect(names.length).toBeGreaterThan(5);
      expect(Object.keys(permissionCatalogue)).toEqual(expect.arrayContaining(names));
    }
    expect(proposal('nothing', catalogue)).toEqual([]);
    expect(proposal('support', [])).toEqual([]);
  });
});

describe('what is offered to whom', () => {
  const editor = (permissions: string[], level: number | null = null, roles: string[] = []): Editor => ({
    is_superuser: false,
    access: { roles, permissions, level, direct_roles: [], groups: [] },
  });
  const role = { name: 'clerk', permissions: ['users.read'], level: 5 };

  test('a role is changed only by those who hold all of it, its level included', () => {
    expect(mayDefine(editor(['roles.manage', 'users.read'], 5), role)).toBe(true);
    expect(mayDefine(editor(['roles.manage', 'users.read'], 6), role)).toBe(false);
    expect(mayDefine(editor(['roles.manage', 'users.read']), role)).toBe(false);
    expect(mayDefine(editor(['roles.manage'], 5), role)).toBe(false);
    expect(mayDefine(editor(['roles.grant', 'users.read'], 5), role)).toBe(false);
    expect(mayGive(editor(['roles.grant', 'users.read'], 5), role)).toBe(true);
    expect(mayDefine({ ...editor([]), is_superuser: true }, role)).toBe(true);
  });

  test('what one does not hold is not added, and nothing to a role of one’s own', () => {
    const held = ['roles.manage', 'users.read', 'audit.read'];
    expect(mayAdd(editor(held, 1), role, 'audit.read')).toBe(true);
    expect(mayAdd(editor(held, 1), role, 'keys.manage')).toBe(false);
    expect(mayAdd(editor(held, 1, ['clerk']), role, 'audit.read')).toBe(false);
  });
});

test('permissions stand under their noun, and are found by name or description', () => {
  expect(byNoun([{ name: 'a.read' }, { name: 'a.write' }, { name: 'b.read' }])).toEqual([
    { noun: 'a', permissions: [{ name: 'a.read' }, { name: 'a.write' }] },
    { noun: 'b', permissions: [{ name: 'b.read' }] },
  ]);
  expect(matching(catalogue, 'SECOND users').map(({ name }) => name)).toEqual(['users.reset_factors']);
});
