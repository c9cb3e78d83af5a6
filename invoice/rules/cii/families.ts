import { context, fatal, warning, type Pattern, type Rule } from '../rule.ts';
import { all } from '../select.ts';
import { familyContexts } from './contexts.ts';
import { ownRules } from './own.ts';

/** Path and how often by rule, for the texts. */
export const counted = new Map<string, { readonly path: string; readonly often: string }>();

function countRule(id: string, path: string, often: string, isFatal: boolean): Rule {
  counted.set(id, { path, often });
  return (isFatal ? fatal : warning)(id, '', (at) => {
    const count = all(at, path).length;
    return often === '1' ? count === 1 : count <= 1;
  });
}

/** The families CII-SR and CII-DT but for what an invoice has no use for: that is in unused.ts. */
export const ciiFamilyPattern: Pattern = familyContexts.map(({ paths, when, occurrences }) =>
  context(
    paths,
    [
      ...occurrences.flatMap(({ id, often, path, isFatal }) =>
        often === '0' ? [] : [countRule(id, path, often, isFatal)],
      ),
      ...(ownRules[paths] ?? []),
    ],
    when,
  ),
);
