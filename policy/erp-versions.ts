import type { EventText } from './events/event.ts';

/** The accounting system that a company activates from, as it names itself. */
export interface Erp {
  readonly name: string;
  readonly version: string;
}

interface ErpRule {
  /** In lower case; a name that begins so belongs here. */
  readonly names: readonly string[];
  readonly label: string;
  /** The first version that has AutoInvoice as it is now. */
  readonly minimum: string;
  /** Where one updates it. */
  readonly update: EventText;
}

/**
 * Systems that need a certain version. One that is not here may have any.
 * Source for Mamut: Visma's public guide to the activation (24.0.1034).
 */
const rules: readonly ErpRule[] = [
  {
    names: ['mamut', 'visma mamut'],
    label: 'Mamut',
    minimum: '24.0.1034',
    update: {
      nb: 'Oppdater fra menyen Hjelp > Se etter oppdateringer, eller last ned siste versjon fra Vismas nettsider.',
      en: 'Update from the menu Help > Check for updates, or download the latest version from Visma’s website.',
    },
  },
];

export type ErpVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'erp-version-unreadable' | 'not-permitted';
      readonly text: EventText;
    };

/** Whether a company may activate from this version of its accounting system, else what to do first. */
export function judgeErp({ name, version }: Erp): ErpVerdict {
  const given = name.trim().toLowerCase();
  const rule = rules.find(({ names }) =>
    names.some((known) => given === known || given.startsWith(`${known} `)),
  );
  if (!rule) return { ok: true };
  const { label, minimum, update } = rule;
  const numbers = readVersion(version);
  if (!numbers) {
    return {
      ok: false,
      code: 'erp-version-unreadable',
      text: {
        nb: `«${version}» er ikke et versjonsnummer. Skriv det slik det står under Hjelp > Om ${label}, for eksempel ${minimum}.`,
        en: `“${version}” is no version number. Give it as it stands under Help > About ${label}, for example ${minimum}.`,
      },
    };
  }
  if (compareVersions(numbers, readVersion(minimum) ?? []) >= 0) return { ok: true };
  return {
    ok: false,
    code: 'not-permitted',
    text: {
      nb: `${label} ${version} er for gammel: AutoInvoice krever ${minimum} eller nyere. Oppdater først. ${update.nb}`,
      en: `${label} ${version} is too old: AutoInvoice needs ${minimum} or later. Update first. ${update.en}`,
    },
  };
}

/** The numbers of a version such as `24.0.1034`, or null. */
function readVersion(text: string): readonly number[] | null {
  return /^\d{1,9}(\.\d{1,9}){0,5}$/.test(text) ? text.split('.').map(Number) : null;
}

/** Above zero where `a` is later. What is missing counts as zero. */
function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
