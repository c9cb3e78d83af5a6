import type { IsoDate } from '../../model.ts';
import type { XmlElement } from '../../xml.ts';
import { UblDocument } from '../document.ts';
import { Found } from '../found.ts';
import { compile, run, type Broken } from '../run.ts';
import type { Misfit } from '../ubl/structure.ts';
import { ciiCodePattern } from './codes.ts';
import { ciiFamilyPattern } from './families.ts';
import { ciiBusinessRules } from './pattern.ts';
import { findCiiMisfits } from './structure.ts';
import { findUnused } from './unused.ts';

const compiled = compile([ciiBusinessRules, ciiFamilyPattern, ciiCodePattern]);

/** What is wrong with a CII document, by layer. */
interface CiiJudgement {
  readonly structure: readonly Misfit[];
  readonly rules: readonly Broken[];
  /** Findings that are not among these, because their rule was broken very often. */
  readonly omitted: number;
}

/**
 * Everything that is wrong with a D16B CrossIndustryInvoice by its schemas and by EN 16931.
 * Of the rules for CII one release is known, CEN 1.3.16; it judges on every day.
 */
export function judgeCii(root: XmlElement, on: IsoDate): CiiJudgement {
  const document = new UblDocument(root);
  const misfits = new Found<Misfit>();
  const found = new Found<Broken>();
  findCiiMisfits(root, misfits);
  findUnused(document, found);
  run(document, compiled, on, false, found);
  return {
    structure: misfits.kept,
    rules: found.kept,
    omitted: misfits.omitted + found.omitted,
  };
}
