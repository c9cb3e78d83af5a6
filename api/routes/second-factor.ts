import { z } from 'zod';
import { currentTime } from '../../db/clock.ts';
import { lockSecrets, readUser, writeSecrets } from '../../db/accounts.ts';
import type { Database } from '../../db/client.ts';
import { endSessionsOf } from '../../db/sessions.ts';
import { withUser } from '../../db/tenant.ts';
import { verifyPassword } from '../accounts/password.ts';
import { openTotpSecret, sealTotpSecret } from '../accounts/second-factor.ts';
import {
  findTotpStep,
  newRecoveryCodes,
  newTotpSecret,
  plainRecoveryCode,
  totpUri,
} from '../accounts/totp.ts';
import { limitTries } from '../accounts/tries.ts';
import { hashKey } from '../auth.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';

const password = z.string().max(1000).describe('The present one: a session alone is not enough.');

async function requirePassword(database: Database, userId: string, given: string): Promise<void> {
  await limitTries(database, 'log-in-address', userId);
  const secrets = await withUser(database, userId, (transaction) =>
    lockSecrets(transaction, userId),
  );
  if (await verifyPassword(given, secrets?.passwordHash ?? null)) return;
  throw new Problem(403, 'password-wrong', 'This is not the present password.');
}

/** The second factor of a person: codes of an authenticator app (TOTP), and recovery codes. */
export function secondFactorRoutes({ database, sealer }: ApiPorts): Route[] {
  return [
    route({
      method: 'post',
      path: '/v1/account/totp',
      operationId: 'beginTotp',
      summary: 'Set up an authenticator app',
      description: 'It is asked for once a code of it has been confirmed.',
      tag: 'accounts',
      security: 'person',
      body: z.object({ password }),
      answers: {
        201: {
          description: 'The secret, shown once; `uri` is what a QR code holds.',
          schema: z.object({ secret: z.string(), uri: z.string() }),
        },
      },
      problems: [403, 409, 429, 503],
      handle: async ({ caller: { userId }, body }) => {
        await requirePassword(database, userId, body.password);
        const secret = newTotpSecret();
        const email = await withUser(database, userId, async (transaction) => {
          const secrets = await lockSecrets(transaction, userId);
          if (secrets?.totpConfirmedAt) {
            throw new Problem(
              409,
              'wrong-state',
              'There is an authenticator app: remove it first.',
            );
          }
          const totpSecret = sealTotpSecret(sealer, userId, secret);
          await writeSecrets(transaction, userId, { totpSecret, totpLastStep: null });
          return (await readUser(transaction, userId))?.email ?? '';
        });
        return { status: 201, body: { secret, uri: totpUri(secret, email) } };
      },
    }),
    route({
      method: 'post',
      path: '/v1/account/totp/confirm',
      operationId: 'confirmTotp',
      summary: 'Confirm the app with a code; it is asked for from now on',
      description: 'The person’s other sessions end.',
      tag: 'accounts',
      security: 'person',
      body: z.object({ code: z.string().max(20) }),
      answers: {
        200: {
          description: 'Recovery codes, shown once. Each opens once.',
          schema: z.object({ recoveryCodes: z.array(z.string()) }),
        },
      },
      problems: [409, 422, 429, 503],
      handle: async ({ caller: { userId, sessionId }, body: { code } }) => {
        await limitTries(database, 'log-in-address', userId);
        const recoveryCodes = newRecoveryCodes();
        await withUser(database, userId, async (transaction) => {
          const secrets = await lockSecrets(transaction, userId);
          if (!secrets?.totpSecret || secrets.totpConfirmedAt) {
            throw new Problem(409, 'wrong-state', 'No authenticator app is being set up.');
          }
          const now = currentTime();
          const opened = openTotpSecret(sealer, userId, secrets.totpSecret);
          const step = opened && findTotpStep(opened.text, code, { now, lastStep: null });
          if (step === null) throw new Problem(422, 'code-wrong', 'This code is wrong.');
          await writeSecrets(transaction, userId, {
            totpConfirmedAt: now,
            totpLastStep: step,
            recoveryHashes: recoveryCodes.map((one) => hashKey(plainRecoveryCode(one))),
          });
          await endSessionsOf(transaction, userId, sessionId);
        });
        return { status: 200, body: { recoveryCodes } };
      },
    }),
    route({
      method: 'post',
      path: '/v1/account/totp/remove',
      operationId: 'removeTotp',
      summary: 'Log in without the app from now on',
      tag: 'accounts',
      security: 'person',
      body: z.object({ password }),
      answers: { 204: { description: 'The app and the recovery codes open nothing any more.' } },
      problems: [403, 429, 503],
      handle: async ({ caller: { userId }, body }) => {
        await requirePassword(database, userId, body.password);
        await withUser(database, userId, (transaction) =>
          writeSecrets(transaction, userId, {
            totpSecret: null,
            totpConfirmedAt: null,
            totpLastStep: null,
            recoveryHashes: [],
          }),
        );
        return { status: 204 };
      },
    }),
  ];
}
