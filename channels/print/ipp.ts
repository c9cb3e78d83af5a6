import { Failure } from '../../policy/failure.ts';
import { outcomeOfJob } from '../../policy/print-job.ts';
import { call, type HttpAnswer } from '../http.ts';
import type { PrintConnector, PrintOrder } from './connector.ts';
import {
  operations,
  readIpp,
  writeIpp,
  type IppAnswer,
  type IppAttribute,
  type IppRequest,
} from './ipp-message.ts';

export interface IppOptions {
  /** `ipp://host/printers/letters`, or `ipps:`, with user and password where the printer asks for them. */
  readonly url: string;
  readonly timeoutSeconds?: number;
}

/** Who the jobs belong to where the URL names nobody: a printer shows a job's name to its owner only. */
const defaultUser = 'autoinvoice';
/** The sheets are asked for because CUPS tells the name of an old job only where it must read its file. */
const jobAttributes = ['job-id', 'job-name', 'job-state', 'job-media-sheets-completed'];
const mediaType = 'application/ipp';
const done = 0x0100;
const serverError = 0x0500;

/**
 * A printer, or a queue of CUPS, that speaks IPP. The job's name is the order's, and is looked for before anything is
 * printed. A printer forgets its old jobs, so one that is not found is no proof: what may have been printed is never
 * sent again, and a person is asked.
 */
export function createIppConnector({ url, timeoutSeconds = 45 }: IppOptions): PrintConnector {
  const { address, printerUri, user, authorization } = readUrl(url);
  const owner: readonly IppAttribute[] = [
    ['printer-uri', 'uri', printerUri],
    ['requesting-user-name', 'name', user],
  ];

  async function ask(request: IppRequest, isOnce = false): Promise<IppAnswer> {
    const answer = await call({
      method: 'POST',
      url: address,
      headers: { 'content-type': mediaType, ...(authorization && { authorization }) },
      body: writeIpp({ ...request, attributes: [...owner, ...request.attributes] }),
      timeoutSeconds,
      isOnce,
    });
    return readAnswer(answer);
  }

  /** The state of the newest job of that name, or null where the printer knows of none. */
  async function find(name: string): Promise<number | null> {
    // Finished jobs last: one only moves from the first list to the second.
    for (const which of ['not-completed', 'completed']) {
      const { jobs } = await asQuestion(
        ask({
          operation: operations.getJobs,
          attributes: [
            ['which-jobs', 'keyword', which],
            ['my-jobs', 'boolean', true],
            ['requested-attributes', 'keyword', jobAttributes],
          ],
        }),
      );
      const [newest] = jobs
        .filter((job) => job.get('job-name') === name)
        .toSorted((a, b) => Number(b.get('job-id')) - Number(a.get('job-id')));
      if (newest) return Number(newest.get('job-state'));
    }
    return null;
  }

  return {
    takesOneFile: true,
    async place(order) {
      if ((await find(order.name)) !== null) return;
      if (order.mayBeThere) throw forgotten(order.name);
      await ask(printJob(order), true);
    },
    async state(name) {
      const state = await find(name);
      if (state === null) throw forgotten(name);
      const outcome = outcomeOfJob(state);
      if (outcome !== null) return outcome;
      const text = `The printer says that ${name} is in state ${state}, which IPP does not have.`;
      throw new Failure('service-unavailable', text, { code: 'print-status-unreadable' });
    },
    returned: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
}

function readUrl(text: string): {
  address: string;
  printerUri: string;
  user: string;
  authorization: string | null;
} {
  const url = new URL(text);
  const [user, password] = [url.username, url.password].map(decodeURIComponent);
  const place = `${url.hostname}:${url.port || '631'}${url.pathname}`;
  const basic = Buffer.from(`${user}:${password}`).toString('base64');
  return {
    address: `${url.protocol === 'ipps:' ? 'https' : 'http'}://${place}`,
    printerUri: `${url.protocol}//${place}`,
    user: user || defaultUser,
    authorization: password ? `Basic ${basic}` : null,
  };
}

function printJob({ name, pdf, sidecar }: PrintOrder): IppRequest {
  return {
    operation: operations.printJob,
    attributes: [
      ['job-name', 'name', name],
      ['document-format', 'mimeType', 'application/pdf'],
      // What a printer cannot do (colour, both sides) it prints as it can.
      ['ipp-attribute-fidelity', 'boolean', false],
    ],
    job: [
      ['copies', 'integer', 1],
      ['media', 'keyword', 'iso_a4_210x297mm'],
      ['sides', 'keyword', sidecar['duplex'] === true ? 'two-sided-long-edge' : 'one-sided'],
      ['print-color-mode', 'keyword', sidecar['colour'] === true ? 'color' : 'monochrome'],
    ],
    document: pdf,
  };
}

function readAnswer({ status, bytes }: HttpAnswer): IppAnswer {
  if (status === 401 || status === 403) {
    throw new Failure('misconfigured', `The printer answers ${status}.`, {
      code: 'print-login-refused',
    });
  }
  if (status === 404) {
    throw new Failure('misconfigured', 'There is no such printer.', {
      code: 'print-queue-missing',
    });
  }
  const answer = status === 200 ? readIpp(bytes) : null;
  if (answer === null) {
    // Whatever stands in front of the printer: it may have had the job.
    const text = `The printer answers ${status}, which is no answer of IPP.`;
    throw new Failure('outcome-unknown', text, { code: 'answer-unreadable' });
  }
  if (answer.status >= done) throw refusal(answer);
  return answer;
}

const refusals: Readonly<Record<number, string>> = {
  0x0401: 'print-login-refused',
  0x0402: 'print-login-refused',
  0x0403: 'print-login-refused',
  0x0406: 'print-queue-missing',
  0x040a: 'print-format-unsupported',
};

function refusal({ status, message }: IppAnswer): Failure {
  const kind = status >= serverError ? 'service-unavailable' : 'misconfigured';
  const text = `The printer answers 0x${status.toString(16).padStart(4, '0')}: ${message}`;
  return new Failure(kind, text, { code: refusals[status] ?? 'print-house-refused' });
}

/** A question may be asked again: it has had no effect. */
async function asQuestion<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'outcome-unknown') throw error;
    const { message, code } = error;
    throw new Failure('service-unavailable', message, { code, cause: error });
  }
}

const forgotten = (name: string): Failure =>
  new Failure('outcome-unknown', `The printer knows of no job ${name}, and may have printed it.`, {
    code: 'print-job-not-found',
  });
