import { readBillingAdminPort } from '../sandbox/config/billing.js';
import { readCommand } from './billing-command/arguments.js';
import { carryOut } from './billing-command/carry-out.js';
import { runProcess } from '../src/main/run-process.js';

/** `npm run billing -- <command>`: pays, takes back and looks, at the billing sandbox. */
await runProcess(async () => {
  const command = readCommand(process.argv.slice(2));
  process.stdout.write(await carryOut(command, readBillingAdminPort()));
});
