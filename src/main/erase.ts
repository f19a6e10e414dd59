import { runErase } from './erase/command.js';
import { PRINTED } from './command.js';
import { runProcess } from './run-process.js';

/** `npm run erase`: answers somebody who wants their data erased. */
await runProcess(async (_stop, exitWith) => {
  exitWith(await runErase(process.argv.slice(2), PRINTED));
});
