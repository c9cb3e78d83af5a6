import type { z } from 'zod';
import { Failure } from '../../policy/failure.ts';
import { call, readJson, type HttpAnswer, type HttpRequest } from '../http.ts';
import type { EfakturaProvider } from './provider.ts';
import { agreementBody, consumerBody, errorBody, type AgreementBody } from './wire.ts';

/** Speaks to a provider of eFaktura over HTTP. */
export function createEfakturaConnector(options: {
  readonly url: string;
  readonly token: string;
  readonly timeoutSeconds?: number;
}): EfakturaProvider {
  const base = options.url.replace(/\/+$/, '');
  const { timeoutSeconds = 30 } = options;
  const agreementPath = (organisationNumber: string): string =>
    `/v1/services/b2cno/${encodeURIComponent(organisationNumber)}`;

  const ask = (method: HttpRequest['method'], path: string, body?: object): Promise<HttpAnswer> =>
    call({
      method,
      url: base + path,
      headers: {
        authorization: `Bearer ${options.token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: Buffer.from(JSON.stringify(body)) }),
      timeoutSeconds,
    });

  /** A look or an order may be made again, so a lost answer is no unknown outcome. */
  const askAgain = async (...request: Parameters<typeof ask>): Promise<HttpAnswer> => {
    try {
      return await ask(...request);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== 'outcome-unknown') throw error;
      const { message, code } = error;
      throw new Failure('service-unavailable', message, { code, cause: error });
    }
  };

  return {
    async agreementOf(organisationNumber) {
      const answer = await askAgain('GET', agreementPath(organisationNumber));
      return holderOf(read(agreementBody, answer));
    },

    async orderAgreement({ organisationNumber, name, transferForm }) {
      const answer = await askAgain('POST', agreementPath(organisationNumber), {
        company_name: name,
        ...(transferForm && { transfer_form: Buffer.from(transferForm).toString('base64') }),
      });
      if (answer.status !== 202) throw refusal(answer);
    },

    async endAgreement(organisationNumber) {
      const answer = await askAgain('DELETE', agreementPath(organisationNumber));
      if (answer.status !== 204 && answer.status !== 404) throw refusal(answer);
    },

    async findConsumer(organisationNumber, { phone, email, name, postCode }) {
      // In the body: addresses in a path end in logs.
      const answer = await askAgain('POST', '/v1/lookup/consumers', {
        bid: organisationNumber,
        ...(phone !== null && { phone }),
        ...(email !== null && { email }),
        ...(postCode !== null && { name, post_code: postCode }),
      });
      if (answer.status === 404) return null;
      const found = read(consumerBody, answer);
      return {
        efakturaId: found.efaktura_identifier,
        routes: { efaktura: found.routes.yes2all, vipps: found.routes.vipps },
        hasMandate: found.avtalegiro_mandate,
      };
    },

    async send({ id, organisationNumber, efakturaId, route, document, avtaleGiroKid }) {
      const answer = await ask('POST', '/v1/invoices', {
        uuid: id,
        bid: organisationNumber,
        recipient_efaktura_id: efakturaId,
        route,
        file: Buffer.from(document).toString('base64'),
        avtalegiro_kid: avtaleGiroKid,
      });
      if (answer.status !== 200 && answer.status !== 201) throw refusal(answer);
    },
  };
}

function holderOf({ state, ordered }: AgreementBody): 'free' | 'ordered' | 'ours' | 'taken' {
  if (state === 'FAULT' || state === 'ERROR') {
    const text = `The eFaktura network gives the agreement the state ${state}`;
    throw new Failure('not-permitted', text, { code: 'agreement-fault' });
  }
  if (state === 'ACTIVE') return 'ours';
  if (ordered) return 'ordered';
  return state === 'RESERVED' ? 'taken' : 'free';
}

function read<T>(schema: z.ZodType<T>, answer: HttpAnswer): T {
  if (answer.status !== 200) throw refusal(answer);
  const { data } = schema.safeParse(readJson(answer.text));
  if (data !== undefined) return data;
  throw new Failure('service-unavailable', 'The answer of the eFaktura provider cannot be read', {
    code: 'efaktura-answer-unreadable',
  });
}

/** What the provider refuses; its message is left out where it could repeat a consumer's address. */
function refusal({ status, text, retryAfterSeconds }: HttpAnswer): Failure {
  const said = errorBody.safeParse(readJson(text)).data?.code;
  const message = `The eFaktura provider answered ${status}${said === undefined ? '' : ` ${said}`}`;
  const code = `efaktura-${status}`;
  if (status === 422) {
    return said === 'RECEIVER_NOT_FOUND'
      ? new Failure('recipient-unknown', message, { code: 'receiver-not-found' })
      : new Failure('invoice-invalid', message, { code });
  }
  if (status === 403 && said === 'AGREEMENT_NOT_ACTIVE') {
    return new Failure('not-permitted', message, { code: 'agreement-not-active' });
  }
  if (status === 429) {
    return new Failure('rate-limited', message, {
      code,
      retryAfterSeconds: retryAfterSeconds ?? 60,
    });
  }
  return new Failure(status >= 500 ? 'service-unavailable' : 'misconfigured', message, { code });
}
