import type { Chance } from './chance.ts';
import type { Country, PaymentTarget } from './model.ts';
import * as numbers from './registered-numbers.ts';

const banks: Readonly<Record<Country, readonly string[]>> = {
  NO: ['DNBANOKK', 'NDEANOKK', 'SPRONO22'],
  SE: ['ESSESESS', 'HANDSESS', 'SWEDSESS'],
  DK: ['DABADKKK', 'JYBADKKK', 'NYKBDKKK'],
  DE: ['COBADEFF', 'DEUTDEFF', 'HASPDEHHXXX'],
  GB: ['BARCGB22', 'MIDLGB22', 'LOYDGB2L'],
};

/** Account and reference as they are in use in the country, with valid check digits. */
export function paymentFor(chance: Chance, country: Country): PaymentTarget {
  const bic = chance.pick(banks[country]);
  const base = { bank: bic.slice(0, 4), accountKind: 'account' as const };
  switch (country) {
    case 'NO': {
      const account = numbers.norwegianAccount(chance);
      const hasIban = chance.happens(0.35);
      return {
        ...base,
        account,
        iban: hasIban ? numbers.iban('NO', account) : null,
        bic: hasIban ? bic : null,
        reference: chance.happens(0.7) ? numbers.kid(chance) : null,
      };
    }
    case 'SE': {
      const kind = chance.pick(['bankgiro', 'bankgiro', 'plusgiro'] as const);
      const account = kind === 'bankgiro' ? numbers.bankgiro(chance) : numbers.plusgiro(chance);
      return {
        ...base,
        accountKind: kind,
        account,
        iban: chance.happens(0.4) ? numbers.iban('SE', `5000${chance.digits(16)}`) : null,
        bic,
        reference: chance.happens(0.6) ? numbers.ocrNumber(chance) : null,
      };
    }
    case 'DK': {
      const account = numbers.danishAccount(chance);
      return {
        ...base,
        account,
        iban: chance.happens(0.5) ? numbers.iban('DK', account) : null,
        bic,
        reference: chance.happens(0.35) ? numbers.danishPaymentId(chance) : null,
      };
    }
    case 'DE':
      return {
        ...base,
        account: null,
        iban: numbers.iban('DE', chance.digits(18)),
        bic,
        reference: null,
      };
    case 'GB': {
      const account = chance.digits(14);
      return {
        ...base,
        account,
        iban: chance.happens(0.6) ? numbers.iban('GB', bic.slice(0, 4) + account) : null,
        bic,
        reference: null,
      };
    }
  }
}
