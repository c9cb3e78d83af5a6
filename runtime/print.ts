import { readFileSync } from 'node:fs';
import { createPrintConnector, type PrintConnector } from '../channels/print/connector.ts';
import { folderDropBox } from '../channels/print/folder.ts';
import { createIppConnector } from '../channels/print/ipp.ts';
import { sftpDropBox } from '../channels/print/sftp.ts';
import type { ServiceConfig } from './config.ts';

/** The print house that is configured, and how often it is asked which letters came back. */
export interface PrintHouse {
  readonly connector: PrintConnector;
  readonly returnsEverySeconds: number;
}

/** The print house's folder, or the server or printer that `AUTOINVOICE_PRINT_URL` names. */
export function printHouseOf(
  config: Pick<ServiceConfig, 'printFolder' | 'printUrl' | 'printHostKeys' | 'printKeyFile'>,
): PrintHouse {
  const { printUrl, printFolder, printHostKeys, printKeyFile } = config;
  if (printUrl === null) {
    const connector = createPrintConnector(folderDropBox(printFolder ?? ''));
    return { connector, returnsEverySeconds: 2 };
  }
  if (/^ipps?:/.test(printUrl)) {
    return { connector: createIppConnector({ url: printUrl }), returnsEverySeconds: 3600 };
  }
  const boxes = sftpDropBox({
    url: printUrl,
    hostKeys: printHostKeys,
    privateKey: printKeyFile === null ? null : readFileSync(printKeyFile, 'utf8'),
  });
  return { connector: createPrintConnector(boxes), returnsEverySeconds: 60 };
}
