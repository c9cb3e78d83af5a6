import type { IsoDate } from '../model.ts';
import type { XmlElement } from '../xml.ts';
import { UblDocument } from './document.ts';
import { Found } from './found.ts';
import { compiledRules, ruleSetOf } from './rule-set.ts';
import { isAsked, run, type Broken } from './run.ts';
import { structureCheck, type Misfit } from './ubl/structure.ts';
import { findUnused } from './ubl/unused.ts';

/** What is wrong with a document, by layer. */
interface Judgement {
  readonly document: UblDocument;
  readonly structure: readonly Misfit[];
  readonly rules: readonly Broken[];
  /** Findings that are not among these, because their rule was broken very often. */
  readonly omitted: number;
}

/**
 * Everything that is wrong with a UBL Invoice or CreditNote by the rules in force on a day,
 * and what a later release will find wrong in addition.
 */
export function judge(root: XmlElement, on: IsoDate): Judgement {
  const document = new UblDocument(root);
  const misfits = new Found<Misfit>();
  const found = new Found<Broken>();
  const structure = structureCheck(misfits);
  structure.root(root);
  const unused = findUnused(document).filter(({ rule }) => isAsked(rule, on, true));
  const broken = run(document, compiledRules(ruleSetOf(root)), on, true, found, structure.part);
  return {
    document,
    structure: misfits.kept,
    rules: withoutRepeats([...unused, ...broken], on),
    omitted: misfits.omitted + found.omitted,
  };
}

/** Leaves out what a coming release finds wrong where a rule of the same name already does. */
function withoutRepeats(found: readonly Broken[], on: IsoDate): readonly Broken[] {
  const isComing = ({ rule }: Broken): boolean => rule.since !== undefined && rule.since > on;
  if (!found.some(isComing)) return found;
  const now = new Map<XmlElement, Set<string>>();
  for (const broken of found) {
    if (isComing(broken)) continue;
    const ids = now.get(broken.at) ?? new Set();
    ids.add(broken.rule.id);
    now.set(broken.at, ids);
  }
  return found.filter((broken) => !isComing(broken) || !now.get(broken.at)?.has(broken.rule.id));
}
