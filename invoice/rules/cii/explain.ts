import { change, remove, stands, standsWith, type Said } from '../hints/show.ts';
import type { Explanation, Language } from '../explain.ts';
import type { Broken } from '../run.ts';
import { all } from '../select.ts';
import { cenTexts } from '../texts/cen.ts';
import { codeNames } from '../ubl/family-names.ts';
import { misfitWords } from '../ubl/structure-texts.ts';
import { structureRules, type Misfit } from '../ubl/structure.ts';
import { ciiCodes } from './codes.ts';
import { counted } from './families.ts';
import { ciiOwnTexts } from './own-texts.ts';
import { ciiStructureRules } from './structure.ts';
import { unusedIds } from './unused.ts';

interface Words {
  readonly text: Said;
  readonly hint?: Said | undefined;
}

const bare = (name: string): string => name.replace(/^\w+:/, '');

function unusedWords({ rule, at, attribute }: Broken): Words {
  const name = bare(at.qualifiedName);
  const parent = bare(at.parent?.qualifiedName ?? '');
  const [nb, en] =
    attribute === undefined
      ? [`${name} i ${parent}`, `${name} in ${parent}`]
      : [`attributtet ${attribute} på ${name}`, `the attribute ${attribute} of ${name}`];
  const text =
    rule.severity === 'fatal'
      ? { nb: `EN 16931 tillater ikke ${nb}.`, en: `EN 16931 does not allow ${en}.` }
      : {
          nb: `EN 16931 har ikke bruk for ${nb}; mottakeren kan se bort fra det.`,
          en: `EN 16931 has no use for ${en}; the recipient may ignore it.`,
        };
  const what =
    attribute === undefined
      ? stands(at)
      : `${attribute}="${(at.attributes.get(attribute) ?? '').slice(0, 60)}"`;
  return { text, hint: remove(what) };
}

function countWords({ rule, at }: Broken): Words {
  const { path = '', often = '' } = counted.get(rule.id) ?? {};
  const name = bare(path.split('/').at(-1) ?? '');
  const here = bare(at.qualifiedName);
  const count = all(at, path).length;
  const [nb, en] =
    often === '1' ? ['nøyaktig én gang', 'exactly once'] : ['høyst én gang', 'at most once'];
  return {
    text: {
      nb: `${name} skal stå ${nb} i ${here}.`,
      en: `${name} must stand ${en} in ${here}.`,
    },
    hint: {
      nb: `${path} står ${count} ganger.`,
      en: `${path} stands ${count} times.`,
    },
  };
}

/** Codes that are shown all, where the list is short. */
const shortList = 20;

function codeWords({ rule, at }: Broken): Words {
  const names = codeNames[rule.id];
  const { codes = new Set<string>(), attribute, read } = ciiCodes.get(rule.id) ?? {};
  const [nb, en] = names?.what ?? ['Emnekoden på merknaden', 'The note’s subject code'];
  const list = names?.list ?? 'UNTDID 4451';
  const code = read?.(at) ?? '';
  const from = attribute === undefined ? stands(at) : `${attribute}="${code}"`;
  const to = (value: string): string =>
    attribute === undefined ? standsWith(at, value) : `${attribute}="${value}"`;
  const like = [code.toUpperCase(), code.toLowerCase()].find((known) => codes.has(known));
  const usual = names?.usual.filter((known) => codes.has(known)) ?? [];
  const choices = (codes.size <= shortList ? [...codes] : usual).join(', ');
  return {
    text: {
      nb: `${nb} skal være en kode fra ${list}.`,
      en: `${en} must be a code of ${list.replace(' og ', ' and ')}.`,
    },
    hint:
      like === undefined
        ? {
            nb: `Står: ${from}.${choices && ` Skal være en kode fra listen, for eksempel ${choices}.`}`,
            en: `It says: ${from}.${choices && ` It should be a code of the list, for example ${choices}.`}`,
          }
        : change(from, to(like)),
  };
}

function wordsOf(broken: Broken): Words {
  const { id } = broken.rule;
  if (ciiCodes.has(id)) return codeWords(broken);
  if (unusedIds.has(id)) return unusedWords(broken);
  if (counted.has(id)) return countWords(broken);
  return { text: ciiOwnTexts[id] ?? cenTexts[id] ?? { nb: id, en: id } };
}

const inLanguage = ({ text, hint }: Words, language: Language): Explanation => ({
  text: text[language],
  hint: hint?.[language] ?? null,
});

/** The text of a broken rule for CII, and what stands there. */
export const explainCii = (broken: Broken, language: Language): Explanation =>
  inLanguage(wordsOf(broken), language);

const sameInUbl = new Map(
  Object.entries(ciiStructureRules).map(([name, rule]) => [
    rule,
    structureRules[name as keyof typeof ciiStructureRules],
  ]),
);

/** The text of a structural finding, in the words that UBL has for it. */
export function explainCiiMisfit(misfit: Misfit, language: Language): Explanation {
  const { at, attribute = '', other } = misfit;
  const words = misfitWords({ ...misfit, rule: sameInUbl.get(misfit.rule) ?? misfit.rule });
  if (misfit.rule !== ciiStructureRules.attributeValue || other === undefined)
    return inLanguage(words, language);
  const value = (at.attributes.get(attribute) ?? '').slice(0, 40);
  const hint = change(`${attribute}="${value}"`, `${attribute}="${other}"`);
  return inLanguage({ ...words, hint }, language);
}
