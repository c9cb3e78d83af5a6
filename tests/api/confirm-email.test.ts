import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { mailTo, newEmail } from '../support/accounts.ts';
import { ask, installation, json, newCompany } from '../support/installation.ts';

const page = async (language: string): Promise<{ html: string; policy: string }> => {
  const headers = { 'accept-language': language };
  const answer = await ask('GET', '/confirm-email', null, { headers });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/html; charset=utf-8',
  ]);
  const policy = answer.headers.get('content-security-policy') ?? '';
  return { html: answer.bytes.toString(), policy };
};

/** Runs the page's script on as much of a browser as it needs, clicks, and gives what the page says then. */
async function click(html: string, hash: string): Promise<string> {
  const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1] ?? '';
  const data = [...html.matchAll(/data-(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  const said = { textContent: '', dataset: Object.fromEntries(data) as object };
  const clicks: (() => Promise<void>)[] = [];
  const button = {
    hidden: false,
    addEventListener: (_event: string, act: () => Promise<void>) => clicks.push(act),
  };
  runInNewContext(script, {
    document: { querySelector: (what: string) => (what === 'button' ? button : said) },
    location: { hash },
    fetch: (path: string, init: RequestInit) =>
      fetch(`${installation().addresses['api']}${path}`, init),
  });
  if (!button.hidden) for (const act of clicks) await act();
  return said.textContent;
}

it('the link in the mail leads to a page that confirms the address at a click', async () => {
  const { key } = await newCompany();
  const email = newEmail();
  await ask('PATCH', '/v1/settings', key, json({ company: { email } }));
  const { token } = await mailTo(email);
  const { html } = await page('nb');
  expect(await click(html, `#${token}`)).toBe(`${email} er bekreftet. Du kan lukke siden.`);
  const settings = await ask('GET', '/v1/settings', key);
  expect(
    settings.body.effects.find(({ setting }: { setting: string }) => setting === 'company.email')
      .waitsFor,
  ).toBeNull();
});

it.each([
  ['nb', '', 'Lenken er ikke hel. Åpne den slik den står i e-posten.'],
  ['en', '', 'The link is not whole. Open it as it stands in the mail.'],
  ['en', `#${'x'.repeat(43)}`, 'The link is used or too old. Ask for a new one in the settings.'],
])('the page says in %s what is wrong with the link %j', async (language, hash, text) => {
  const { html } = await page(language);
  expect(html).toContain(`<html lang="${language}">`);
  expect(await click(html, hash)).toBe(text);
});

it('the page fetches nothing from elsewhere, and only its own script and style run', async () => {
  const { html, policy } = await page('nb');
  expect(html).not.toMatch(/(src|href)=/);
  for (const tag of ['script', 'style']) {
    const text = new RegExp(`<${tag}>([\\s\\S]*)</${tag}>`).exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(text).digest('base64');
    expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
  }
  expect(policy).toContain("default-src 'none'");
});
