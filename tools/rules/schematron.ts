import { descendants, must, rootOf } from './tree.ts';

/** One assertion of the official rules. */
export interface Assertion {
  readonly id: string;
  readonly severity: 'fatal' | 'warning';
  readonly test: string;
}

/** Where some assertions are asked, in the official order of precedence. */
export interface OfficialContext {
  readonly match: string;
  readonly assertions: readonly Assertion[];
}

const oneSpace = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The contexts of a compiled Schematron whose pattern holds a rule with this prefix. */
export function patternWith(file: string, prefix: string): OfficialContext[] {
  const templates = rootOf(file).children.filter(
    ({ name, attributes }) =>
      name === 'template' &&
      /^M\d+$/.test(attributes.get('mode') ?? '') &&
      !['text()', '@*|node()'].includes(attributes.get('match') ?? ''),
  );
  const contexts = templates.map((template) => ({
    mode: template.attributes.get('mode'),
    match: oneSpace(template.attributes.get('match') ?? ''),
    assertions: descendants(template, 'choose').flatMap((choose) => {
      const failed = descendants(choose, 'failed-assert')[0];
      if (!failed) return [];
      const value = (name: string): string =>
        must(
          failed.children.find(
            (child) => child.name === 'attribute' && child.attributes.get('name') === name,
          )?.text,
          name,
        );
      return [
        {
          id: value('id'),
          severity: value('flag') === 'fatal' ? ('fatal' as const) : ('warning' as const),
          test: oneSpace(descendants(choose, 'when')[0]?.attributes.get('test') ?? ''),
        },
      ];
    }),
  }));
  const mode = must(
    contexts.find(({ assertions }) => assertions.some(({ id }) => id.startsWith(prefix))),
    `${prefix} in ${file}`,
  ).mode;
  return contexts.filter((context) => context.mode === mode);
}
