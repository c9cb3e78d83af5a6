import { Context } from '@temporalio/activity';
import type { EfakturaProvider } from '../channels/efaktura/provider.ts';
import type { EmailConnector } from '../channels/email/connector.ts';
import type { AccessPoint, SubmissionResult } from '../channels/peppol/access-point.ts';
import type { PrintConnector } from '../channels/print/connector.ts';
import type { VismaNetworkConnector } from '../channels/visma-network/connector.ts';
import { readAttempt, updateAttempt } from '../db/attempts.ts';
import { readDelivery } from '../db/deliveries.ts';
import type { AttemptRow, DeliveryRow } from '../db/schema.ts';
import { withTenant } from '../db/tenant.ts';
import type { DocumentStore } from '../documents/store.ts';
import { writeSbd } from '../invoice/sbdh.ts';
import type { Invoice } from '../invoice/model.ts';
import { accessPointFailure } from '../policy/access-point-failure.ts';
import type { ChannelName } from '../policy/channels.ts';
import type { ConsumerChannel } from '../policy/consumers.ts';
import { Failure } from '../policy/failure.ts';
import { recordSeconds } from '../policy/retry.ts';
import { carryFailure } from './failures.ts';
import { withHeartbeat } from './heartbeat.ts';
import { placeLetter } from './outbound-letter.ts';
import { sendToConsumer } from './outbound-consumers.ts';
import { composeInvoiceMail, type InvoiceMailPorts } from './outbound-email.ts';
import { readSender, type Sender } from './outbound-sender.ts';
import type { DocumentPrinter } from './ports.ts';
import type { CallOutcome, ReceiptState } from './outbound-outcomes.ts';
import type { OutboundDatabaseActivities } from './outbound.ts';
import type { CallMade, OutboundRun, StepTaken } from './outbound-steps.ts';

export interface OutboundCallPorts extends InvoiceMailPorts {
  readonly documents: DocumentStore;
  readonly printer: DocumentPrinter;
  readonly vismaNetwork: VismaNetworkConnector;
  readonly accessPoint: AccessPoint;
  readonly findReceiver: (participantId: string, documentTypeId: string) => Promise<unknown>;
  readonly efaktura: EfakturaProvider;
  readonly email: EmailConnector;
  readonly print: PrintConnector;
  /** Records how a call ended, and says what comes next. */
  readonly recordCall: OutboundDatabaseActivities['recordCall'];
}

/** The calls that leave the house: each may be repeated, always with the attempt's message id. */
export interface OutboundCallActivities {
  sendVismaNetwork(run: OutboundRun, attemptId: string): Promise<CallMade>;
  sendPeppol(run: OutboundRun, attemptId: string): Promise<CallMade>;
  sendEfaktura(run: OutboundRun, attemptId: string): Promise<CallMade>;
  sendVipps(run: OutboundRun, attemptId: string): Promise<CallMade>;
  sendEmail(run: OutboundRun, attemptId: string): Promise<CallMade>;
  sendPrint(run: OutboundRun, attemptId: string): Promise<CallMade>;
  lookUpPeppolReceipt(run: OutboundRun, attemptId: string): Promise<ReceiptState>;
  lookUpPrintReceipt(run: OutboundRun, attemptId: string): Promise<ReceiptState>;
}

interface Call {
  readonly delivery: DeliveryRow;
  readonly attempt: AttemptRow;
  /** What mails and letters are made by; networks do without. */
  readonly readSender: () => Promise<Sender>;
}

const delivered = { kind: 'delivered' } as const satisfies CallOutcome;
const handedOver: CallOutcome = { kind: 'handed-over' };

/** The step, or null where it could not be written within the time that a call's own activity has for it. */
async function recordSoon(record: () => Promise<StepTaken>): Promise<StepTaken | null> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), recordSeconds * 1000);
  });
  try {
    return await Promise.race([record(), patience]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

export function createOutboundCallActivities(ports: OutboundCallPorts): OutboundCallActivities {
  const { database, documents } = ports;

  async function load({ tenantId, deliveryId }: OutboundRun, attemptId: string): Promise<Call> {
    const [delivery, attempt] = await withTenant(database, tenantId, (transaction) =>
      Promise.all([
        readDelivery(transaction, tenantId, deliveryId),
        readAttempt(transaction, attemptId),
      ]),
    );
    if (!delivery || !attempt)
      throw new Error(`There is no attempt ${attemptId} of ${deliveryId}.`);
    const ofSender = () =>
      withTenant(database, tenantId, (transaction) => readSender(transaction, tenantId));
    return { delivery, attempt, readSender: ofSender };
  }

  /** Temporal repeats a call whose worker died: the first one may have reached the other side. */
  const rememberInterruption = ({ tenantId }: OutboundRun, attemptId: string): Promise<void> =>
    withTenant(database, tenantId, (transaction) =>
      updateAttempt(transaction, attemptId, { mayHavePassed: true }),
    );

  /**
   * Calls a channel for an unfinished attempt, with a heartbeat, so that a lost worker is noticed at once, and records
   * the success in the same breath. Where Postgres cannot take it now, the workflow records it as it does a failure.
   */
  const send =
    (channel: ChannelName, call: (call: Call) => Promise<CallOutcome>) =>
    async (run: OutboundRun, attemptId: string): Promise<CallMade> => {
      const loaded = await load(run, attemptId);
      const { attempt } = loaded;
      const isUnfinished = attempt.status === 'open' || attempt.status === 'unknown';
      if (!isUnfinished || attempt.awaitsReceipt || attempt.channel !== channel)
        return { kind: 'settled' };
      const isRepeated = Context.current().info.attempt > 1;
      if (isRepeated) await rememberInterruption(run, attemptId);
      const mayHavePassed = attempt.mayHavePassed || isRepeated;
      const known = { ...loaded, attempt: { ...attempt, mayHavePassed } };
      return withHeartbeat(async () => {
        const outcome = await carryFailure(() => call(known));
        const next = await recordSoon(() => ports.recordCall(run, attemptId, outcome));
        return next === null ? outcome : { ...outcome, next };
      });
    };

  const lookUp =
    (look: (messageId: string) => Promise<ReceiptState>) =>
    async (run: OutboundRun, attemptId: string): Promise<ReceiptState> => {
      const { attempt } = await load(run, attemptId);
      return withHeartbeat(() => carryFailure(() => look(attempt.messageId)));
    };

  const envelope = async ({ delivery, attempt }: Call, payload: 'xml' | 'binary') => {
    const header = {
      instanceId: attempt.messageId,
      sender: delivery.sender,
      receiver: delivery.recipient ?? '',
      documentTypeId: delivery.documentTypeId,
      processId: delivery.processId,
      countryC1: delivery.sellerCountry,
    };
    const document = await documents.get(delivery.tenantId, delivery.sentSha256);
    // Of the delivery, not of the attempt: the same message id carries the same bytes also where a backup was restored.
    const createdAt = delivery.acceptedAt.toISOString();
    return { ...header, sbd: writeSbd({ ...header, createdAt, document, payload }) };
  };

  const toConsumer = (route: ConsumerChannel) =>
    send(route, async ({ delivery, attempt, readSender }) => {
      const { avtaleGiro: avtaleGiroIsOn } = await readSender();
      const document = await documents.get(delivery.tenantId, delivery.sentSha256);
      const read = await ports.printer.read(document);
      if (!read.ok) throw new Error(`The stored document of ${delivery.id} cannot be read.`);
      return sendToConsumer(ports.efaktura, route, {
        delivery,
        messageId: attempt.messageId,
        invoice: read.invoice,
        document,
        avtaleGiroIsOn,
      });
    });

  return {
    sendVismaNetwork: send('visma-network', async (call) => {
      const { instanceId, sbd } = await envelope(call, 'binary');
      await ports.vismaNetwork.handOver({ instanceId, sbd });
      return delivered;
    }),
    sendPeppol: send('peppol', async (call) => {
      const submission = await envelope(call, 'xml');
      await ports.findReceiver(submission.receiver, submission.documentTypeId);
      return settle(await ports.accessPoint.submit(submission));
    }),
    sendEfaktura: toConsumer('efaktura'),
    sendVipps: toConsumer('vipps'),
    sendEmail: send('email', async (loaded) => {
      const { delivery, attempt } = loaded;
      const sender = await loaded.readSender();
      const { invoice, ...content } = await readParts(ports, delivery, sender);
      const sellerEmail = invoice.seller.contact?.email;
      const parts = { ...content, sellerEmail };
      const mail = await composeInvoiceMail(ports, { delivery, attempt, sender }, parts);
      await ports.email.send(mail.message);
      return { ...delivered, ...(mail.merging && { merging: mail.merging }) };
    }),
    sendPrint: send('print', async ({ delivery, attempt, readSender }) => {
      const sender = await readSender();
      const parts = await readParts(ports, delivery, sender);
      const { messageId, mayHavePassed: mayBeThere } = attempt;
      const letter = await placeLetter(ports, { delivery, messageId, mayBeThere, sender }, parts);
      return { kind: 'handed-over', letter };
    }),
    lookUpPeppolReceipt: lookUp(async (messageId) => {
      const status = await ports.accessPoint.status(messageId);
      return status === null
        ? 'absent'
        : settle(status).kind === 'delivered'
          ? 'delivered'
          : 'waiting';
    }),
    lookUpPrintReceipt: lookUp(async (messageId) => {
      const state = await ports.print.state(messageId);
      switch (state) {
        case 'absent':
          return 'absent';
        case 'received':
        case 'printed':
          return 'waiting';
        case 'posted':
          return 'delivered';
        case 'returned':
          throw new Failure('recipient-unknown', `The letter ${messageId} came back.`, {
            code: 'letter-returned',
          });
        case 'refused':
          throw new Failure('invoice-invalid', `The print house refused ${messageId}.`, {
            code: 'print-refused',
          });
      }
    }),
  };
}

/** What an access point's state means for the attempt; its refusal is thrown as the failure that it speaks of. */
function settle({ state, code, detail }: SubmissionResult): CallOutcome {
  switch (state) {
    case 'sent':
      return delivered;
    case 'pending':
      return handedOver;
    case 'failed':
      throw accessPointFailure(code, detail);
  }
}

async function readParts(
  { documents, printer }: OutboundCallPorts,
  delivery: DeliveryRow,
  sender: Sender,
): Promise<{
  invoice: Invoice;
  original: Uint8Array;
  pdf: Uint8Array;
  pages: number;
  attachments: { filename: string; contentType: string; content: Uint8Array }[];
}> {
  const read = (sha256: string): Promise<Uint8Array> => documents.get(delivery.tenantId, sha256);
  const original = await read(delivery.documentSha256);
  const printed = await printer.print(original, {
    language: 'nb',
    format: delivery.printFormat,
    ...(sender.logo !== null && { logo: await read(sender.logo) }),
  });
  if (!printed.ok) throw new Error(`The stored document of ${delivery.id} cannot be read.`);
  const { invoice, pdf, pages } = printed;
  const attachments = await Promise.all(
    delivery.attachments.map(async ({ filename, contentType, sha256 }) => ({
      filename,
      contentType,
      content: await read(sha256),
    })),
  );
  return { invoice, original, attachments, pdf, pages };
}
