import { readXml, UnreadableXml } from '../../../src/xml/reader.js';
import type { Book } from '../book/store.js';
import { checkToken } from '../services/logon.js';
import type { Caller } from '../services/operation.js';
import { BUSINESS_OBJECTS } from '../settings.js';
import { writeAnswer, type Answer } from './answer.js';
import type { Operation } from './contract.js';
import { RequestFault, ServiceFault, writeRequestFault, writeServiceFault } from './faults.js';
import { readArguments, readCall, readToken } from './request.js';
import type { Service } from './services.js';

/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly outcome: 'ok' | 'fault' | 'unreadable';
  readonly fault?: string;
}

/** How much of a call is carried out before the server dies. */
export type Part = 'whole' | 'firstHalf';

/** Carries a call out, from the text of its envelope to the text of the answer. Changes are on file when it returns. */
export function perform(
  book: Book,
  { contract, implementations }: Service,
  operation: Operation,
  text: string,
  { caller, part }: { readonly caller: Caller; readonly part: Part },
): Reply {
  try {
    const call = readCall(contract, operation, readXml(text));
    const { serverOffset, importResultNamespace } = book.settings();
    if (operation.needsToken) checkToken(book, readToken(call, serverOffset), caller);
    const request = readArguments(call, serverOffset);

    const implementation = implementations[operation.name];
    if (!implementation) throw new Error(`${operation.name} is in the WSDL but not implemented`);
    // The WSDL that shaped the request is the one from which the implementation's types were written.
    if (part === 'firstHalf') {
      book.transact(() => implementation.firstHalf?.(request as never));
      return { status: 200, body: '', outcome: 'ok' };
    }
    const run = (): Answer => implementation.run(request as never, caller);
    const answer = implementation.isWrite ? book.transact(run) : run();

    const isElsewhere =
      operation.name === 'ImportExcelRater' && importResultNamespace === 'businessObjects';
    const body = writeAnswer(
      contract,
      operation,
      answer,
      isElsewhere ? BUSINESS_OBJECTS : undefined,
    );
    return { status: 200, body, outcome: 'ok' };
  } catch (error) {
    if (error instanceof UnreadableXml) return { status: 400, body: '', outcome: 'unreadable' };
    if (error instanceof RequestFault) {
      return {
        status: 500,
        body: writeRequestFault(error),
        outcome: 'fault',
        fault: error.message,
      };
    }
    const fault =
      error instanceof ServiceFault
        ? error
        : new ServiceFault(String(error), 'System.ApplicationException');
    return serviceFaultReply(fault, contract.service, operation.name);
  }
}

export function serviceFaultReply(fault: ServiceFault, service: string, operation: string): Reply {
  return {
    status: 500,
    body: writeServiceFault(fault, service, operation),
    outcome: 'fault',
    fault: fault.message,
  };
}
