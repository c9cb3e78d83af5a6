import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';
import {
  reservedNumbers,
  standInCompanies,
  standInManager,
} from '../../registers/enhetsregisteret-stand-in.ts';
import { createCompanyRegister } from '../../registers/enhetsregisteret.ts';
import { startRegisterStandIn } from '../../registers/stand-in.ts';

const healthyFlags = {
  isVatRegistered: true,
  isInForetaksregisteret: true,
  isBankrupt: false,
  isUnderLiquidation: false,
  isDeleted: false,
  isSubUnit: false,
};

describe('Enhetsregisteret', () => {
  let folder: string;
  let standIn: Awaited<ReturnType<typeof startRegisterStandIn>>;
  const register = () => createCompanyRegister({ url: standIn.enhetsregisteretUrl });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'enhetsregisteret-'));
    const file = path.join(folder, 'register.json');
    standIn = await startRegisterStandIn({
      host: '127.0.0.1',
      port: 0,
      token: 'token',
      file,
      always: [],
    });
  });
  afterAll(async () => {
    await standIn.close();
    await rm(folder, { recursive: true });
  });

  it.each(Object.entries(standInCompanies))('%s has a valid number', (_name, number) => {
    expect(readOrganisationNumber(number)).toBe(number);
  });

  it.each([
    [standInCompanies.healthy, 'AS', {}],
    [standInCompanies.soleProprietor, 'ENK', { isInForetaksregisteret: false }],
    [standInCompanies.bankrupt, 'AS', { isBankrupt: true }],
    [standInCompanies.underLiquidation, 'AS', { isUnderLiquidation: true }],
    [standInCompanies.forcedDissolution, 'AS', { isUnderLiquidation: true }],
    [standInCompanies.notVatRegistered, 'AS', { isVatRegistered: false }],
    ['987654325', 'AS', { name: 'FJORDBYGG DEMO AS' }],
    ['810418052', 'AS', { name: 'NORDLYS DEMO AS' }],
    ['923456783', 'AS', {}],
  ])('knows what has become of %s', async (organisationNumber, form, more) => {
    expect(await register().findCompany(organisationNumber)).toMatchObject({
      organisationNumber,
      form,
      ...healthyFlags,
      ...more,
    });
  });

  it('gives the addresses as an invoice writes them', async () => {
    expect(await register().findCompany(standInCompanies.healthy)).toMatchObject({
      name: 'BRYGGEN BYGG AS',
      employees: 31,
      businessAddress: {
        street: 'Strandgaten 61',
        postCode: '5003',
        city: 'BERGEN',
        country: 'NO',
      },
      postalAddress: { street: 'Postboks 510', postCode: '5003', city: 'BERGEN', country: 'NO' },
    });
  });

  it.each([
    [standInCompanies.deleted, 'SLETTEN TRANSPORT AS'],
    [standInCompanies.removed, ''],
  ])('says of %s that it is deleted', async (organisationNumber, name) => {
    const company = await register().findCompany(organisationNumber);
    expect(company).toMatchObject({ organisationNumber, name, isDeleted: true });
    expect(await register().readRoles(organisationNumber)).toEqual([]);
  });

  it('tells a place of business from the company that it belongs to', async () => {
    expect(await register().findCompany(standInCompanies.subUnit)).toMatchObject({
      form: 'BEDR',
      isSubUnit: true,
      isDeleted: false,
      parent: standInCompanies.healthy,
    });
    expect(await register().readRoles(standInCompanies.subUnit)).toEqual([]);
  });

  it.each([`${reservedNumbers.unknown}00006`, '987654321'])('does not know %s', async (number) => {
    expect(await register().findCompany(number)).toBeNull();
    expect(await register().readRoles(number)).toEqual([]);
  });

  it('names who holds which role today', async () => {
    const roles = await register().readRoles(standInCompanies.healthy);
    expect(roles.map(({ code, persons }) => [code, persons])).toEqual([
      ['DAGL', [standInManager]],
      ['LEDE', ['Ola Hansen']],
      ['MEDL', ['Ingrid Solberg']],
      ['REVI', []],
    ]);
    expect(await register().readRoles(standInCompanies.soleProprietor)).toEqual([
      { code: 'INNH', name: 'Innehaver', persons: [standInManager] },
    ]);
  });

  it.each([
    [`${reservedNumbers.unavailable}00008`, 'service-unavailable', 'enhetsregisteret-503'],
    ['12', 'misconfigured', 'enhetsregisteret-400'],
  ])('that refuses to answer about %s is no answer', async (number, kind, code) => {
    await expect(register().findCompany(number)).rejects.toMatchObject({ kind, code });
  });
});

describe('a company that was asked for', () => {
  const unit = { organisasjonsnummer: '923456783', navn: 'ET FIRMA AS', konkurs: false };
  let answer: { status: number; body: string };
  let asked: string[];
  let server: http.Server;
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  beforeAll(async () => {
    server = http.createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is asked for again after five minutes, and one that is not there each time', async () => {
    asked = [];
    answer = { status: 200, body: JSON.stringify(unit) };
    let clock = 0;
    const register = createCompanyRegister({ url: url(), now: () => clock });
    await register.findCompany('923456783');
    clock = 299_000;
    await register.findCompany('923456783');
    expect(asked).toEqual(['/enheter/923456783']);
    clock = 301_000;
    await register.findCompany('923456783');
    expect(asked).toHaveLength(2);
    answer = { status: 404, body: '' };
    await register.findCompany('987654325');
    await register.findCompany('987654325');
    expect(asked.slice(2)).toEqual([
      '/enheter/987654325',
      '/underenheter/987654325',
      '/enheter/987654325',
      '/underenheter/987654325',
    ]);
  });

  it.each([
    ['no JSON', 200, 'x', 'service-unavailable', 'enhetsregisteret-unreadable'],
    ['another shape', 200, '{"navn":1}', 'service-unavailable', 'enhetsregisteret-unreadable'],
    [
      'another company',
      200,
      JSON.stringify(unit),
      'service-unavailable',
      'enhetsregisteret-unreadable',
    ],
    ['500', 500, '', 'service-unavailable', 'enhetsregisteret-500'],
    ['429', 429, '', 'rate-limited', 'enhetsregisteret-429'],
    ['403', 403, '', 'misconfigured', 'enhetsregisteret-403'],
  ])('is not believed where the answer is %s', async (_name, status, body, kind, code) => {
    asked = [];
    answer = { status, body };
    const register = createCompanyRegister({ url: url() });
    await expect(register.findCompany('987654325')).rejects.toMatchObject({ kind, code });
  });
});
