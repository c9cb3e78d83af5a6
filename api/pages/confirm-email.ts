import type { Router } from 'express';
import { servePage } from './page.ts';

const texts = {
  nb: {
    title: 'Bekreft e-postadressen',
    intro: 'Svar på fakturaer går til adressen når den er bekreftet.',
    button: 'Bekreft adressen',
    words: {
      missing: 'Lenken er ikke hel. Åpne den slik den står i e-posten.',
      done: 'er bekreftet. Du kan lukke siden.',
      'link-gone': 'Lenken er brukt eller for gammel. Be om en ny i innstillingene.',
    },
  },
  en: {
    title: 'Confirm the e-mail address',
    intro: 'Replies to invoices go to the address once it is confirmed.',
    button: 'Confirm the address',
    words: {
      missing: 'The link is not whole. Open it as it stands in the mail.',
      done: 'is confirmed. You can close this page.',
      'link-gone': 'The link is used or too old. Ask for a new one in the settings.',
    },
  },
} as const;

const script = `const form = $('form');
form.hidden = token === '';
if (token === '') say(words.missing, true);
onSubmit(form, async () => {
  const answer = await ask('POST', '/v1/email-links/confirm', { token });
  form.hidden = answer.ok || answer.body?.code === 'link-gone';
  if (!answer.ok) return sayProblem(answer.body);
  dropToken();
  say(answer.body.email + ' ' + words.done);
});`;

/** `/confirm-email`: where the link leads that a reply address gets. */
export const createConfirmEmail = (): Router =>
  servePage('/confirm-email', (language) => {
    const { title, intro, button, words } = texts[language];
    return {
      title,
      intro,
      words,
      script,
      body: `<form hidden>\n<button>${button}</button>\n</form>`,
    };
  });
