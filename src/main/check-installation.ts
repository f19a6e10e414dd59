import { runCheck } from './check-installation/command.js';
import { PRINTED } from './command.js';
import { runProcess } from './run-process.js';

/** As a shell says of a command that Ctrl-C has ended. */
const STOPPED = 130;

/** `npm run check-installation`: asks the systems behind an installation whether they are as its files say. */
await runProcess(async (stop, exitWith) => {
  // Nothing is ever half done here.
  stop.addEventListener('abort', () => process.exit(STOPPED));
  exitWith(await runCheck(process.argv.slice(2), PRINTED));
});
