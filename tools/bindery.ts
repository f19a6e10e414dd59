import { userInfo } from 'node:os';
import { readApiAccess } from '../src/config/api-access-config.js';
import { runProcess } from '../src/main/run-process.js';
import { apiAt, keyOf, NotAnswering } from './api/api-client.js';
import { readCommand } from './bindery-command/arguments.js';
import { carryOut } from './bindery-command/carry-out.js';
import { USAGE } from './bindery-command/usage.js';

/** Nobody answers now; the same may be tried again. */
const NOBODY_ANSWERS = 3;

/** `npm run bindery -- <command>`: what waits for a person, why, and what is to be done, over the API. */
await runProcess(async (stop, exitWith) => {
  const command = readCommand(process.argv.slice(2), userInfo().username);
  const { stdout, stderr } = process;
  if (command.asked.kind === 'help') {
    stdout.write(USAGE);
    return;
  }
  const defaults = readApiAccess();
  const key = keyOf(command.keyFile, defaults.apiKey);
  const around = {
    result: (text: string) => stdout.write(text),
    progress: (text: string) => stderr.write(text),
    width: stderr.isTTY ? stderr.columns : null,
    stop,
  };
  try {
    exitWith(await carryOut(apiAt({ url: command.url ?? defaults.url, key }), command, around));
  } catch (error) {
    if (!(error instanceof NotAnswering)) throw error;
    stderr.write(`${error.message}\n`);
    exitWith(NOBODY_ANSWERS);
  }
});
