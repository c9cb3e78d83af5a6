import type { Router } from 'express';
import { servePage } from './page.ts';

const texts = {
  nb: {
    title: 'Invitasjon',
    intro:
      'Du er invitert til en bedrift i AutoInvoice. Invitasjonen gjelder adressen den ble sendt til.',
    name: 'Navnet ditt',
    password: 'Passord',
    hint: 'Minst 12 tegn. Flere ord etter hverandre er lett å huske.',
    join: 'Bli med',
    logIn: 'Logg inn',
    words: {
      missing: 'Lenken er ikke hel. Åpne den slik den står i e-posten.',
      done: 'Du er med. Logg inn som før.',
      'link-gone': 'Lenken er brukt eller for gammel. Be den som inviterte deg om en ny.',
      'name-and-password-missing':
        'Adressen har ingen bruker ennå. Skriv navnet ditt og velg et passord.',
    },
  },
  en: {
    title: 'Invitation',
    intro:
      'You are invited to a company in AutoInvoice. The invitation is for the address that it was sent to.',
    name: 'Your name',
    password: 'Password',
    hint: 'At least 12 characters. Several words in a row are easy to remember.',
    join: 'Join',
    logIn: 'Log in',
    words: {
      missing: 'The link is not whole. Open it as it stands in the mail.',
      done: 'You have joined. Log in as before.',
      'link-gone': 'The link is used or too old. Ask the person who invited you for a new one.',
      'name-and-password-missing':
        'The address has no user yet. Write your name and choose a password.',
    },
  },
} as const;

/** Whether the address has a user, only the answer tells, and only to who has the link. */
const script = `const [form, person] = [$('form'), $('#person')];
form.hidden = token === '';
if (token === '') say(words.missing, true);
onSubmit(form, async (given) => {
  const answer = await ask('POST', '/v1/invitations/accept', { ...given, token, language });
  const code = answer.body?.code;
  form.hidden = answer.ok || code === 'link-gone';
  if (code === 'name-and-password-missing') {
    reveal(person);
    say(words[code]);
    return;
  }
  if (!answer.ok) return sayProblem(answer.body);
  dropToken();
  if (answer.body.isNewUser) location.assign('/log-in?language=' + language);
  else say(words.done);
});`;

/** `/invitation`: where the link of an invitation leads. Who has no user is asked for a name and a password. */
export const createInvitation = (): Router =>
  servePage('/invitation', (language) => {
    const { title, intro, words, ...text } = texts[language];
    return {
      title,
      intro,
      words,
      script,
      body: `<form hidden>
<div id="person" hidden>
<label>${text.name} <input name="name" autocomplete="name" maxlength="200" required disabled></label>
<label>${text.password} <input name="password" type="password" autocomplete="new-password" minlength="12" maxlength="200" required disabled aria-describedby="hint"></label>
<small id="hint">${text.hint}</small>
</div>
<button>${text.join}</button>
</form>
<p><a href="/log-in?language=${language}">${text.logIn}</a></p>`,
    };
  });
