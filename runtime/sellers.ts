import type { FindSeller } from '../activities/scan-ports.ts';
import { readOrganisationNumber } from '../invoice/norway/organisation-number.ts';
import { Failure } from '../policy/failure.ts';
import type { CompanyRegister } from '../registers/enhetsregisteret.ts';

/** A draft does not wait longer for the register; that it was away stands among the findings. */
const patienceMs = 4000;

/** Asks Enhetsregisteret about sellers with a Norwegian number. */
export const sellerFinder =
  (register: CompanyRegister): FindSeller =>
  async ({ seller }) => {
    const number =
      readOrganisationNumber(seller.legalRegistrationId ?? '') ??
      readOrganisationNumber(seller.vatId ?? '');
    if (number === null) return 'not-asked';
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'away'>((resolve) => {
      timer = setTimeout(() => resolve('away'), patienceMs);
    });
    try {
      return await Promise.race([register.findCompany(number), late]);
    } catch (error) {
      if (error instanceof Failure) return 'away';
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
