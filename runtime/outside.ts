import { createMailDomains, type MailDomains } from '../channels/email/mail-domain.ts';
import { Failure } from '../policy/failure.ts';
import { createCompanyRegister, type CompanyRegister } from '../registers/enhetsregisteret.ts';
import type { SigningService } from '../signing/signing.ts';
import { createVismaSign } from '../signing/visma-sign.ts';
import type { ServiceConfig } from './config.ts';

/** Enhetsregisteret, with what was found remembered for five minutes. */
export const companyRegisterOf = (
  config: Pick<ServiceConfig, 'enhetsregisteretUrl'>,
): CompanyRegister => createCompanyRegister({ url: config.enhetsregisteretUrl });

/** Domains of mail addresses, asked for in DNS where that is on; else every domain takes mail. */
export const mailDomainsOf = ({ checkMx }: Pick<ServiceConfig, 'checkMx'>): MailDomains =>
  checkMx === 'on' ? createMailDomains() : { takesMail: () => Promise.resolve(true) };

/**
 * Visma Sign as it is set: signed requests, or a partner's access where an organisation is named.
 * Without credentials everything but activation works: each call says that they are missing.
 */
export function signingOf(
  config: Pick<
    ServiceConfig,
    | 'vismaSignUrl'
    | 'vismaSignClientId'
    | 'vismaSignSecret'
    | 'vismaSignOrganisation'
    | 'vismaSignTimeoutSeconds'
  >,
): SigningService {
  const { vismaSignClientId: clientId, vismaSignSecret: secret } = config;
  if (clientId === null || secret === null) return withoutCredentials;
  const asOrganisation = config.vismaSignOrganisation;
  return createVismaSign({
    url: config.vismaSignUrl,
    timeoutSeconds: config.vismaSignTimeoutSeconds,
    credentials:
      asOrganisation === null
        ? { kind: 'organisation', clientId, secret }
        : { kind: 'partner', clientId, secret, asOrganisation },
  });
}

const refuse = (): Promise<never> =>
  Promise.reject(
    new Failure('misconfigured', 'VISMA_SIGN_CLIENT_ID and VISMA_SIGN_SECRET are not set', {
      code: 'signing-not-set',
    }),
  );

const withoutCredentials: SigningService = {
  findDocument: refuse,
  createDocument: refuse,
  addFile: refuse,
  invite: refuse,
  readDocument: refuse,
  readFile: refuse,
  cancel: refuse,
};
