import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  authorize,
  memberRoles,
  readScope,
  roles,
  scopes,
  type Role,
  type Scope,
} from '../../policy/access.ts';
import { askAs, join, signUp } from '../support/accounts.ts';
import { ask } from '../support/installation.ts';

const operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
});
const openApi = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

interface CompanyRoute {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly scopes: readonly Scope[];
}

const file = fileURLToPath(new URL('./access.txt', import.meta.url));
let routes: CompanyRoute[];
const cookies = new Map<Role, string>();

const mayUse = (role: Role, route: CompanyRoute): boolean =>
  route.scopes.every((scope) => {
    const { action, resource } = readScope(scope);
    return (
      authorize({ role, scopes: role === 'integration' ? scopes : null }, action, resource) === null
    );
  });

const lineOf = (route: CompanyRoute): string => {
  const who = roles.filter((role) => mayUse(role, route));
  return `${route.name} ${route.scopes.join(' ') || '-'}: ${who.join(' ') || 'nobody'}`;
};

beforeAll(async () => {
  const { body } = await ask('GET', '/openapi.json', null);
  routes = Object.entries(openApi.parse(body).paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([verb, { security }]) => {
        const byKey = security.find((scheme) => 'companyKey' in scheme)?.['companyKey'];
        if (!byKey) return [];
        const method = verb.toUpperCase();
        return [{ name: `${method} ${path}`, method, path, scopes: byKey as Scope[] }];
      }),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const superuser = await signUp();
  for (const role of memberRoles) {
    const { cookie } = role === 'superuser' ? superuser : await join(superuser.cookie, role);
    cookies.set(role, cookie);
  }
});

describe('who may use a route of a company', () => {
  it('stands in tests/journeys/access.txt, route by route', () => {
    const lines = routes.map(lineOf);
    if (process.env['UPDATE'] === '1' || !existsSync(file))
      writeFileSync(file, `${lines.join('\n')}\n`);
    const known = readFileSync(file, 'utf8').trim().split('\n');
    const wrong = lines
      .filter((line) => !known.includes(line))
      .map(
        (line) =>
          `"${line}" is not in tests/journeys/access.txt. If this is who may use the route, add the line (or run this test ` +
          'with UPDATE=1); else change `scopes` in the route’s contract, or the roles of its resource in policy/access.ts.',
      );
    expect(wrong).toEqual([]);
    expect(known).toEqual(lines);
  });

  it('is the same in the service: a role without access is told so, another is not', async () => {
    expect(routes.length).toBeGreaterThan(20);
    for (const [role, cookie] of cookies) {
      for (const route of routes) {
        const path = route.path.replaceAll(/\{\w+\}/g, 'none_1');
        // Without a body, after no event: who may use the route gets as far as the reading of it.
        const { status, body } = await askAs(cookie, route.method, path, {
          headers: { 'idempotency-key': randomUUID(), 'last-event-id': 'none' },
        });
        const isRefused = status === 403 && body.code === 'role-lacks-access';
        expect([route.name, role, isRefused]).toEqual([route.name, role, !mayUse(role, route)]);
        expect([route.name, status]).not.toEqual([route.name, 401]);
      }
    }
  });
});
