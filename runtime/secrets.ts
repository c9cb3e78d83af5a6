import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newKey } from '../api/auth.ts';

/** Passwords and keys between the parts of an embedded installation. */
export interface Secrets {
  readonly appPassword: string;
  readonly operatorKey: string;
  readonly doorKey: string;
  readonly sealingKey: string;
  readonly webhookKey: string;
  readonly mailKey: string;
  readonly accessPointToken: string;
  readonly elmaToken: string;
  readonly efakturaToken: string;
  readonly smtpPassword: string;
  readonly signingClientId: string;
  /** Base64. */
  readonly signingSecret: string;
  readonly signingFaultsKey: string;
}

/** Made once and kept in the data folder, readable by its owner only; what an older one lacks is added. */
export function readSecrets(folder: string): Secrets {
  const file = join(folder, 'secrets.json');
  const saved = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>)
    : {};
  const random = (): string => randomBytes(24).toString('base64url');
  const secrets: Secrets = {
    appPassword: random(),
    operatorKey: newKey('operator').key,
    doorKey: newKey('access-point').key,
    sealingKey: random(),
    webhookKey: random(),
    mailKey: random(),
    accessPointToken: random(),
    elmaToken: random(),
    efakturaToken: random(),
    smtpPassword: random(),
    signingClientId: randomUUID(),
    signingSecret: randomBytes(32).toString('base64'),
    signingFaultsKey: random(),
    ...saved,
  };
  if (Object.keys(secrets).length > Object.keys(saved).length) writeWhole(file, secrets);
  return secrets;
}

/** Writes a JSON file so that a reader sees the old or the new one, readable by its owner only. */
export function writeWhole(file: string, value: unknown): void {
  writeFileSync(`${file}.part`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.part`, file);
}
