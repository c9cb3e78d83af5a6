/**
 * What the scripts of all pages share:
 * `token` from the address, `ask` the API, `say` a sentence, and `onSubmit`, which asks with what a form holds.
 * Only a click or a sent form does anything: programs that look at links in mails do not.
 */
export const shared = `'use strict';
const $ = (selector) => document.querySelector(selector);
const words = JSON.parse($('main').dataset.words);
const language = document.documentElement.lang;
const token = location.hash.slice(1);
$('#language').href += location.hash;
// The link of a mail, opened where the same page is open already.
addEventListener('hashchange', () => location.hash !== '' && location.reload());

async function ask(method, path, body) {
  const headers = { 'accept-language': language };
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return { ok: answer.ok, body: isJson ? await answer.json() : null };
  } catch {
    return { ok: false, body: null };
  }
}

function say(text, isWrong = false) {
  const said = $('#said');
  said.textContent = text;
  said.className = isWrong ? 'wrong' : '';
  if (text !== '') said.focus();
}

/** The sentence for a problem; why a password is refused comes from the API in the page's language. */
const sayProblem = (problem) => {
  const isAboutPassword = problem?.code === 'password-refused';
  say(isAboutPassword ? problem.detail : (words[problem?.code] ?? words.failed), true);
};

/** Asks with what the form holds, once at a time. */
function onSubmit(form, act) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    if (button.disabled) return;
    button.disabled = true;
    say('');
    try {
      await act(Object.fromEntries(new FormData(form)));
    } finally {
      button.disabled = false;
    }
  });
}

/** Shows the fields of an answer that needs them. */
function reveal(fields) {
  fields.hidden = false;
  for (const field of fields.querySelectorAll('input')) field.disabled = false;
}

/** The link in the mail is used: it goes out of the browser's history too. */
function dropToken() {
  history.replaceState(null, '', location.pathname + location.search);
  $('#language').hash = '';
}
`;
