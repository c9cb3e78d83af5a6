import type { Router } from 'express';
import type { MemberRole } from '../../policy/access.ts';
import type { CompanyStatus } from '../../policy/company.ts';
import { logInTexts } from './log-in-texts.ts';
import { servePage } from './page.ts';

interface NextStep {
  readonly text: keyof (typeof logInTexts)['nb']['steps'];
  readonly statuses: readonly CompanyStatus[];
  /** Whoever has this role may do it; everybody, where none is given. */
  readonly role?: MemberRole;
  readonly call: string;
  /** Where it stands in the documentation of the API: tag and operation. */
  readonly place: string;
  readonly command?: string;
}

const open: readonly CompanyStatus[] = ['none', 'activated', 'authenticated'];

/** What a person does next, by the status of the company; the first of them first. */
const nextSteps: readonly NextStep[] = [
  {
    text: 'makeKey',
    statuses: open,
    role: 'superuser',
    call: 'POST /v1/keys',
    place: 'keys/makeKey',
  },
  {
    text: 'activate',
    statuses: ['none'],
    role: 'superuser',
    call: 'POST /v1/activations',
    place: 'activations/openActivation',
    command: 'autoinvoice activate --email …',
  },
  {
    text: 'follow',
    statuses: ['activated'],
    call: 'GET /v1/activations/current',
    place: 'activations/getCurrentActivation',
    command: 'autoinvoice activate',
  },
  {
    text: 'send',
    statuses: ['authenticated'],
    call: 'POST /v1/deliveries',
    place: 'deliveries/createDelivery',
    command: 'autoinvoice send faktura.xml --wait',
  },
  {
    text: 'deliveries',
    statuses: ['authenticated'],
    call: 'GET /v1/deliveries',
    place: 'deliveries/listDeliveries',
    command: 'autoinvoice deliveries',
  },
  {
    text: 'received',
    statuses: ['authenticated'],
    call: 'GET /v1/received',
    place: 'received/listReceived',
    command: 'autoinvoice received',
  },
  {
    text: 'settings',
    statuses: ['activated', 'authenticated'],
    role: 'superuser',
    call: 'PATCH /v1/settings',
    place: 'settings/changeSettings',
    command: 'autoinvoice settings',
  },
  {
    text: 'invite',
    statuses: open,
    role: 'superuser',
    call: 'POST /v1/invitations',
    place: 'members/invite',
  },
];

const script = `const [form, inside] = [$('form'), $('section')];

function show(session) {
  form.hidden = true;
  inside.hidden = false;
  const { user, company, companies } = session;
  $('#who').textContent = words.inside + ' ' + user.name + ' (' + user.email + ').';
  $('#companies').replaceChildren(...companies.map((one) => {
    const item = document.createElement('li');
    item.textContent = one.name + ' (' + one.organisationNumber + '): ' + words[one.status] + ', ' + words[one.role];
    if (one.tenantId === company?.tenantId) item.append(', ' + words.chosen);
    else item.append(' ', choose(one));
    return item;
  }));
  if (companies.length === 0) $('#companies').textContent = words.nowhere;
  $('#next').hidden = company === null;
  for (const item of document.querySelectorAll('#next li')) {
    const { statuses, role } = item.dataset;
    const isOpen = company !== null && statuses.split(' ').includes(company.status);
    item.hidden = !isOpen || (role !== undefined && role !== company.role);
  }
}

function choose({ tenantId, name }) {
  const button = document.createElement('button');
  button.textContent = words.choose;
  button.setAttribute('aria-label', words.choose + ' ' + name);
  button.addEventListener('click', async () => {
    const answer = await ask('PUT', '/v1/session/company', { tenantId });
    if (!answer.ok) return sayProblem(answer.body);
    show(answer.body);
    say(name + ': ' + words.chosen);
  });
  return button;
}

onSubmit(form, async ({ code, ...given }) => {
  const body = code === '' || code === undefined ? given : { ...given, code };
  const answer = await ask('POST', '/v1/session', body);
  if (answer.body?.code === 'code-missing') {
    reveal($('#code'));
    say(words['code-missing']);
    $('[name=code]').focus();
    return;
  }
  if (!answer.ok) return sayProblem(answer.body);
  form.reset();
  show(answer.body);
  $('h2').focus();
});

$('#log-out').addEventListener('click', async () => {
  const answer = await ask('DELETE', '/v1/session');
  if (!answer.ok && answer.body?.status !== 401) return sayProblem(answer.body);
  inside.hidden = true;
  form.hidden = false;
  say(words.outside);
});

ask('GET', '/v1/session').then((answer) => {
  if (answer.ok) show(answer.body);
  else form.hidden = false;
});`;

/**
 * `/log-in`: for whoever is logged in, the companies and what can be done next. With an identity provider there is
 * a link to it.
 */
export const createLogIn = (hasIdentityProvider: boolean): Router =>
  servePage('/log-in', (language) => {
    const { title, words, steps, ...text } = logInTexts[language];
    const provider = hasIdentityProvider
      ? `<p><a href="/v1/session/oidc">${text.provider}</a></p>\n`
      : '';
    const next = nextSteps.map(({ text: step, statuses, role, call, place, command }) => {
      const onCommandLine = command === undefined ? '' : ` · <code>${command}</code>`;
      const onlyFor = role === undefined ? '' : ` data-role="${role}"`;
      return `<li data-statuses="${statuses.join(' ')}"${onlyFor}>${steps[step]}<br><a href="/docs#/${place}">${call}</a>${onCommandLine}</li>`;
    });
    return {
      title,
      words,
      script,
      body: `<form hidden>
<label>${text.email} <input name="email" type="email" autocomplete="username" maxlength="320" required></label>
<label>${text.password} <input name="password" type="password" autocomplete="current-password" maxlength="1000" required></label>
<div id="code" hidden>
<label>${text.code} <input name="code" autocomplete="one-time-code" maxlength="40" required disabled></label>
</div>
<button>${text.logIn}</button>
${provider}<p><a href="/password?language=${language}">${text.forgotten}</a></p>
<p><a href="/sign-up?language=${language}">${text.signUp}</a></p>
</form>
<section hidden>
<p id="who"></p>
<h2 tabindex="-1">${text.companies}</h2>
<ul id="companies"></ul>
<div id="next">
<h2>${text.next}</h2>
<p>${text.nextIntro}</p>
<ul>
${next.join('\n')}
</ul>
</div>
<button id="log-out">${text.logOut}</button>
</section>`,
    };
  });
