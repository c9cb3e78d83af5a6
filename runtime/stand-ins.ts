import { join } from 'node:path';
import { startEfakturaStandIn } from '../channels/efaktura/stand-in.ts';
import { startMailCatcher } from '../channels/email/stand-in.ts';
import { startAccessPointStandIn } from '../channels/peppol/stand-in.ts';
import { standInParticipants } from '../channels/peppol/stand-in-participants.ts';
import { startPrintHouse } from '../channels/print/stand-in.ts';
import { standInManager } from '../registers/enhetsregisteret-stand-in.ts';
import { createSmpClient } from '../registers/smp.ts';
import { startRegisterStandIn } from '../registers/stand-in.ts';
import { startSigningStandIn } from '../signing/stand-in.ts';
import type { EmbeddedConfig } from './config.ts';
import { claimPort } from './embedded/ports.ts';
import type { Secrets } from './secrets.ts';
import type { Running } from './service.ts';

export interface StandIns extends Running {
  readonly smtpUrl: string;
  /** Page of the mail catcher; null where mail goes to a server of your own. */
  readonly mailPageUrl: string | null;
  readonly smpUrl: string;
  readonly elmaUrl: string;
  readonly accessPointUrl: string;
  /** Null where letters go to a print house of your own. */
  readonly printFolder: string | null;
  /** Null where a provider of eFaktura is set. */
  readonly efaktura: { readonly url: string; readonly pageUrl: string } | null;
  readonly enhetsregisteretUrl: string;
  /** Null where Visma Sign itself is set. */
  readonly signing: { readonly url: string; readonly origin: string } | null;
}

/** How long the print house of an embedded installation takes to post a letter. */
const postedAfterMs = 500;
/** How long its eFaktura network takes to carry out an agreement. */
const agreementAfterMs = 500;

/** Mail catcher, registers, access point and print house on loopback, with their state in the data folder. */
export async function startStandIns(
  config: EmbeddedConfig,
  secrets: Secrets,
  own: {
    readonly doorUrl: string;
    /** Where the mail catcher's bounces go to. */
    readonly mailroom: { readonly host: string; readonly port: number };
  },
): Promise<StandIns> {
  const host = config.AUTOINVOICE_HOST;
  const at = (name: string): string => join(config.AUTOINVOICE_DATA, name);
  const port = (name: string, preferred: number, setting: string): Promise<number> =>
    claimPort({ name, host, preferred, setting });
  const closing: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let close = closing.pop(); close; close = closing.pop()) await close();
  };
  const startSigning = async (smtpUrl: string) => {
    const afterSeconds = config.AUTOINVOICE_SIGNS_AFTER_SECONDS;
    const signing = await startSigningStandIn({
      host,
      port: await port(
        'the signing service',
        config.AUTOINVOICE_SIGNING_PORT,
        'AUTOINVOICE_SIGNING_PORT',
      ),
      file: at('stand-ins/signing.json'),
      smtpUrl,
      client: { clientId: secrets.signingClientId, secret: secrets.signingSecret },
      faultsKey: secrets.signingFaultsKey,
      ...(afterSeconds !== undefined && {
        signsByItself: { afterSeconds, name: standInManager },
      }),
    });
    closing.push(() => signing.close());
    return signing;
  };
  const startEfaktura = async () => {
    const standIn = await startEfakturaStandIn({
      host,
      port: await port('the netbank', config.AUTOINVOICE_NETBANK_PORT, 'AUTOINVOICE_NETBANK_PORT'),
      token: secrets.efakturaToken,
      folder: at('stand-ins/efaktura'),
      activeAfterMs: agreementAfterMs,
    });
    closing.push(() => standIn.close());
    return standIn;
  };
  try {
    let smtpUrl = config.SMTP_URL;
    let mailPageUrl: string | null = null;
    if (smtpUrl === undefined) {
      const catcher = await startMailCatcher({
        host,
        smtpPort: await port(
          'the mail catcher',
          config.AUTOINVOICE_SMTP_PORT,
          'AUTOINVOICE_SMTP_PORT',
        ),
        httpPort: await port(
          'the mail page',
          config.AUTOINVOICE_MAIL_PORT,
          'AUTOINVOICE_MAIL_PORT',
        ),
        folder: at('mail'),
        credentials: { user: 'autoinvoice', password: secrets.smtpPassword },
        bouncesTo: own.mailroom,
      });
      closing.push(() => catcher.close());
      smtpUrl = catcher.smtpUrl;
      mailPageUrl = catcher.pageUrl;
    }
    const register = await startRegisterStandIn({
      host,
      port: await port(
        'the register',
        config.AUTOINVOICE_REGISTER_PORT,
        'AUTOINVOICE_REGISTER_PORT',
      ),
      token: secrets.elmaToken,
      file: at('stand-ins/register.json'),
      always: Object.entries(standInParticipants)
        .filter(([name]) => name !== 'unknown')
        .map(([name, participantId]) => ({ participantId, name: `Stand-in "${name}"` })),
    });
    closing.push(() => register.close());
    const smp = createSmpClient({ smpUrl: register.smpUrl, rememberSeconds: 60 });
    const accessPoint = await startAccessPointStandIn({
      host,
      port: await port(
        'the access point',
        config.AUTOINVOICE_ACCESS_POINT_PORT,
        'AUTOINVOICE_ACCESS_POINT_PORT',
      ),
      token: secrets.accessPointToken,
      findReceiver: (participantId, documentTypeId) =>
        smp.findReceiver(participantId, documentTypeId),
      door: () => ({ url: own.doorUrl, key: secrets.doorKey }),
      file: at('stand-ins/access-point.jsonl'),
    });
    closing.push(() => accessPoint.close());
    const signing = config.VISMA_SIGN_URL === undefined ? await startSigning(smtpUrl) : null;
    const efaktura = config.EFAKTURA_URL === undefined ? await startEfaktura() : null;
    const printFolder = config.AUTOINVOICE_PRINT_URL === null ? at('print') : null;
    if (printFolder !== null) {
      const printHouse = startPrintHouse({ folder: printFolder, postedAfterMs });
      closing.push(() => printHouse.close());
    }
    return {
      smtpUrl,
      mailPageUrl,
      smpUrl: register.smpUrl,
      elmaUrl: register.elmaUrl,
      accessPointUrl: accessPoint.url,
      printFolder,
      efaktura,
      enhetsregisteretUrl: register.enhetsregisteretUrl,
      signing,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
