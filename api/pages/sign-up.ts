import type { Router } from 'express';
import { servePage } from './page.ts';

const texts = {
  nb: {
    title: 'Ny bruker',
    intro: 'For en bedrift som vil sende og motta fakturaer med AutoInvoice.',
    email: 'E-postadresse',
    send: 'Send lenke',
    name: 'Navnet ditt',
    password: 'Passord',
    hint: 'Minst 12 tegn. Flere ord etter hverandre er lett å huske.',
    company: 'Bedriftens navn',
    number: 'Organisasjonsnummer',
    numberHint: 'Ni sifre, som i Enhetsregisteret.',
    join: 'Opprett bruker',
    logIn: 'Har du bruker? Logg inn',
    words: {
      sent: 'Det kommer en e-post med lenke. Den virker i 24 timer.',
      'link-gone': 'Lenken er brukt eller for gammel. Be om en ny her.',
      'user-exists': 'Adressen har allerede en bruker. Logg inn.',
      'organisation-number-invalid': 'Organisasjonsnummeret er ikke riktig. Se etter skrivefeil.',
    },
  },
  en: {
    title: 'New user',
    intro: 'For a company that wants to send and receive invoices with AutoInvoice.',
    email: 'E-mail address',
    send: 'Send a link',
    name: 'Your name',
    password: 'Password',
    hint: 'At least 12 characters. Several words in a row are easy to remember.',
    company: 'Name of the company',
    number: 'Organisation number',
    numberHint: 'Nine digits, as in the Norwegian register of entities.',
    join: 'Create the user',
    logIn: 'You have a user? Log in',
    words: {
      sent: 'A mail with a link is coming. It works for 24 hours.',
      'link-gone': 'The link is used or too old. Ask for a new one here.',
      'user-exists': 'This address has a user already. Log in.',
      'organisation-number-invalid': 'The organisation number is not right. Look for a slip.',
    },
  },
} as const;

const script = `const [asking, joining] = [$('#asking'), $('#joining')];
asking.hidden = token !== '';
joining.hidden = token === '';
onSubmit(asking, async ({ email }) => {
  const answer = await ask('POST', '/v1/signup', { email, language });
  if (!answer.ok) return sayProblem(answer.body);
  asking.hidden = true;
  say(words.sent);
});
onSubmit(joining, async ({ name, password, companyName, organisationNumber }) => {
  const company = { name: companyName, organisationNumber };
  const answer = await ask('POST', '/v1/signup/confirm', { token, name, password, language, company });
  const isGone = answer.body?.code === 'link-gone';
  joining.hidden = answer.ok || isGone;
  asking.hidden = !isGone;
  if (answer.ok || isGone) dropToken();
  if (!answer.ok) return sayProblem(answer.body);
  location.assign('/log-in?language=' + language);
});`;

/** `/sign-up`: asks for a link by mail; with the token of one, for the person and the company. */
export const createSignUp = (): Router =>
  servePage('/sign-up', (language) => {
    const { title, intro, words, ...text } = texts[language];
    return {
      title,
      intro,
      words,
      script,
      body: `<form id="asking" hidden>
<label>${text.email} <input name="email" type="email" autocomplete="username" maxlength="320" required></label>
<button>${text.send}</button>
</form>
<form id="joining" hidden>
<label>${text.name} <input name="name" autocomplete="name" maxlength="200" required></label>
<label>${text.password} <input name="password" type="password" autocomplete="new-password" minlength="12" maxlength="200" required aria-describedby="hint"></label>
<small id="hint">${text.hint}</small>
<label>${text.company} <input name="companyName" autocomplete="organization" maxlength="300" required></label>
<label>${text.number} <input name="organisationNumber" inputmode="numeric" autocomplete="off" maxlength="20" required aria-describedby="number-hint"></label>
<small id="number-hint">${text.numberHint}</small>
<button>${text.join}</button>
</form>
<p><a href="/log-in?language=${language}">${text.logIn}</a></p>`,
    };
  });
