import type { Found } from './stand-in-signer.ts';

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');

const style = `
body { font: 17px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 34rem; padding: 0 1rem; color: #1b1f24; background: #fff }
fieldset { border: 1px solid #c3c9d1; border-radius: 8px; padding: 1rem 1.2rem }
label { display: block; font-weight: 600 } input { font: inherit; padding: .5rem; width: 100%; box-sizing: border-box; margin: .3rem 0 1rem }
button { font: inherit; padding: .6rem 1rem; border-radius: 6px; border: 1px solid #39134c; background: #39134c; color: #fff; cursor: pointer }
button.quiet { background: #fff; color: #39134c } .row { display: flex; gap: .6rem; flex-wrap: wrap; margin-top: 1.2rem }
.note { color: #5a6572; font-size: .9rem } [role=status] { background: #eef2f5; padding: .8rem 1rem; border-radius: 8px }`;

const frame = (title: string, body: string): string => `<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
<p class="note">Dette er en stedfortreder for Visma Sign. Ingen ekte elektronisk ID er i bruk, og signaturen har ingen rettsvirkning.</p>
</body>
</html>
`;

const outcomes: Readonly<Record<string, string>> = {
  signed: 'Dokumentet er signert.',
  declined: 'Du har avslått å signere.',
  expired: 'Invitasjonen er utløpt.',
  cancelled: 'Invitasjonen er trukket tilbake.',
};

/** Where one plays the person who signs; afterwards it tells how it ended. */
export function signingPage({ document, invitation }: Found, path: string, warning = ''): string {
  const file = `${path}/file?passphrase=${encodeURIComponent(invitation.passphrase)}`;
  const head = `<h1>Signer dokument</h1>
<p><strong>${escape(document.name)}</strong><br><a href="${escape(file)}">Les dokumentet (PDF)</a></p>`;
  const outcome =
    document.status === 'pending'
      ? outcomes[invitation.status]
      : outcomes[ended(document.status, invitation.status)];
  if (outcome !== undefined) {
    const by =
      invitation.signedBy === null
        ? ''
        : ` Signert av ${escape(invitation.signedBy)}, ${escape(invitation.signedAt ?? '')}.`;
    return frame('Signer dokument', `${head}\n<p role="status">${outcome}${by}</p>`);
  }
  const until =
    document.validUntil === null
      ? ''
      : `<p>Invitasjonen gjelder til og med ${escape(document.validUntil)}.</p>`;
  const organisation = invitation.asOrganisation
    ? '<p>Du signerer på vegne av virksomheten.</p>'
    : '';
  return frame(
    'Signer dokument',
    `${head}
${until}${organisation}
${warning === '' ? '' : `<p role="status">${escape(warning)}</p>`}
<form method="post" action="${escape(path)}">
<input type="hidden" name="passphrase" value="${escape(invitation.passphrase)}">
<fieldset>
<legend>BankID (spilt)</legend>
<label for="name">Hvem er du? Navnet slik det står i Folkeregisteret</label>
<input id="name" name="name" value="${escape(invitation.name ?? '')}" autocomplete="name" maxlength="200">
<button name="action" value="sign">Signer med BankID</button>
</fieldset>
<div class="row">
<button class="quiet" name="action" value="decline">Avslå å signere</button>
<button class="quiet" name="action" value="expire">La invitasjonen utløpe</button>
</div>
</form>`,
  );
}

const ended = (document: string, invitation: string): string =>
  invitation in outcomes ? invitation : document === 'signed' ? 'signed' : 'cancelled';

export const missingPage = (): string =>
  frame(
    'Finnes ikke',
    '<h1>Finnes ikke</h1>\n<p>Lenken er feil eller ufullstendig. Bruk lenken i e-posten.</p>',
  );
