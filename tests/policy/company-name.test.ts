import { expect, it } from 'vitest';
import { namesSameCompany } from '../../policy/company-name.ts';

it.each<[string, string, boolean]>([
  ['Fjellheim Eiendom AS', 'FJELLHEIM EIENDOM', true],
  ['Bråthen & Sønn AS', 'Brathen og Sonn AS', false],
  ['Bråthen & Sønn AS', 'Brathen & Sonn A.S', false],
  ['Bråthen & Sønn AS', 'BRATHEN & SONN', true],
  ['Fjellheim Eiendom AS', 'Fjellheirn Eiendom AS', false],
  ['Fjellheim Eiendom AS', 'Fjellheim Eiendorn AS', false],
  ['Fjellheim Eiendom AS', 'Fjellhelm Eiendom AS', true],
  ['Fjellheim Eiendom AS', 'Fjelheim Eiendom AS', true],
  ['Fjellheim Eiendom AS', 'Fjellheim Eiendom Drift AS', false],
  ['Bakke AS', 'Bakka AS', false],
  ['', '', false],
])('%s and %s are one company: %s', (left, right, isSame) => {
  expect(namesSameCompany(left, right)).toBe(isSame);
});
