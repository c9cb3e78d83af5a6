import { createHash } from 'node:crypto';
import { Router } from 'express';
import { escaped } from '../words-page.ts';
import { pageLanguage, type Language } from './language.ts';
import { shared } from './script.ts';
import { style } from './style.ts';

/** A page in one language. Texts are ours; what a person or the API gives is put in by the script, as text. */
export interface Page {
  readonly title: string;
  readonly intro?: string;
  /** HTML below the title and the place where the page says how it went. */
  readonly body: string;
  /** Sentences that the script says, by name; an API's problem by its code. */
  readonly words: Readonly<Record<string, string>>;
  /** Runs in a function of its own after the shared script. */
  readonly script: string;
}

const common = {
  nb: {
    'too-many-tries': 'For mange forsøk. Vent en stund og prøv igjen.',
    'email-invalid': 'Det er ikke en e-postadresse. Skriv nøyaktig én.',
    'request-invalid': 'Noe er ikke fylt ut riktig.',
    failed: 'Det gikk ikke nå. Prøv igjen om litt.',
  },
  en: {
    'too-many-tries': 'Too many tries. Wait a while and try again.',
    'email-invalid': 'This is not an e-mail address. Write exactly one.',
    'request-invalid': 'Something is not filled in correctly.',
    failed: 'That did not work just now. Try again in a while.',
  },
} as const;
const needed = { nb: 'Siden trenger JavaScript.', en: 'This page needs JavaScript.' } as const;
const other = { nb: ['en', 'English'], en: ['nb', 'Norsk'] } as const;

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const render = (language: Language, page: Page): { html: string; script: string } => {
  const script = `${shared}\n${page.script}`;
  const words = escaped(JSON.stringify({ ...common[language], ...page.words }));
  const [otherLanguage, otherName] = other[language];
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${page.title} – AutoInvoice</title>
<style>${style}</style>
</head>
<body>
<main data-words="${words}">
<h1>${page.title}</h1>
${page.intro === undefined ? '' : `<p>${page.intro}</p>`}
<p id="said" role="status" tabindex="-1"></p>
<noscript><p>${needed[language]}</p></noscript>
${page.body}
</main>
<footer><a id="language" href="?language=${otherLanguage}" lang="${otherLanguage}">${otherName}</a></footer>
<script>${script}</script>
</body>
</html>
`;
  return { html, script };
};

/**
 * A page at this path that fetches nothing from elsewhere, runs only its own script, and uses the public API.
 * A token stands behind the `#` of its address, so that it never reaches a server's log.
 */
export const servePage = (path: string, inLanguage: (language: Language) => Page): Router =>
  Router().get(path, (request, response) => {
    const language = pageLanguage(request);
    const { html, script } = render(language, inLanguage(language));
    const contentSecurityPolicy = [
      "default-src 'none'",
      `script-src ${hashOf(script)}`,
      `style-src ${hashOf(style)}`,
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ];
    response
      .set({
        'Content-Security-Policy': contentSecurityPolicy.join('; '),
        Vary: 'Accept-Language',
      })
      .type('html')
      .send(html);
  });
