import { describe, expect, it } from 'vitest';
import { interpret } from '../../../scan/interpret/interpret.ts';
import { page } from './words.ts';

const totals = ['', 'Sum eks. mva   1 000,00', 'Mva 25 %   250,00', 'Å betale   1 250,00'];

const sellerOf = (lines: readonly string[]): string | undefined =>
  interpret([page([...lines, ...totals])])[0]?.invoice.seller.legalRegistrationId;

describe('the buyer', () => {
  it('is the company that receives, wherever its name stands', () => {
    const [document] = interpret(
      [
        page([
          'Faktura 2026-118    12.03.2026',
          '',
          'Fjordlys Elektro',
          'Havnegata 12',
          '7010 Trondheim',
          '',
          '',
          ...totals,
          '',
          '',
          'NORDLYS BAKERI AS',
          'Storgata 4',
          '9008 Tromsø',
        ]),
      ],
      { buyerNames: ['Nordlys Bakeri AS'] },
    );
    expect(document?.invoice.buyer.name).toBe('NORDLYS BAKERI AS');
  });
});

describe('the number of the seller', () => {
  it('is the one in the letterhead, not the one in the address window', () => {
    expect(
      sellerOf([
        'Fjordlys Elektro AS                   Faktura 2026-118',
        'Havnegata 12                          12.03.2026',
        '7010 Trondheim',
        'Org.nr. 923609016',
        '',
        '',
        '',
        '',
        'Nordlys Bakeri AS',
        'Storgata 4',
        '9008 Tromsø',
        'Org.nr. 974760673',
      ]),
    ).toBe('923609016');
  });

  it('is known by the name that the mail address has', () => {
    expect(
      sellerOf([
        'Faktura 2026-118    12.03.2026',
        '',
        'Nordlys Bakeri AS                     Fjordlys Elektro AS',
        'Storgata 4                            Havnegata 12',
        '9008 Tromsø                           7010 Trondheim',
        'Org.nr. 974760673                     Org.nr. 923609016',
        '',
        '',
        'post@fjordlys.no',
      ]),
    ).toBe('923609016');
  });

  it('stays empty where only the buyer prints one', () => {
    expect(
      sellerOf([
        'Faktura 2026-118    12.03.2026',
        '',
        '',
        'Nordlys Bakeri AS',
        'Storgata 4',
        '9008 Tromsø',
        'Org.nr. 974760673',
        '',
        '',
        'Fjordlys Elektro AS   Telefon 73 00 00 00   post@fjordlys.no',
      ]),
    ).toBeUndefined();
  });
});
