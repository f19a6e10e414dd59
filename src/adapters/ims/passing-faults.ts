/**
 * What a fault proves of a write that does not say *no* but fails for a technical reason.
 *
 * - `notWritten`: SQL Server was not reached, turned the connection away, or rolled back what it had begun. The call may
 *   be repeated; whoever repeats it looks first all the same.
 * - `inDoubt`: something was executed, nobody knows how much of it, and it may go on. The call is looked up when the
 *   settle time is over.
 *
 * Every one of them is passing, so a read is repeated in either case.
 */
export type ProofOfWrite = 'notWritten' | 'inDoubt';

export interface PassingFault {
  readonly text: RegExp;
  readonly write: ProofOfWrite;
  /** For an operator to read, after "… could not be done now:" or "… may or may not have happened:". */
  readonly says: string;
  /** True for what may as well be a lasting mistake of the set-up, so that a person is asked soon. */
  readonly mayLast?: true;
}

const ROLLED_BACK = 'its SQL Server rolled the call back and asks to repeat it';
const NOT_REACHED = 'its SQL Server cannot be reached';
const NOT_OPEN = 'its database is not open for work';
const TURNED_AWAY = 'its SQL Server is too busy to take the call';
const COMMIT_UNKNOWN = 'it does not know itself whether its transaction was committed';
const SQL_TIMED_OUT = 'its SQL Server did not answer it in time';
const CUT_OFF = 'it was cut off from its SQL Server while it worked on the call';
const STOPPED = 'it was stopped while it worked on the call';
const OUT_OF_ROOM = 'its SQL Server ran out of room while it worked on the call';
const NEIGHBOUR = 'a system that it asks did not answer it';
const STUMBLED = 'it stumbled over another call while it worked on this one';

const notWritten = (says: string, ...texts: readonly RegExp[]): PassingFault[] =>
  texts.map((text) => ({ text, write: 'notWritten', says }));
const inDoubt = (says: string, ...texts: readonly RegExp[]): PassingFault[] =>
  texts.map((text) => ({ text, write: 'inDoubt', says }));
const perhapsLasting = (faults: readonly PassingFault[]): PassingFault[] =>
  faults.map((fault) => ({ ...fault, mayLast: true }));

/**
 * The texts of SQL Server, of Azure SQL and of .NET, in their own words; the numbers are SQL Server's. The first row
 * that fits anywhere in the chain of exceptions decides, so what leaves a commit open stands before what says why a
 * connection failed, and a connection that was never made before the time-out that it failed with.
 */
export const PASSING_FAULTS: readonly PassingFault[] = [
  // A commit that nobody answered: whatever else the chain says, the work was done before.
  ...inDoubt(
    COMMIT_UNKNOWN,
    /transaction is in doubt/i,
    /transaction.{0,40}\bin-?doubt\b/i,
    /communication with the underlying transaction manager has failed/i,
    /distributed transaction completed\. either enlist/i, // 8525
    /(?:MS ?DTC|distributed transaction coordinator|transaction manager).{0,120}(?:cancell?ed|unavailable|disabled|not available|failed)/i, // 1206, 8501, 8517 …
    /operation is not valid for the state of the transaction/i,
    /sqltransaction has completed; it is no longer usable/i,
    /server failed to resume the transaction/i, // 3971
    /valid transaction descriptor/i, // 3989
    /\bcommit\b.{0,40}(?:timed out|unknown|could not be (?:determined|verified))/i,
  ),

  // Chosen, aborted or ended by SQL Server itself, which rolls back what it ends.
  ...notWritten(
    ROLLED_BACK,
    /deadlock victim|was deadlocked on/i, // 1205, on whatever resource
    /snapshot isolation transaction (?:aborted|failed)/i, // 3960, 3961
    /cannot use snapshot isolation to access.{0,200}retry the transaction/i,
    /transaction aborted when accessing versioned row/i, // 3958, 3959
    /current transaction attempted to update a record that has been updated/i, // 41302
    /current transaction failed to commit due to a (?:repeatable read|serializable) validation failure/i, // 41305, 41325
    /took a dependency on has aborted/i, // 41301
    /the transaction has (?:been )?aborted/i,
  ),

  // The connection was never made, or was turned away at the door.
  ...notWritten(
    NOT_REACHED,
    /network-related or instance-specific error/i, // 2, 53, 1225, 10061 …
    /error occurred during the (?:pre-login handshake|login process|connection initialization)/i, // 64, 233, 10054 …
    /error during connection initialization process before login/i, // 233
    /(?:pre-login handshake|post-login phase|login phase)/i, // "Connection Timeout Expired. … while attempting to consume the pre-login handshake acknowledgement"
    /login failed due to timeout/i, // 17197
    /results in a different state than the initial login/i, // 18056
    /the instance of sql server you attempted to connect to/i,
    /unable to complete login process/i,
  ),
  ...notWritten(
    'it had no connection to its SQL Server left',
    /prior to obtaining a connection from the pool/i,
    /maximum number of '?\d*'? ?user connections has already been reached/i, // 17809
    /no new connections will be allowed/i, // 17142
  ),
  ...notWritten(
    NOT_OPEN,
    /has not been recovered yet/i, // 921
    /is being recovered\. waiting until recovery is finished/i, // 922
    /in the middle of a restore/i, // 927
    /is in transition\. try the statement later/i, // 952
    /participating in an availability group and is currently not accessible/i, // 976
    /is in an availability group and is currently (?:accessible|not accessible)/i, // 978, 979
    /unable to access availability database/i, // 983
    /acting as a mirror database/i, // 954
    /database mirroring, but the database lacks quorum/i, // 955
    /login to read-secondary failed/i, // 4221
    /server is in script upgrade mode/i, // 18401
    /only administrators? (?:can|may) connect at this time/i, // 18451
    /is currently in use by another session|can only have one user at a time/i, // 924
    /is not currently available\. please retry the connection later/i, // 40613
    /sql pool is (?:warming up|paused)|connect to the sql pool since it is paused/i, // 42108, 42109
  ),
  ...perhapsLasting(
    notWritten(
      NOT_OPEN,
      /cannot be opened (?:because it is offline|due to inaccessible files)/i, // 942, 945
      /cannot be opened\. it has been marked suspect/i, // 926
      /cannot open (?:user default )?database .{0,200}(?:requested by the login|login failed)/i, // 4060, 4064
      /because the database is read-?only/i, // 3906, after a fail-over to a replica
      /database.{0,200}is read-?only/i,
      /login failed for user/i, // 18456
    ),
  ),
  ...notWritten(
    TURNED_AWAY,
    /not enough resources to process (?:the )?request/i, // 49918
    /too many (?:create or update )?operations in progress/i, // 49919, 49920
    /server too busy/i, // ASP.NET's queue is full: it did not begin
  ),

  // Given up by whoever waited for SQL Server.
  ...inDoubt(
    SQL_TIMED_OUT,
    /lock request time[- ]?out period exceeded/i, // 1222
    /time[- ]?out expired/i, // -2
    /time[- ]?out period elapsed/i,
    /wait operation timed out/i,
    /semaphore timeout period has expired/i,
    /time[- ]?out occurred while waiting for/i, // 8645
  ),

  // The connection broke under the call.
  ...inDoubt(
    CUT_OFF,
    /transport-level error/i,
    /connection is broken and recovery is not possible/i,
    /connection (?:is|was|has been) (?:broken|closed|lost|aborted|terminated|reset)/i,
    /connection'?s current state is/i,
    /requires an open and available connection/i,
    /physical connection is not usable/i,
    /internal connection fatal error/i,
    /internal \.net framework data provider error/i,
    /severe error occurred on the current command/i, // 0
    /session is in the kill state/i, // 596
    /session (?:is|has been|was) (?:terminated|killed)/i, // 40549 to 40553
    /forcibly closed by the remote host|network name is no longer available/i,
    /software in your host machine/i, // 10053
    /shutdown is in progress|server (?:was )?shut ?down/i, // 6005, 6006
    /service has encountered an error processing your request/i, // 40143, 40197
  ),

  // SQL Server ended a statement for want of memory, log or disk; what came before it may stand.
  ...inDoubt(
    OUT_OF_ROOM,
    /transaction log for database .{0,200} is full/i, // 9002
    /could not allocate (?:space|a new page)/i, // 1105, 1101
    /insufficient (?:space in tempdb|system memory|memory)/i, // 3967, 701, 802
    /tempdb.{0,80}(?:full|out of space)/i,
    /requested memory grant was not available/i, // 8651
    /cannot obtain a lock resource at this time/i, // 1204
    /resource id: ?\d.{0,200}(?:limit|minimum guarantee)/i, // 10928, 10929, 10936
    /service is currently busy\. retry the request/i, // 40501
    /outofmemoryexception/i,
  ),

  // ASP.NET, or the web server, gave the call up.
  ...inDoubt(
    STOPPED,
    /request timed out/i,
    /thread was being aborted|threadabortexception/i,
    /appdomain|application domain (?:is|was|has been) (?:being )?unload/i,
    /(?:a task|the operation|the request) was (?:cancell?ed|aborted)/i,
    /host is shutting down|application is (?:restarting|shutting down)/i,
  ),
  ...perhapsLasting(
    inDoubt(
      'a part of it could not be loaded, as while a version of it is being put in place',
      /could not load (?:file or assembly|type)/i,
      /being used by another process/i,
    ),
  ),

  // What it asks in its turn did not answer.
  ...inDoubt(
    NEIGHBOUR,
    /operation (?:has )?timed[- ]?out/i,
    /(?:request|channel|session) .{0,40}timed[- ]?out/i,
    /did not properly respond after a period of time|failed to respond/i, // 10060
    /underlying connection was closed/i,
    /unable to (?:connect to the remote server|read data from the transport connection|write data to the transport connection)/i,
    /remote name could not be resolved|no such host is known/i,
    /remote server returned an (?:error|unexpected response)/i,
    /no endpoint listening at|target machine actively refused/i,
    /bad gateway|gateway time[- ]?out|the service is (?:temporarily )?unavailable/i,
    /\b(?:try|retry)(?: the (?:request|operation|call)| it)?(?: again)? later/i,
  ),

  // Two calls that share what they should not.
  ...inDoubt(
    STUMBLED,
    /already an open datareader associated/i,
    /collection was modified/i,
    /cannot access a disposed object|objectdisposedexception|safe handle has been closed/i,
    /cannot access the file/i,
  ),
];

/** Ample for a chain of exceptions; an endless one would take the patterns for ever. */
const LONGEST_CHAIN = 4_000;

/**
 * Finds what a fault without a *no* proves.
 *
 * @param faultText as it came, with its chain of exceptions and its stack
 * @returns null when it is in no words that are known to be passing
 */
export function passingFaultOf(faultText: string): PassingFault | null {
  const [chain = ''] = faultText.slice(0, LONGEST_CHAIN).split(/[\r\n]+\s*at /, 1);
  const inOneLine = chain.replace(/\s+/g, ' ');
  return PASSING_FAULTS.find(({ text }) => text.test(inOneLine)) ?? null;
}
