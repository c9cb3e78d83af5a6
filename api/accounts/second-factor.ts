import { lockSecrets, writeSecrets } from '../../db/accounts.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { hashKey } from '../auth.ts';
import { Problem } from '../problem.ts';
import { findTotpStep, plainRecoveryCode } from './totp.ts';

/**
 * A 401 problem where the person has a second factor and the code is missing, wrong or used. A code is used up in
 * this transaction: two log-ins at once do not share one.
 */
export async function requireSecondFactor(
  transaction: TenantTransaction,
  userId: string,
  code: string | undefined,
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
  const step = findTotpStep(totpSecret, code, { now: new Date(), lastStep: totpLastStep });
  if (step !== null) return writeSecrets(transaction, userId, { totpLastStep: step });
  const used = hashKey(plainRecoveryCode(code));
  const left = recoveryHashes.filter((hash) => hash !== used);
  if (left.length === recoveryHashes.length) {
    throw codeProblem('code-wrong', 'This code is wrong or has been used.');
  }
  await writeSecrets(transaction, userId, { recoveryHashes: left });
}

const codeProblem = (code: string, detail: string): Problem =>
  new Problem(401, code, detail, {
    headers: { 'WWW-Authenticate': 'Session realm="autoinvoice"' },
  });
