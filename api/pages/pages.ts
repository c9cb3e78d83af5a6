import { Router } from 'express';
import { createConfirmEmail } from './confirm-email.ts';
import { createInvitation } from './invitation.ts';
import { createLogIn } from './log-in.ts';
import { createPassword } from './password.ts';
import { createSignUp } from './sign-up.ts';

/** The pages that mails lead to, and `/`, which leads to the log-in. */
export const createPages = (options: { readonly hasIdentityProvider?: boolean }): Router =>
  Router()
    .get('/', (_request, response) => response.redirect('/log-in'))
    .use(
      createConfirmEmail(),
      createInvitation(),
      createLogIn(options.hasIdentityProvider ?? false),
      createPassword(),
      createSignUp(),
    );
