import { runCheck } from './check-installation/command.js';
import { runProcess } from './run-process.js';

/** `npm run check-installation`: asks the systems behind an installation whether they are as its files say. */
await runProcess(async (_stop, exitWith) => {
  const exitCode = await runCheck(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
  exitWith(exitCode);
});
