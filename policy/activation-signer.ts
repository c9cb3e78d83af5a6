/** Who has which role in a company, as Enhetsregisteret tells it. */
export interface SignerRole {
  /** `DAGL`, `LEDE`, `INNH` … */
  readonly code: string;
  readonly name: string;
  readonly persons: readonly string[];
}

/**
 * Roles whose holder may commit the company here: owner, general manager, chair, those with signature or procuration,
 * partners with shared or full liability, managing shipowner, principal of a foreign company's branch.
 * A member of the board alone may not.
 */
const committing = new Set([
  'INNH',
  'DAGL',
  'LEDE',
  'SIGN',
  'SIFE',
  'SIHV',
  'PROK',
  'POFE',
  'POHV',
  'DTSO',
  'DTPR',
  'KOMP',
  'BEST',
  'REPR',
]);

export type SignerVerdict =
  | { readonly ok: true; readonly role: { readonly code: string; readonly name: string } }
  | {
      readonly ok: false;
      /** `signer-unknown`: the service did not say who signed; the name stands in the signed PDF. */
      readonly code: 'signer-unknown' | 'signer-without-role' | 'signer-role-insufficient';
    };

/** Whether the person who signed may commit the company, by the roles that the register holds. */
export function judgeSigner(signedBy: string | null, roles: readonly SignerRole[]): SignerVerdict {
  if (signedBy === null || signedBy.trim() === '') return { ok: false, code: 'signer-unknown' };
  const held = roles.filter(({ persons }) =>
    persons.some((person) => isSamePerson(person, signedBy)),
  );
  const role = held.find(({ code }) => committing.has(code));
  if (role) return { ok: true, role: { code: role.code, name: role.name } };
  return { ok: false, code: held.length > 0 ? 'signer-role-insufficient' : 'signer-without-role' };
}

const words = (name: string): string[] =>
  name
    .normalize('NFC')
    .toLocaleLowerCase('nb')
    .split(/[\s-]+/u)
    .filter((word) => word !== '');

/**
 * First and last name are the same, and the names between are the same or left out on one side:
 * the register and an electronic identity do not always agree about middle names.
 */
function isSamePerson(a: string, b: string): boolean {
  const [short, long] = [words(a), words(b)].toSorted((x, y) => x.length - y.length);
  if (!short || !long || short.length < 2) return false;
  if (short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false;
  let from = 0;
  return short.every((word) => {
    const at = long.indexOf(word, from);
    from = at + 1;
    return at !== -1;
  });
}
