import { createHash } from 'node:crypto';
import { Router } from 'express';
import { findingsLanguage } from './language.ts';

const texts = {
  nb: {
    title: 'Bekreft e-postadressen',
    text: 'Svar på fakturaer går til adressen når den er bekreftet.',
    button: 'Bekreft adressen',
    missing: 'Lenken er ikke hel. Åpne den slik den står i e-posten.',
    done: 'er bekreftet. Du kan lukke siden.',
    gone: 'Lenken er brukt eller for gammel. Be om en ny i innstillingene.',
    failed: 'Det gikk ikke nå. Prøv igjen om litt.',
    script: 'Siden trenger JavaScript.',
  },
  en: {
    title: 'Confirm the e-mail address',
    text: 'Replies to invoices go to the address once it is confirmed.',
    button: 'Confirm the address',
    missing: 'The link is not whole. Open it as it stands in the mail.',
    done: 'is confirmed. You can close this page.',
    gone: 'The link is used or too old. Ask for a new one in the settings.',
    failed: 'That did not work just now. Try again in a while.',
    script: 'This page needs JavaScript.',
  },
} as const;

const style =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem}';

/** Only a click confirms: programs that look at links in mails do not. The token never reaches a server's log. */
const script = `const [button, said] = [document.querySelector('button'), document.querySelector('output')];
const token = location.hash.slice(1);
if (token === '') {
  button.hidden = true;
  said.textContent = said.dataset.missing;
}
button.addEventListener('click', async () => {
  button.disabled = true;
  const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) };
  const answer = await fetch('/v1/email-links/confirm', asked).catch(() => null);
  button.hidden = answer !== null && (answer.ok || answer.status === 410);
  button.disabled = false;
  if (answer?.ok) said.textContent = (await answer.json()).email + ' ' + said.dataset.done;
  else said.textContent = answer?.status === 410 ? said.dataset.gone : said.dataset.failed;
});`;

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src ${hashOf(script)}`,
  `style-src ${hashOf(style)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = (language: keyof typeof texts): string => {
  const { title, text, button, script: needed, ...said } = texts[language];
  const data = Object.entries(said).map(([name, value]) => `data-${name}="${value}"`);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<button type="button">${button}</button>
<p><output ${data.join(' ')}></output></p>
<noscript><p>${needed}</p></noscript>
</main>
<script>${script}</script>
</body>
</html>
`;
};

/** `/confirm-email`: where the link leads that a reply address gets. The token stands behind the `#`. */
export function createConfirmEmail(): Router {
  return Router().get('/confirm-email', (request, response) => {
    response
      .set({ 'Content-Security-Policy': contentSecurityPolicy, Vary: 'Accept-Language' })
      .type('html')
      .send(page(findingsLanguage(request.headers)));
  });
}
