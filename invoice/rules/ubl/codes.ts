import type { CodeList } from '../../code-lists/code-list.ts';
import type { IsoDate } from '../../model.ts';
import type { XmlElement } from '../../xml.ts';
import { context, fatal, type Context, type Pattern, type Rule } from '../rule.ts';
import { all, normalized, stringOf } from '../select.ts';
import { codeRules } from '../tables/codes.ts';
import { isCharge } from './indicator.ts';
import { termOf } from './terms.ts';

type Read = (at: XmlElement) => string;

/** What a rule looks up, and where. */
interface CodeTable {
  readonly context: string;
  /** The attribute that holds the code; without one it is the element's text. */
  readonly attribute: string | undefined;
  readonly list: CodeList;
  readonly read: Read;
}

/** The tables of each rule, for its texts. */
export const codeTables = new Map<string, CodeTable[]>();

function reader(value: string): Read {
  if (value === '.') return (at) => normalized(stringOf(at));
  if (value === 'upper-case(.)') return (at) => normalized(stringOf(at).toUpperCase());
  const attribute = value.slice(1);
  return (at) => normalized(at.attributes.get(attribute) ?? '');
}

/** Identifiers that only some parties may have: the creditor identifier of direct debit. */
function isCreditorIdentifier(at: XmlElement): boolean {
  if (normalized(at.attributes.get('schemeID') ?? '') !== 'SEPA') return false;
  for (let above = at.parent; above; above = above.parent) {
    if (['cac:AccountingSupplierParty', 'cac:PayeeParty'].includes(above.qualifiedName))
      return true;
  }
  return false;
}

/** The rule once for each period in which its list stays as it is. */
function rulesFor(id: string, read: Read, list: CodeList): Rule[] {
  const days = list.changes;
  return [undefined, ...days].map((since: IsoDate | undefined, index) => {
    const until = days[index];
    const on = since ?? '0000-01-01';
    return fatal(
      id,
      termOf(id),
      (at) => list.has(read(at), on) || (id === 'BR-CL-10' && isCreditorIdentifier(at)),
      { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) },
    );
  });
}

/** One step of a context's path, with the predicates that these rules use. */
function predicate(text: string): (at: XmlElement) => boolean {
  const attribute = /^@(\w+)$/.exec(text)?.[1];
  if (attribute !== undefined) return (at) => at.attributes.has(attribute);
  const [, indicator] = /^cbc:ChargeIndicator = (true|false)\(\)$/.exec(text) ?? [];
  if (indicator !== undefined) return (at) => isCharge(at, indicator === 'true');
  const [, path, value] = /^([\w:]+) = '([^']*)'$/.exec(text) ?? [];
  if (path === undefined) throw new Error(`No such predicate: ${text}`);
  return (at) => all(at, path).some((found) => stringOf(found) === value);
}

function contextOf(path: string, rules: readonly Rule[]): Context {
  const steps = path.split('/').map((step) => {
    const [, name = '', inner] = /^([\w:]+)(?:\[(.*)\])?$/.exec(step.trim()) ?? [];
    return { name, holds: inner === undefined ? undefined : predicate(inner) };
  });
  const upwards = steps.toReversed();
  return context(steps.map(({ name }) => name).join('/'), rules, (at) => {
    let here: XmlElement | undefined = at;
    for (const { holds } of upwards) {
      if (!here || (holds && !holds(here))) return false;
      here = here.parent;
    }
    return true;
  });
}

/** The family BR-CL: values that must be in a code list. */
export const codePattern: Pattern = codeRules.flatMap(([id, paths, value, list]) => {
  const read = reader(value);
  const attribute = /^@(.*)$/.exec(value)?.[1];
  codeTables.set(id, [...(codeTables.get(id) ?? []), { context: paths, attribute, list, read }]);
  const rules = rulesFor(id, read, list);
  return paths.split(' | ').map((path) => contextOf(path, rules));
});
