import { currentTime } from '../../db/clock.ts';
import { lockSecrets, writeSecrets } from '../../db/accounts.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { hashKey } from '../auth.ts';
import { Problem } from '../problem.ts';
import type { Sealer } from './sealer.ts';
import { findTotpStep, plainRecoveryCode } from './totp.ts';

/**
 * A 401 problem where the person has a second factor and the code is missing, wrong or used. A code is used up in
 * this transaction: two log-ins at once do not share one.
 */
export async function requireSecondFactor(
  transaction: TenantTransaction,
  { userId, code }: { readonly userId: string; readonly code: string | undefined },
  sealer: Sealer,
): Promise<void> {
  const secrets = await lockSecrets(transaction, userId);
  if (!secrets?.totpSecret || secrets.totpConfirmedAt === null) return;
  if (code === undefined) {
    throw codeProblem(
      'code-missing',
      'Send the code of the authenticator app, or a recovery code, as `code`.',
    );
  }
  const { totpSecret, totpLastStep, recoveryHashes } = secrets;
  const opened = openTotpSecret(sealer, userId, totpSecret);
  const step =
    opened && findTotpStep(opened.text, code, { now: currentTime(), lastStep: totpLastStep });
  if (opened && step !== null) {
    const renewed = !opened.isCurrent && {
      totpSecret: sealTotpSecret(sealer, userId, opened.text),
    };
    return writeSecrets(transaction, userId, { totpLastStep: step, ...renewed });
  }
  const used = hashKey(plainRecoveryCode(code));
  const left = recoveryHashes.filter((hash) => hash !== used);
  if (left.length === recoveryHashes.length) {
    throw codeProblem('code-wrong', 'This code is wrong or has been used.');
  }
  await writeSecrets(transaction, userId, { recoveryHashes: left });
}

const partOf = (userId: string): string => `totp/${userId}`;

/** The secret of an authenticator app as it is stored. */
export const sealTotpSecret = (sealer: Sealer, userId: string, secret: string): string =>
  sealer.seal(secret, partOf(userId));

/**
 * The secret as it was, or null where its key is gone: then the recovery codes open. One that was stored before
 * secrets were sealed is read as it stands.
 */
export const openTotpSecret = (
  sealer: Sealer,
  userId: string,
  stored: string,
): ReturnType<Sealer['open']> =>
  /^[A-Z2-7]{32}$/.test(stored)
    ? { text: stored, isCurrent: false }
    : sealer.open(stored, partOf(userId));

const codeProblem = (code: string, detail: string): Problem =>
  new Problem(401, code, detail, {
    headers: { 'WWW-Authenticate': 'Session realm="autoinvoice"' },
  });
