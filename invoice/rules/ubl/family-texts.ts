import type { XmlElement } from '../../xml.ts';
import { add, change, remove, stands, standsWith, type Said } from '../hints/show.ts';
import type { Broken } from '../run.ts';
import { all, stringOf } from '../select.ts';
import { codeTables } from './codes.ts';
import { oncePaths } from './families.ts';
import { codeAliases, codeNames, onceNames } from './family-names.ts';
import { ownTexts } from './own-texts.ts';
import { unusedPaths } from './unused.ts';

interface Words {
  readonly text: Said;
  readonly hint?: Said | undefined;
}

/** Text and hint of a rule of the families UBL-CR, UBL-DT, UBL-SR and BR-CL; undefined for any other rule. */
export function familyWords(broken: Broken): Words | undefined {
  const { id } = broken.rule;
  if (id.startsWith('BR-CL-')) return codeWords(broken);
  if (unusedPaths.has(id)) return unusedWords(broken);
  if (oncePaths.has(id)) return onceWords(broken);
  const text = ownTexts[id];
  return text && { text, hint: ownHint(broken) };
}

function unusedWords({ at, attribute }: Broken): Words {
  if (attribute !== undefined) {
    return {
      text: {
        nb: `EN 16931 har ikke bruk for attributtet ${attribute} på ${at.qualifiedName}; mottakeren kan se bort fra det.`,
        en: `EN 16931 has no use for the attribute ${attribute} of ${at.qualifiedName}; the recipient may ignore it.`,
      },
      hint: remove(`${attribute}="${(at.attributes.get(attribute) ?? '').slice(0, 60)}"`, {
        nb: `i ${stands(at)}`,
        en: `in ${stands(at)}`,
      }),
    };
  }
  const parent = (at.parent?.qualifiedName ?? '').replace(/^(?:ubl|cn):/, '');
  return {
    text: {
      nb: `EN 16931 har ikke bruk for ${at.qualifiedName} i ${parent}; mottakeren kan se bort fra det.`,
      en: `EN 16931 has no use for ${at.qualifiedName} in ${parent}; the recipient may ignore it.`,
    },
    hint: remove(stands(at)),
  };
}

function onceWords({ rule, at }: Broken): Words {
  const [nb, en] = onceNames[rule.id] ?? [rule.id, rule.id];
  const path = oncePaths.get(rule.id)?.path ?? '';
  const found = all(at, path.replace(/\/@.*$/, ''));
  const values = found.map((element) => stringOf(element).trim().slice(0, 30)).filter(Boolean);
  const shown = values.length > 0 ? `: ${values.slice(0, 5).join(', ')}` : '';
  return {
    text: { nb: `${nb} kan stå høyst én gang.`, en: `${en} may stand at most once.` },
    hint: {
      nb: `${path} står ${found.length} ganger${shown}. Behold ett, og fjern resten.`,
      en: `${path} stands ${found.length} times${shown}. Keep one, and remove the others.`,
    },
  };
}

/** Codes that are shown all, where the list is short. */
const shortList = 20;

function codeWords({ rule, at }: Broken): Words | undefined {
  const names = codeNames[rule.id];
  const tables = codeTables.get(rule.id) ?? [];
  const table = tables.find(({ context }) => context.endsWith(at.qualifiedName)) ?? tables[0];
  if (!names || !table) return undefined;
  const code = table.read(at);
  const { current } = table.list;
  const [nb, en] = names.what;
  const text = {
    nb: `${nb} skal være en kode fra ${names.list}.`,
    en: `${en} must be a code of ${names.list.replace(' og ', ' and ')}.`,
  };
  const alias = codeAliases.get(code.toUpperCase());
  const like = [code.toUpperCase(), code.toLowerCase(), alias ?? ''].find((known) =>
    current.includes(known),
  );
  const isAttribute = table.attribute !== undefined;
  const from = isAttribute ? `${table.attribute}="${code}"` : stands(at);
  const to = (value: string): string =>
    isAttribute ? `${table.attribute}="${value}"` : standsWith(at, value);
  if (like !== undefined) return { text, hint: change(from, to(like)) };
  const isShort = current.length <= shortList;
  const choices = (isShort ? current : names.usual.filter((known) => current.includes(known))).join(
    ', ',
  );
  return {
    text,
    hint: {
      nb: `Står: ${from}. Skal være ${isShort ? `en av ${choices}` : `en kode fra listen, for eksempel ${choices}`}.`,
      en: `It says: ${from}. It should be ${isShort ? `one of ${choices}` : `a code of the list, for example ${choices}`}.`,
    },
  };
}

type OwnHint = (at: XmlElement) => Said | undefined;

/** Elements below this one that stand for the same thing, with what they say. */
const severalOf =
  (path: string): OwnHint =>
  (at) => {
    const found = all(at, path).map(stands);
    return {
      nb: `Står: ${found.slice(0, 5).join(' ')}.`,
      en: `It says: ${found.slice(0, 5).join(' ')}.`,
    };
  };

const ownHints: Readonly<Record<string, OwnHint>> = {
  'UBL-SR-12': severalOf('cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID'),
  'UBL-SR-13': severalOf('cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID'),
  'UBL-SR-18': severalOf('cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID'),
  'UBL-SR-44': severalOf('cac:PaymentMeans/cbc:PaymentID'),
  'UBL-SR-47': severalOf('cac:PaymentMeans/cbc:PaymentMeansCode'),
  'UBL-SR-51': severalOf('cac:AddressLine/cbc:Line'),
  'UBL-CR-002': (at) => {
    const [version] = all(at, 'cbc:UBLVersionID');
    return version && change(stands(version), standsWith(version, '2.1'));
  },
  'UBL-CR-412': (at) => {
    const [day] = all(at, 'cac:PaymentMeans/cbc:PaymentDueDate');
    return (
      day && {
        nb: `Flytt ${stands(day)} til <cbc:DueDate>${stringOf(day)}</cbc:DueDate> etter <cbc:IssueDate>.`,
        en: `Move ${stands(day)} to <cbc:DueDate>${stringOf(day)}</cbc:DueDate> behind <cbc:IssueDate>.`,
      }
    );
  },
  'UBL-DT-01': (at) => {
    const [, short] = /^(\s*[+-]?\d*\.\d\d)0*\s*$/.exec(stringOf(at)) ?? [];
    return short === undefined
      ? {
          nb: `Står: ${stands(at)}. Rund av til to desimaler.`,
          en: `It says: ${stands(at)}. Round it to two decimals.`,
        }
      : change(stands(at), standsWith(at, short.trim()));
  },
  'UBL-DT-06': () => add('mimeCode="application/pdf"', 'cbc:EmbeddedDocumentBinaryObject'),
  'UBL-DT-07': () => add('filename="faktura.pdf"', 'cbc:EmbeddedDocumentBinaryObject'),
  'UBL-SR-07': (at) =>
    add(
      '<cac:InvoiceDocumentReference><cbc:ID>…</cbc:ID></cac:InvoiceDocumentReference>',
      at.qualifiedName,
    ),
  'UBL-SR-48': (at) => {
    const count = all(at, 'cac:Item/cac:ClassifiedTaxCategory').length;
    return count === 0
      ? add(
          '<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>25</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>',
          'cac:Item',
        )
      : {
          nb: `Linjen har ${count}. Del den i én linje for hver mva-sats.`,
          en: `The line has ${count}. Split it into one line for each VAT rate.`,
        };
  },
  'UBL-SR-53': (at) =>
    all(at, 'cbc:CompanyID').length === 0
      ? add('<cbc:CompanyID>…</cbc:CompanyID>', at.qualifiedName)
      : add('<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>', at.qualifiedName),
};

const ownHint = ({ rule, at }: Broken): Said | undefined => ownHints[rule.id]?.(at);
