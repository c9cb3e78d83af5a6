import { describe, expect, it } from 'vitest';
import {
  accessExplanation,
  authorize,
  memberRoles,
  resources,
  roles,
  scopes,
  type ResourceName,
  type Role,
} from '../../policy/access.ts';

const all = { scopes: [...scopes] };
const names = Object.keys(resources) as ResourceName[];

describe('a role', () => {
  it.each<[Role, string, 'read' | 'write', boolean]>([
    ['superuser', 'settings', 'write', true],
    ['superuser', 'members', 'write', true],
    ['superuser', 'company', 'write', true],
    ['accountant', 'deliveries', 'write', true],
    ['accountant', 'received', 'write', true],
    ['accountant', 'settings', 'read', true],
    ['accountant', 'settings', 'write', false],
    ['accountant', 'keys', 'read', false],
    ['accountant', 'members', 'write', false],
    ['viewer', 'deliveries', 'read', true],
    ['viewer', 'deliveries', 'write', false],
    ['viewer', 'members', 'read', false],
    ['integration', 'keys', 'write', true],
    ['integration', 'members', 'read', false],
    ['integration', 'company', 'write', false],
  ])('%s: %s:%s is %s', (role, resource, action, isAllowed) => {
    const who = role === 'integration' ? { role, ...all } : { role, scopes: null };
    expect(authorize(who, action, resource as ResourceName) === null).toBe(isAllowed);
  });

  it('viewer changes nothing at all', () => {
    for (const name of names) {
      expect(authorize({ role: 'viewer', scopes: null }, 'write', name)).toBe('role-lacks-access');
    }
  });

  it('superuser may do whatever another role may', () => {
    for (const role of roles) {
      for (const name of names) {
        for (const action of ['read', 'write'] as const) {
          if (authorize({ role, ...all }, action, name) !== null) continue;
          expect([name, authorize({ role: 'superuser', scopes: null }, action, name)]).toEqual([
            name,
            null,
          ]);
        }
      }
    }
  });
});

describe('a key', () => {
  it('does only what it was given', () => {
    const key = { role: 'integration', scopes: ['deliveries:read'] } as const;
    expect(authorize(key, 'read', 'deliveries')).toBeNull();
    expect(authorize(key, 'write', 'deliveries')).toBe('scope-missing');
    expect(authorize(key, 'read', 'received')).toBe('scope-missing');
  });

  it('does not get beyond its role by a scope that somebody wrote into it', () => {
    const key = { role: 'integration', scopes: ['members:write', 'company:write'] } as const;
    expect(authorize(key, 'write', 'members')).toBe('role-lacks-access');
    expect(authorize(key, 'write', 'company')).toBe('role-lacks-access');
  });

  it('can be given these scopes', () => {
    expect(scopes).toContain('keys:write');
    expect(scopes).not.toContain('members:read');
    expect(scopes).not.toContain('company:write');
  });
});

describe('who lacks access', () => {
  it.each<[Role, 'nb' | 'en', string]>([
    ['viewer', 'nb', 'Du har bare lesetilgang til modulen «innstillinger».'],
    ['viewer', 'en', 'You may only read in the module “settings”.'],
  ])('%s in %s reads: %s', (role, language, text) => {
    expect(accessExplanation({ role }, 'write', 'settings', language)).toContain(text);
  });

  it('is told that access is lacking and who gives it', () => {
    for (const role of memberRoles) {
      const nb = accessExplanation({ role }, 'write', 'company', 'nb');
      if (role === 'superuser') continue;
      expect(nb).toBe(
        'Du har ikke tilgang til modulen «selskapets data». Tilgang gis av en superbruker i selskapet.',
      );
      expect(accessExplanation({ role }, 'write', 'company', 'en')).toContain('You lack access');
    }
  });

  it('with a key is told that a person must do it', () => {
    expect(accessExplanation({ role: 'integration' }, 'read', 'members', 'en')).toBe(
      'Only a person may do this, not a key: users.',
    );
  });
});
