import { readFileSync } from 'node:fs';
import type { Book } from '../book/store.js';
import { dataAccess } from '../services/data-access.js';
import { documentFunctions } from '../services/document-functions.js';
import { insuredFunctions } from '../services/insured-functions.js';
import { logon } from '../services/logon.js';
import type { Implementations } from '../services/operation.js';
import { producerFunctions } from '../services/producer-functions.js';
import { quoteFunctions } from '../services/quote-functions.js';
import { readContract, type Contract } from './contract.js';

/** A service: what its WSDL promises and what the sandbox does. */
export interface Service {
  readonly contract: Contract;
  readonly implementations: Implementations;
}

/**
 * All services by name in lower case, as IIS does not care about case.
 *
 * @param wsdlFolder URL of the folder with one WSDL per service
 */
export function openServices(book: Book, wsdlFolder: URL): ReadonlyMap<string, Service> {
  const implementations = {
    Logon: logon(book),
    InsuredFunctions: insuredFunctions(book),
    ProducerFunctions: producerFunctions(book),
    QuoteFunctions: quoteFunctions(book),
    DocumentFunctions: documentFunctions(book),
    DataAccess: dataAccess(book),
  };
  return new Map(
    Object.entries(implementations).map(([name, own]) => {
      const wsdl = readFileSync(new URL(`${name}.wsdl`, wsdlFolder), 'utf8');
      return [name.toLowerCase(), { contract: readContract(wsdl), implementations: own }];
    }),
  );
}
