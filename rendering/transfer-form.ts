import { formatDate } from '../invoice/date.ts';
import type { IsoDate } from '../invoice/model.ts';
import { measures } from './measures.ts';
import { grey, Sheet } from './sheet.ts';
import { shownOnOneLine } from './shown-text.ts';

/** What the form says that moves an eFaktura agreement from another provider. */
export interface TransferForm {
  /** Stands on the page, so that form and agreement are found from each other. */
  readonly reference: string;
  readonly issuedOn: IsoDate;
  /** Who runs this installation: the new provider. */
  readonly operator: string;
  readonly company: {
    readonly name: string;
    readonly organisationNumber: string;
    readonly email: string;
  };
}

const { frame, text, small, title } = measures.plain;
const heading = 'Flytting av avtale om eFaktura';

/** The form that a company signs to move its eFaktura agreement here, as a PDF in Norwegian. Same facts, same bytes. */
export async function renderTransferForm(form: TransferForm): Promise<Uint8Array> {
  const { company, operator } = form;
  const sheet = new Sheet(frame, (next) => {
    next.put(heading, frame.left, 36, next.width, { size: small, color: grey });
  });
  sheet.y = 57;
  sheet.write(heading, frame.left, sheet.width, { size: title, weight: 'bold' }, 'H1');
  const paragraphs = [
    `${company.name}, organisasjonsnummer ${company.organisationNumber}, sender i dag eFaktura gjennom en annen leverandør.`,
    `Med dette skjemaet ber virksomheten om at avtalen om eFaktura i alle banker flyttes til ${operator}, og at den hos den tidligere leverandøren avsluttes når flyttingen er gjennomført.`,
    'Den som signerer, bekrefter å ha rett til å forplikte virksomheten.',
    `Signeres av: ${company.email}`,
    `Referanse: ${form.reference}`,
    `Dato: ${formatDate(form.issuedOn, 'nb')}`,
    'Skjemaet signeres elektronisk med sterk autentisering hos Visma Sign. Signaturen legges til dette dokumentet.',
  ];
  for (const paragraph of paragraphs) {
    sheet.y += 8;
    sheet.write(shownOnOneLine(paragraph), frame.left, sheet.width, { size: text });
  }
  return sheet.drawing.finish({
    title: shownOnOneLine(`${heading}: ${company.name}`),
    author: shownOnOneLine(operator),
    language: 'nb',
    createdOn: form.issuedOn,
  });
}
