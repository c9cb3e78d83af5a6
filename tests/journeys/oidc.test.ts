import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi, createApiServer } from '../../api/app.ts';
import { createMetrics } from '../../api/metrics.ts';
import { oidcRoutes } from '../../api/routes/oidc.ts';
import { openDatabase, type Database } from '../../db/client.ts';
import { createIdentityProvider } from '../../runtime/oidc.ts';
import { newEmail, signUp, type Person } from '../support/accounts.ts';
import { ask } from '../support/installation.ts';
import { databaseUrl } from '../support/postgres.ts';

let database: Database;
let api: Server;
let idp: Server;
let publicUrl: string;
let kari: Person;
/** What the provider says of whoever logs in there, by the name that is typed. */
const people = new Map<string, { email: string; email_verified: boolean }>();

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

beforeAll(async () => {
  database = openDatabase(databaseUrl(), 2);
  kari = await signUp();
  people.set('kari', { email: kari.email, email_verified: true });
  people.set('false-kari', { email: kari.email, email_verified: false });
  people.set('stranger', { email: newEmail(), email_verified: true });

  // The two know each other's address: the ports are taken first.
  let answerOfApi: RequestHandler = (_request, _response, next) => next();
  let answerOfIdp: ReturnType<Provider['callback']> = async () => undefined;
  const forApi = express();
  forApi.use((request, response, next) => answerOfApi(request, response, next));
  api = createApiServer(forApi);
  idp = createServer((request, response) => void answerOfIdp(request, response));
  publicUrl = await listen(api);
  const issuer = await listen(idp);
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'autoinvoice',
        client_secret: 'secret-of-the-test',
        redirect_uris: [`${publicUrl}/v1/session/oidc/callback`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: id, ...people.get(id) }),
    }),
    cookies: { keys: ['of the test'] },
  });
  answerOfIdp = provider.callback();
  const identityProvider = createIdentityProvider({
    issuer,
    clientId: 'autoinvoice',
    clientSecret: 'secret-of-the-test',
  });
  const log = { info: () => undefined, error: () => undefined };
  answerOfApi = createApi({
    routes: oidcRoutes({ database, publicUrl, identityProvider }),
    auth: {
      publicUrl,
      findCompanyKey: async () => null,
      findSession: async () => null,
      findVendorKey: async () => null,
      findAccessPointKey: async () => null,
      operatorKeyHash: null,
    },
    readiness: {
      checkDatabase: async () => undefined,
      checkDocuments: async () => undefined,
      checkTemporal: async () => undefined,
      describeReaders: () => ({ engines: ['text'], isWithoutNetwork: true }),
    },
    metrics: createMetrics(),
    log,
    version: '0.0.0',
  });
});
afterAll(async () => {
  for (const server of [api, idp]) {
    server.closeAllConnections();
    server.close();
  }
  await database.close();
});

/** A browser: cookies by origin and path, redirects one by one, and the forms of the provider's test pages. */
function createBrowser() {
  const jar = new Map<string, { value: string; path: string }>();
  const visit = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const { origin, pathname } = new URL(url);
    const cookies = [...jar]
      .filter(([key, { path }]) => key.startsWith(`${origin} `) && pathname.startsWith(path))
      .map(([key, { value }]) => `${key.slice(origin.length + 1)}=${value}`);
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: cookies.join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /; *path=([^;]+)/i.exec(line)?.[1] ?? '/';
      jar.set(`${origin} ${name}`, { value, path });
    }
    return answer;
  };
  /** Follows redirects and fills the forms in, until it is back at the API's callback. */
  const logInAs = async (name: string): Promise<string> => {
    let url = `${publicUrl}/v1/session/oidc`;
    for (let hops = 0; hops < 12; hops++) {
      const answer = await visit(url);
      const location = answer.headers.get('location');
      const text = await answer.text();
      if (location === null) {
        const action = /action="([^"]+)"/.exec(text)?.[1] ?? '';
        const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1] ?? '';
        const filled = await visit(new URL(action, url).href, {
          prompt,
          login: name,
          password: 'any',
        });
        url = new URL(filled.headers.get('location') ?? '', url).href;
      } else url = new URL(location, url).href;
      if (url.includes('/callback')) return url;
    }
    throw new Error(`The log-in of ${name} does not come back.`);
  };
  return { visit, logInAs };
}

describe('log-in by OpenID Connect', () => {
  it('brings the user with the verified address in, and knows the identity from then on', async () => {
    const browser = createBrowser();
    const back = await browser.visit(await browser.logInAs('kari'));
    expect([back.status, back.headers.get('location')]).toEqual([302, `${publicUrl}/`]);
    const cookie = /autoinvoice=[\w-]{43}/.exec(back.headers.get('set-cookie') ?? '')?.[0] ?? '';
    const session = await ask('GET', '/v1/session', null, { headers: { cookie } });
    expect(session.body.user.userId).toBe(kari.userId);
    expect(session.body.company.tenantId).toBe(kari.tenantId);
    // The address has changed at the provider; the person is the same.
    people.set('kari', { email: newEmail(), email_verified: true });
    const again = createBrowser();
    expect((await again.visit(await again.logInAs('kari'))).status).toBe(302);
  });

  it.each(['false-kari', 'stranger'])(
    'refuses %s, who has no verified address of a user',
    async (name) => {
      const browser = createBrowser();
      const back = await browser.visit(await browser.logInAs(name));
      expect(back.status).toBe(403);
      expect(await back.json()).toMatchObject({ code: 'user-unknown' });
      expect(back.headers.get('set-cookie')).toBeNull();
    },
  );

  it('refuses an answer that is repeated, changed, or brought by another browser', async () => {
    const browser = createBrowser();
    const url = await browser.logInAs('kari');
    const other = createBrowser();
    const changed = url.replace(/state=[^&]+/, 'state=another');
    for (const answer of [await other.visit(url), await browser.visit(changed)]) {
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'oidc-refused' });
    }
    expect((await browser.visit(url)).status).toBe(302);
    expect((await browser.visit(url)).status).toBe(400);
  });

  it('is off where no provider is configured', async () => {
    const answer = await ask('GET', '/v1/session/oidc', null);
    expect([answer.status, answer.body.code]).toEqual([404, 'oidc-off']);
  });
});
