import { inLanguage, type Language } from './texts.ts';

/** UN/ECE Recommendation 20 and 21 codes that people meet; any other code is shown as it is. */
const units: ReadonlyMap<string, readonly [nb: string, nn: string, en: string]> = new Map([
  ['C62', ['stk', 'stk', 'pcs']],
  ['EA', ['stk', 'stk', 'pcs']],
  ['H87', ['stk', 'stk', 'pcs']],
  ['NAR', ['stk', 'stk', 'pcs']],
  ['XPP', ['stk', 'stk', 'pcs']],
  ['MIN', ['min', 'min', 'min']],
  ['HUR', ['timer', 'timar', 'hours']],
  ['DAY', ['dager', 'dagar', 'days']],
  ['WEE', ['uker', 'veker', 'weeks']],
  ['MON', ['mnd', 'md', 'months']],
  ['ANN', ['år', 'år', 'years']],
  ['GRM', ['g', 'g', 'g']],
  ['KGM', ['kg', 'kg', 'kg']],
  ['TNE', ['tonn', 'tonn', 'tonnes']],
  ['CMT', ['cm', 'cm', 'cm']],
  ['MMT', ['mm', 'mm', 'mm']],
  ['MTR', ['m', 'm', 'm']],
  ['KMT', ['km', 'km', 'km']],
  ['KTM', ['km', 'km', 'km']],
  ['MTK', ['m²', 'm²', 'm²']],
  ['MTQ', ['m³', 'm³', 'm³']],
  ['MLT', ['ml', 'ml', 'ml']],
  ['LTR', ['l', 'l', 'l']],
  ['KWH', ['kWh', 'kWh', 'kWh']],
  ['MWH', ['MWh', 'MWh', 'MWh']],
  ['XPK', ['pk', 'pk', 'packs']],
  ['XBX', ['eske', 'eske', 'box']],
  ['XPX', ['pall', 'pall', 'pallet']],
  ['XRO', ['rull', 'rull', 'roll']],
  ['SET', ['sett', 'sett', 'sets']],
  ['PR', ['par', 'par', 'pairs']],
  ['DZN', ['dusin', 'dusin', 'dozen']],
  ['P1', ['%', '%', '%']],
  ['LS', ['rs', 'rs', 'lump sum']],
]);

/** The unit as people write it. */
export function unitName(code: string, language: Language): string {
  const names = units.get(code);
  return names === undefined ? code : inLanguage(names, language);
}
