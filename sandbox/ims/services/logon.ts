import { referenceData } from '../book/reference-data.js';
import type { Book } from '../book/store.js';
import type { TokenRecord } from '../book/records.js';
import { ServiceFault } from '../soap/faults.js';
import { ZERO_GUID } from '../soap/values.js';
import { writes, type Caller, type Implementations } from './operation.js';

interface Credentials {
  readonly userName: string | null;
  readonly tripleDESEncryptedPassword: string | null;
}

export function logon(book: Book): Implementations {
  return {
    LoginIMSUser: writes((request: Credentials, caller: Caller) => {
      const user = referenceData.users.find(
        ({ login }) =>
          login?.userName === request.userName &&
          login.tripleDESEncryptedPassword === request.tripleDESEncryptedPassword,
      );
      if (!user?.login) return { UserGuid: ZERO_GUID, Token: ZERO_GUID };
      const token: TokenRecord = {
        token: book.newGuid(),
        userGuid: user.userGuid,
        address: caller.address,
        issuedAt: book.realNow(),
      };
      book.tokens.put(token.token, token);
      return { UserGuid: token.userGuid, Token: token.token };
    }),
  };
}

/** Refuses a token that is unknown, older than its life since login, or used from another address. */
export function checkToken(book: Book, token: string, caller: Caller): void {
  const known = book.tokens.get(token);
  const lifeMs = book.settings().tokenLifeSeconds * 1000;
  if (!known || known.issuedAt + lifeMs <= book.realNow()) {
    throw new ServiceFault('Token is not valid', 'System.Exception');
  }
  if (known.address !== caller.address) {
    throw new ServiceFault(
      'IP address does not match the address that logged in',
      'System.Exception',
    );
  }
}
