import { runErase } from './erase/command.js';
import { runProcess } from './run-process.js';

/** `npm run erase`: answers somebody who wants their data erased. */
await runProcess(async (_stop, exitWith) => {
  const exitCode = await runErase(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
  exitWith(exitCode);
});
