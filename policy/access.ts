/** What a person may be in a company. */
export const memberRoles = ['superuser', 'accountant', 'viewer'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** `integration` is what a company's key is. */
export const roles = [...memberRoles, 'integration'] as const;
export type Role = (typeof roles)[number];

export type Right = 'none' | 'read' | 'write';

interface Resource extends Readonly<Record<Role, Right>> {
  /** What people know it as. */
  readonly name: { readonly nb: string; readonly en: string };
}

/**
 * Who may do what. A new route names one of these in its `scopes` (`'settings:write'`); a new kind of thing gets
 * a line here, and tests/journeys/access.txt then shows each route with its roles.
 */
export const resources = {
  deliveries: {
    name: { nb: 'sendte fakturaer', en: 'sent invoices' },
    superuser: 'write',
    accountant: 'write',
    viewer: 'read',
    integration: 'write',
  },
  received: {
    name: { nb: 'mottatte fakturaer', en: 'received invoices' },
    superuser: 'write',
    accountant: 'write',
    viewer: 'read',
    integration: 'write',
  },
  scans: {
    name: { nb: 'skanning', en: 'scanning' },
    superuser: 'write',
    accountant: 'write',
    viewer: 'read',
    integration: 'write',
  },
  events: {
    name: { nb: 'hendelser', en: 'events' },
    superuser: 'read',
    accountant: 'read',
    viewer: 'read',
    integration: 'read',
  },
  webhooks: {
    name: { nb: 'webhooks', en: 'webhooks' },
    superuser: 'write',
    accountant: 'read',
    viewer: 'none',
    integration: 'write',
  },
  usage: {
    name: { nb: 'forbruk', en: 'usage' },
    superuser: 'read',
    accountant: 'read',
    viewer: 'none',
    integration: 'read',
  },
  customers: {
    name: { nb: 'kunder', en: 'customers' },
    superuser: 'write',
    accountant: 'write',
    viewer: 'read',
    integration: 'write',
  },
  settings: {
    name: { nb: 'innstillinger', en: 'settings' },
    superuser: 'write',
    accountant: 'read',
    viewer: 'read',
    integration: 'write',
  },
  members: {
    name: { nb: 'brukere', en: 'users' },
    superuser: 'write',
    accountant: 'read',
    viewer: 'none',
    integration: 'none',
  },
  keys: {
    name: { nb: 'nøkler', en: 'keys' },
    superuser: 'write',
    accountant: 'none',
    viewer: 'none',
    integration: 'write',
  },
  audit: {
    name: { nb: 'hendelseslogg', en: 'event log' },
    superuser: 'read',
    accountant: 'none',
    viewer: 'none',
    integration: 'read',
  },
  company: {
    name: { nb: 'selskapets data', en: 'the company’s data' },
    superuser: 'write',
    accountant: 'none',
    viewer: 'none',
    integration: 'read',
  },
} as const satisfies Record<string, Resource>;

export type ResourceName = keyof typeof resources;
export type Action = 'read' | 'write';
export type Scope = `${ResourceName}:${Action}`;

const resourceNames = Object.keys(resources) as readonly ResourceName[];
const covers = (right: Right, action: Action): boolean => right === 'write' || right === action;

/** What a company's key may be given. A key made without a choice may do all of it. */
export const scopes = resourceNames.flatMap((name) =>
  (['read', 'write'] as const)
    .filter((action) => covers(resources[name].integration, action))
    .map((action): Scope => `${name}:${action}`),
) as [Scope, ...Scope[]];

export interface Authority {
  readonly role: Role;
  /** Of a key: what it was given. Null for a person, whose role says it all. */
  readonly scopes: readonly string[] | null;
}

/** Why the action is refused, or null where it is allowed: the role never has it, or this key was not given it. */
export function authorize(
  { role, scopes: given }: Authority,
  action: Action,
  resource: ResourceName,
): 'role-lacks-access' | 'scope-missing' | null {
  if (!covers(resources[resource][role], action)) return 'role-lacks-access';
  return given === null || given.includes(`${resource}:${action}`) ? null : 'scope-missing';
}

/** `settings:write` taken apart. */
export function readScope(scope: Scope): { resource: ResourceName; action: Action } {
  const [resource, action] = scope.split(':') as [ResourceName, Action];
  return { resource, action };
}

/** What a person without access is told, as the product has always put it. */
export function accessExplanation(
  { role }: Pick<Authority, 'role'>,
  action: Action,
  resource: ResourceName,
  language: 'nb' | 'en',
): string {
  const name = resources[resource].name[language];
  if (role === 'integration') {
    return language === 'nb'
      ? `Dette kan bare en person gjøre, ikke en nøkkel: ${name}.`
      : `Only a person may do this, not a key: ${name}.`;
  }
  const mayRead = covers(resources[resource][role], 'read');
  if (language === 'nb') {
    const lack =
      action === 'write' && mayRead
        ? `Du har bare lesetilgang til modulen «${name}».`
        : `Du har ikke tilgang til modulen «${name}».`;
    return `${lack} Tilgang gis av en superbruker i selskapet.`;
  }
  const lack =
    action === 'write' && mayRead
      ? `You may only read in the module “${name}”.`
      : `You lack access to the module “${name}”.`;
  return `${lack} A superuser of the company gives access.`;
}
