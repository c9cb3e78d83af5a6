import type { IsoDate } from '../model.ts';
import type { XmlElement } from '../xml.ts';
import type { UblDocument } from './document.ts';
import { matcher } from './path.ts';

export type Severity = 'fatal' | 'warning';

/** One official rule. Its texts stand in `texts/`, its hint in `hints/`, both by this id. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** The business term that it speaks of: `BT-112`, `BG-25`. */
  readonly term: string;
  /**
   * Whether the rule holds at this element.
   * Where a number cannot be read `decimal` throws `Unevaluable`: the rule then has no answer, and structure reports the number.
   */
  readonly holds: (at: XmlElement, document: UblDocument) => boolean;
  /** The release from which the rule is in force; without: it always was. */
  readonly since?: IsoDate;
  /** The first day on which it is no longer in force. */
  readonly until?: IsoDate;
}

type Period = Pick<Rule, 'since' | 'until'>;

export const fatal = (id: string, term: string, holds: Rule['holds'], period?: Period): Rule => ({
  id,
  severity: 'fatal',
  term,
  holds,
  ...period,
});

export const warning = (id: string, term: string, holds: Rule['holds'], period?: Period): Rule => ({
  id,
  severity: 'warning',
  term,
  holds,
  ...period,
});

/** The elements at which some rules are asked: a Schematron rule's context. */
export interface Context {
  /** Last steps of the paths: by them a context is found. */
  readonly names: readonly string[];
  readonly matches: Matches;
  /** What is left to ask of an element of this name: a question, nothing (undefined), or null where none matches. */
  readonly restFor: (name: string) => Matches | undefined | null;
  readonly rules: readonly Rule[];
}

type Matches = (at: XmlElement, document: UblDocument) => boolean;

/**
 * A context by its paths: `'cac:InvoiceLine/cac:InvoicePeriod | cac:CreditNoteLine/cac:InvoicePeriod'`.
 * A leading `/` ties a path to the root, whose step may be `*`; a last step `*Amount` is any name that ends so; `when` stands for the predicates.
 */
export function context(paths: string, rules: readonly Rule[], when?: Matches): Context {
  const match = matcher(paths);
  return {
    names: match.names,
    matches: when ? (at, document) => match.matches(at) && when(at, document) : match.matches,
    restFor: (name) => {
      const rest = match.restFor(name);
      if (rest === null) return null;
      return rest && when ? (at, document) => rest(at) && when(at, document) : (rest ?? when);
    },
    rules,
  };
}

/** Contexts in the official order: of an element only the first that matches is asked. */
export type Pattern = readonly Context[];
