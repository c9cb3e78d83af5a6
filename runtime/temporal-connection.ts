import { readFileSync } from 'node:fs';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import type { ServiceConfig } from './config.ts';

type TemporalSettings = Pick<
  ServiceConfig,
  | 'temporalAddress'
  | 'temporalTls'
  | 'temporalApiKey'
  | 'temporalTlsCaFile'
  | 'temporalTlsCertificateFile'
  | 'temporalTlsKeyFile'
  | 'temporalTlsServerName'
>;

/** A Temporal on loopback or in a private network. */
export const temporalWithoutTls: Omit<TemporalSettings, 'temporalAddress'> = {
  temporalTls: false,
  temporalApiKey: null,
  temporalTlsCaFile: null,
  temporalTlsCertificateFile: null,
  temporalTlsKeyFile: null,
  temporalTlsServerName: null,
};

/** Connects to Temporal as the settings say; throws where it is away, or a file with a certificate cannot be read. */
export const connectTemporal = (settings: TemporalSettings): Promise<NativeConnection> =>
  NativeConnection.connect({ address: settings.temporalAddress, ...securityOf(settings) });

function securityOf({
  temporalTls,
  temporalApiKey: apiKey,
  temporalTlsCaFile: ca,
  temporalTlsCertificateFile: certificate,
  temporalTlsKeyFile: key,
  temporalTlsServerName: serverName,
}: TemporalSettings): Pick<NativeConnectionOptions, 'tls' | 'apiKey'> {
  const isSecured = [apiKey, ca, certificate, serverName].some((setting) => setting !== null);
  if (!temporalTls && !isSecured) return {};
  return {
    tls: {
      ...(serverName !== null && { serverNameOverride: serverName }),
      ...(ca !== null && { serverRootCACertificate: readFileSync(ca) }),
      ...(certificate !== null &&
        key !== null && {
          clientCertPair: { crt: readFileSync(certificate), key: readFileSync(key) },
        }),
    },
    ...(apiKey !== null && { apiKey }),
  };
}
