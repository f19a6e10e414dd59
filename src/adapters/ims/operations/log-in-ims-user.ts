import { z } from 'zod';
import { SystemRejection } from '../../../ports/call-errors.js';
import { guid, ZERO_GUID } from './answers.js';
import type { Operation } from './operation.js';

interface Credentials {
  readonly userName: string;
  readonly encryptedPassword: string;
}

/** A login, and who is logged in. */
interface Login {
  readonly token: string;
  /** Named where a site procedure records who changed something. */
  readonly userGuid: string;
}

/** Wrong credentials are not a fault: IMS answers them with zero GUIDs. */
export const logInImsUser: Operation<Credentials, Login> = {
  name: 'LoginIMSUser',
  service: 'Logon',
  effect: 'read',
  toRequest: ({ userName, encryptedPassword }) => ({
    userName,
    tripleDESEncryptedPassword: encryptedPassword,
  }),
  answer: z.object({ UserGuid: guid, Token: guid }).transform(({ Token, UserGuid }) => {
    if (Token !== ZERO_GUID) return { token: Token, userGuid: UserGuid };
    throw new SystemRejection(
      { system: 'policySystem', operation: 'LoginIMSUser' },
      {
        reason: 'the user name or the password is wrong',
        remedy: 'verify the user name and the encrypted password in the configuration',
      },
    );
  }),
};
