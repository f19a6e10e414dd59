import { Context, log } from '@temporalio/activity';
import { errorFacts } from './error-facts.js';
import { toApplicationFailure } from './to-application-failure.js';
import { isWaitedOut } from './waited-out.js';

type AnyActivities = Record<string, (request: never) => Promise<unknown>>;

/** The same activities, with every error leaving as an `ApplicationFailure`. */
export function translated<A extends AnyActivities>(activities: A): A {
  return Object.fromEntries(
    Object.entries(activities).map(([name, activity]) => [
      name,
      async (request: never) => {
        try {
          return await activity(request);
        } catch (error) {
          const failure = toApplicationFailure(error, {
            run: Context.current().info.workflowExecution?.runId,
            isWaitedOut: isWaitedOut(error),
          });
          if (failure.type === 'Unexpected') {
            log.error(`${name} failed unexpectedly`, { unexpected: errorFacts(error) });
          }
          throw failure;
        }
      },
    ]),
  ) as A;
}
