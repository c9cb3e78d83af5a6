import { unsupportedSyntax } from './cii-older.ts';
import type { IsoDate } from './model.ts';
import { explain, explainMisfit, type Explanation, type Language } from './rules/explain.ts';
import { judge } from './rules/judge.ts';
import { newest, releaseOn } from './rules/releases.ts';
import type { Severity } from './rules/rule.ts';
import type { Broken } from './rules/run.ts';
import { explainCii, explainCiiMisfit } from './rules/cii/explain.ts';
import { judgeCii } from './rules/cii/judge.ts';
import { readXml, type XmlDocument, type XmlElement, type XmlError } from './xml.ts';

/** Something in a document that a rule forbids, for the person who can mend it. */
export interface Finding {
  /** The official id of the rule; `UBL-…` for the structure, a code such as `not-xml` for what is no XML. */
  readonly rule: string;
  readonly severity: Severity;
  /** The business term: `BT-112`; null where the rule speaks of none. */
  readonly term: string | null;
  /** XPath with positions, without prefixes. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
  /** What stands there and what should; null where the text says it all. */
  readonly hint: string | null;
  /** The day from which a coming release finds this wrong; today it is not. */
  readonly comesInForce?: IsoDate;
}

/** The verdict on a document, or why none is given. */
export type Verdict =
  | {
      readonly ok: true;
      /** No fatal finding by the rules in force on the day. */
      readonly valid: boolean;
      /** In the order in which they stand in the document. */
      readonly findings: readonly Finding[];
      /** Findings that are left out because the same rule was broken very often before. */
      readonly omitted: number;
      /** The release of the rules that was in force on the day. */
      readonly release: string;
    }
  | {
      readonly ok: false;
      readonly code: 'wrong-root' | 'unsupported-syntax';
      readonly detail: string;
    };

export interface ValidateOptions {
  /** The day whose rules judge; without one, the newest release does. */
  readonly on?: IsoDate;
  readonly language?: Language;
}

/** What a judge says: the findings in document order, and how many are left out. */
interface Judged {
  readonly findings: Finding[];
  readonly omitted: number;
}

/** How documents of one kind are judged. */
type Judge = (root: XmlElement, on: IsoDate, language: Language) => Judged;

/** The judge for each root element; another syntax gets its row here. */
const judges: ReadonlyMap<string, Judge> = new Map([
  ['ubl:Invoice', judgeUbl],
  ['cn:CreditNote', judgeUbl],
  ['rsm:CrossIndustryInvoice', judgeCrossIndustry],
]);

/**
 * Judges a document by structure, code lists and all rules in force on a day.
 * Never throws for what is in `bytes`, and reports everything: no finding hides another.
 */
export function validate(bytes: Uint8Array, options: ValidateOptions = {}): Verdict {
  return validateXml(readXml(bytes), options);
}

/** As `validate`, of a document that is parsed already. */
export function validateXml(xml: XmlDocument | XmlError, options: ValidateOptions = {}): Verdict {
  const { on = newest.since, language = 'nb' } = options;
  const release = releaseOn(on).name;
  if (!xml.ok) {
    return { ok: true, valid: false, findings: [unreadable(xml, language)], omitted: 0, release };
  }
  const judgeRoot = judges.get(xml.root.qualifiedName);
  if (!judgeRoot) return wrongRoot(xml.root);
  const { findings, omitted } = judgeRoot(xml.root, on, language);
  return {
    ok: true,
    valid: !findings.some(
      ({ severity, comesInForce }) => severity === 'fatal' && comesInForce === undefined,
    ),
    findings,
    omitted,
    release,
  };
}

function judgeUbl(root: XmlElement, on: IsoDate, language: Language): Judged {
  const { document, structure, rules, omitted } = judge(root, on);
  const findings = [
    ...structure.map((misfit) => explained(misfit, explainMisfit(misfit, language), on)),
    ...rules.map((broken) => explained(broken, explain(broken, document, language), on)),
  ];
  return { findings: inDocumentOrder(findings), omitted };
}

function judgeCrossIndustry(root: XmlElement, on: IsoDate, language: Language): Judged {
  const { structure, rules, omitted } = judgeCii(root, on);
  const findings = [
    ...structure.map((misfit) => explained(misfit, explainCiiMisfit(misfit, language), on)),
    ...rules.map((broken) => explained(broken, explainCii(broken, language), on)),
  ];
  return { findings: inDocumentOrder(findings), omitted };
}

interface Placed {
  readonly start: number;
  readonly finding: Finding;
}

const explained = (broken: Broken, explanation: Explanation, on: IsoDate): Placed => ({
  start: broken.at.start,
  finding: findingOf(broken, on, explanation),
});

const inDocumentOrder = (found: Placed[]): Finding[] =>
  found.sort((a, b) => a.start - b.start).map(({ finding }) => finding);

function findingOf(
  { rule, at, attribute }: Broken,
  on: IsoDate,
  { text, hint }: Explanation,
): Finding {
  return {
    rule: rule.id,
    severity: rule.severity,
    term: rule.term === '' ? null : rule.term,
    path: attribute === undefined ? at.path : `${at.path}/@${attribute}`,
    line: at.line,
    column: at.column,
    text,
    hint,
    ...(rule.since !== undefined && rule.since > on ? { comesInForce: rule.since } : {}),
  };
}

function unreadable({ code, detail, line, column, path }: XmlError, language: Language): Finding {
  const nb = {
    'not-xml': 'Dokumentet er ikke velformet XML.',
    'doctype-refused': 'Dokumentet har en DOCTYPE. Det har ingen faktura.',
    'encoding-wrong': 'Tegnene er ikke kodet slik dokumentet sier.',
    'too-deep': 'Elementene er nøstet dypere enn noen faktura trenger.',
    'too-large': 'Dokumentet er større enn det som blir lest.',
  }[code];
  return {
    rule: code,
    severity: 'fatal',
    term: null,
    path,
    line,
    column,
    text: language === 'nb' ? nb : detail,
    hint: language === 'nb' ? detail : null,
  };
}

function wrongRoot(root: XmlElement): Verdict {
  const detail = unsupportedSyntax(root);
  if (detail !== undefined) return { ok: false, code: 'unsupported-syntax', detail };
  const namespace = root.namespace === '' ? 'without a namespace' : `of ${root.namespace}`;
  return {
    ok: false,
    code: 'wrong-root',
    detail: `The document's root is "${root.name}" ${namespace}; Invoice and CreditNote of UBL 2 and CrossIndustryInvoice of CII D16B are judged.`,
  };
}
