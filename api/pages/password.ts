import type { Router } from 'express';
import { servePage } from './page.ts';

const texts = {
  nb: {
    title: 'Nytt passord',
    email: 'E-postadresse',
    send: 'Send lenke',
    password: 'Nytt passord',
    hint: 'Minst 12 tegn. Flere ord etter hverandre er lett å huske.',
    change: 'Bytt passord',
    logIn: 'Logg inn',
    words: {
      sent: 'Hvis adressen har en bruker, kommer det en e-post med lenke. Den virker i én time.',
      done: 'Passordet er byttet, og alle innlogginger er avsluttet. Logg inn med det nye.',
      'link-gone': 'Lenken er brukt eller for gammel. Be om en ny her.',
    },
  },
  en: {
    title: 'New password',
    email: 'E-mail address',
    send: 'Send a link',
    password: 'New password',
    hint: 'At least 12 characters. Several words in a row are easy to remember.',
    change: 'Change the password',
    logIn: 'Log in',
    words: {
      sent: 'If the address has a user, a mail with a link is coming. It works for one hour.',
      done: 'The password is changed, and all log-ins have ended. Log in with the new one.',
      'link-gone': 'The link is used or too old. Ask for a new one here.',
    },
  },
} as const;

const script = `const [asking, choosing] = [$('#asking'), $('#choosing')];
asking.hidden = token !== '';
choosing.hidden = token === '';
onSubmit(asking, async ({ email }) => {
  const answer = await ask('POST', '/v1/password-reset', { email });
  if (!answer.ok) return sayProblem(answer.body);
  asking.hidden = true;
  say(words.sent);
});
onSubmit(choosing, async ({ password }) => {
  const answer = await ask('POST', '/v1/password-reset/confirm', { token, password });
  const isGone = answer.body?.code === 'link-gone';
  choosing.hidden = answer.ok || isGone;
  asking.hidden = !isGone;
  if (answer.ok || isGone) dropToken();
  if (!answer.ok) return sayProblem(answer.body);
  say(words.done);
});`;

/** `/password`: asks for a link by mail; with the token of one, for the new password. */
export const createPassword = (): Router =>
  servePage('/password', (language) => {
    const { title, words, ...text } = texts[language];
    return {
      title,
      words,
      script,
      body: `<form id="asking" hidden>
<label>${text.email} <input name="email" type="email" autocomplete="username" maxlength="320" required></label>
<button>${text.send}</button>
</form>
<form id="choosing" hidden>
<label>${text.password} <input name="password" type="password" autocomplete="new-password" minlength="12" maxlength="200" required aria-describedby="hint"></label>
<small id="hint">${text.hint}</small>
<button>${text.change}</button>
</form>
<p><a href="/log-in?language=${language}">${text.logIn}</a></p>`,
    };
  });
