/** How a person calls the command from here. */
export const CALL = 'npm run bindery --';

export const USAGE = `What waits for a person in Bindery, why, and what is to be done:

  ${CALL} list [which tasks]
  ${CALL} why <transaction id | policy-term:<policy>:<n> | policy number | another id of the list>
  ${CALL} correct <transaction id> --reason <words> [--set <field>=<text>]... [--file <patch.json>]
      [--written [--made <number>] | --not-written] [--write <name>] [--revision <n>]
  ${CALL} retry <transaction id>... --reason <words>
  ${CALL} retry [which stops] --reason <words>
  ${CALL} settle <id> <task> --reason <words> [--decision approve|decline]
  ${CALL} settle [which tasks | --file <list.json, or "id<TAB>task" a line; - for standard input>] --reason <words>
  ${CALL} events [--follow] [--after <cursor>] [--types <a,b>] [--policy <number>] [--product <key>]

  which tasks: --kind --cause --product --policy --due-by --amount-from --amount-to
  which stops: --kind --product --step --cause --field --reason-includes --since
  retry and settle: [--request-id <id>] shows a batch that was begun before; settle: [--per-minute <120>]
  all that act: [--by <name>] instead of the user of this machine
  all: [--json] [--url <http://127.0.0.1:8000>] [--key-file <.bindery/api-key>]

The key is that of API_KEY, or in the file; it is never an argument. Ctrl-C leaves a batch running.
Exit code: 0 done; 1 not understood, or refused; 2 a batch did not settle everything; 3 nobody answers now.
`;
