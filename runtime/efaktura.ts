import { createEfakturaConnector } from '../channels/efaktura/connector.ts';
import type { EfakturaProvider } from '../channels/efaktura/provider.ts';
import { Failure } from '../policy/failure.ts';
import type { ServiceConfig } from './config.ts';

const refuse = (): Promise<never> =>
  Promise.reject(
    new Failure('misconfigured', 'EFAKTURA_URL and EFAKTURA_TOKEN are not set', {
      code: 'efaktura-not-set',
    }),
  );

/** The provider of eFaktura that is set. Without one everything else works: each call says that it is missing. */
export function efakturaOf(
  config: Pick<ServiceConfig, 'efakturaUrl' | 'efakturaToken'>,
): EfakturaProvider {
  const { efakturaUrl: url, efakturaToken: token } = config;
  if (url !== null && token !== null) return createEfakturaConnector({ url, token });
  return {
    agreementOf: refuse,
    orderAgreement: refuse,
    endAgreement: refuse,
    findConsumer: refuse,
    send: refuse,
  };
}
