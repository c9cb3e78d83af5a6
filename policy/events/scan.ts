import { rejectionText } from '../scan-texts.ts';
import type { EventParameters, EventText, TextOf } from './event.ts';

const arrivalTexts: Readonly<Record<string, EventText>> = {
  upload: { nb: 'er lastet opp og lagret', en: 'was uploaded and is stored' },
  mail: { nb: 'kom på e-post og er lagret', en: 'came by e-mail and is stored' },
  folder: { nb: 'er skannet fra papir og lagret', en: 'was scanned from paper and is stored' },
};

const unreadableTexts: Readonly<Record<string, EventText>> = {
  encrypted: { nb: 'filen er beskyttet med passord', en: 'the file is protected by a password' },
  damaged: { nb: 'filen er skadet', en: 'the file is damaged' },
  'not-a-document': {
    nb: 'filen er verken PDF eller bilde',
    en: 'the file is neither a PDF nor a picture',
  },
  'no-pages': { nb: 'filen har ingen sider', en: 'the file has no pages' },
  'too-many-pages': { nb: 'filen har for mange sider', en: 'the file has too many pages' },
  'too-many-pixels': { nb: 'bildet er for stort', en: 'the picture is too large' },
  'too-much-text': { nb: 'filen har for mye tekst', en: 'the file has too much text' },
  'too-large': { nb: 'filen er for stor', en: 'the file is too large' },
  'took-too-long': { nb: 'lesingen tok for lang tid', en: 'reading took too long' },
  'used-too-much-memory': {
    nb: 'lesingen krevde for mye minne',
    en: 'reading needed too much memory',
  },
  'no-engine': {
    nb: 'tekstgjenkjenningen er ikke tilgjengelig',
    en: 'no engine for reading pictures is available',
  },
  'no-text': { nb: 'det ble ikke funnet noen tekst', en: 'no text was found' },
  'reader-lost': {
    nb: 'lesingen ble avbrutt flere ganger',
    en: 'reading was interrupted several times',
  },
};

const noteTexts: Readonly<Record<string, EventText>> = {
  'engine-missing': {
    nb: 'En annen tekstgjenkjenning måtte lese',
    en: 'Another engine had to read',
  },
  'engine-failed': {
    nb: 'Tekstgjenkjenningen sviktet, og en annen leste',
    en: 'The engine failed, and another one read',
  },
  'no-text': { nb: 'Det ble ikke funnet tekst overalt', en: 'Text was not found everywhere' },
};

const unreadable = (p: EventParameters): EventText => {
  const code = p['reason'] ?? '';
  return unreadableTexts[code] ?? { nb: code, en: code };
};

/** Every event of a scan with its text. */
export const scanEventTexts = {
  'scan.received': (p) => {
    const text = arrivalTexts[p['source'] ?? ''] ?? { nb: 'er lagret', en: 'is stored' };
    return {
      nb: `Filen «${p['filename']}» ${text.nb}.`,
      en: `The file “${p['filename']}” ${text.en}.`,
    };
  },
  'scan.review': () => ({ nb: 'En person må se på den.', en: 'A person must look at it.' }),
  'scan.released': () => ({
    nb: 'Tolket med stor nok sikkerhet; godkjennes uten at noen ser på den.',
    en: 'Read with enough certainty; accepted without a person.',
  }),
  'scan.accepted': (p) => ({
    nb: `Godkjent som mottatt faktura ${p['receivedId']}.`,
    en: `Accepted as received invoice ${p['receivedId']}.`,
  }),
  'scan.rejected': (p) => ({
    nb: `Avvist: ${rejectionText(p['reason'] ?? '').nb}.`,
    en: `Rejected: ${rejectionText(p['reason'] ?? '').en}.`,
  }),
  'scan.failed': (p) => ({
    nb: `Kunne ikke leses: ${unreadable(p).nb}.`,
    en: `Could not be read: ${unreadable(p).en}.`,
  }),
  'scan.split': (p) => ({
    nb: `Delt i ${p['documents']} dokumenter.`,
    en: `Split into ${p['documents']} documents.`,
  }),
  'scan.read-with-note': (p) => {
    const note = noteTexts[p['note'] ?? ''] ?? {
      nb: 'Merknad fra lesingen',
      en: 'A note on the reading',
    };
    return { nb: `${note.nb} (${p['detail']}).`, en: `${note.en} (${p['detail']}).` };
  },
  'scan.merged': (p) => ({
    nb: `Slått sammen med ${p['into']}.`,
    en: `Merged into ${p['into']}.`,
  }),
  'scan.extended': (p) => ({
    nb: `Slått sammen med andre dokumenter i filen; har nå side ${p['pages']}.`,
    en: `Merged with other documents of the file; now has pages ${p['pages']}.`,
  }),
  'scan.forwarded': (p) => ({
    nb: `Sendt videre til ${p['recipient']}.`,
    en: `Sent on to ${p['recipient']}.`,
  }),
  'scan.forward-failed': (p) => ({
    nb: `Kunne ikke sendes videre til ${p['recipient']} (${p['reason']}).`,
    en: `Could not be sent on to ${p['recipient']} (${p['reason']}).`,
  }),
  'scan.corrected': (p) => ({ nb: `Rettet: ${p['paths']}.`, en: `Corrected: ${p['paths']}.` }),
  'scan.rotated': (p) => ({
    nb: `Side ${p['page']} er snudd.`,
    en: `Page ${p['page']} was turned.`,
  }),
  'scan.rerun': () => ({ nb: 'Leses på nytt.', en: 'Being read again.' }),
} as const satisfies Record<string, TextOf>;

export type ScanEventCode = keyof typeof scanEventTexts;
