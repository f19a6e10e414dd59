import {
  allHandlersFinished,
  CancellationScope,
  condition,
  makeContinueAsNewFunc,
} from '@temporalio/workflow';

/** Work on many things, one step after the other, over as many runs as it takes. */
interface Stepwise<Input, Result> {
  /** Nothing is left to do, or nothing more shall be. */
  readonly isOver: boolean;
  /** The next run goes on. */
  readonly isDueToContinue: boolean;
  /** What that is started with. */
  readonly nextInput: Input;
  end(): Result;
}

/** Takes step after step until it is over, cancelled or not: who cancels it says so to the work. */
export function untilOver<Input, Result>(
  work: Stepwise<Input, Result>,
  goOn: () => Promise<void>,
): Promise<Result> {
  return CancellationScope.nonCancellable(async () => {
    while (!work.isOver) {
      if (work.isDueToContinue) {
        await condition(allHandlersFinished);
        await continueOnCurrentVersion(work.nextInput);
      }
      await goOn();
    }
    await condition(allHandlersFinished);
    return work.end();
  });
}

/** The next run belongs to the version of the workers that is current then; without versions there is only one. */
function continueOnCurrentVersion(input: unknown): Promise<never> {
  return makeContinueAsNewFunc<(given: unknown) => Promise<unknown>>({
    initialVersioningBehavior: 'AUTO_UPGRADE',
  })(input);
}

/** Waits until a moment, or until somebody acts. @param untilMs milliseconds since 1970; null: until somebody acts */
export async function untilOrdered(
  work: { readonly orders: number },
  untilMs: number | null,
): Promise<void> {
  const { orders } = work;
  const wasOrdered = () => work.orders !== orders;
  if (untilMs === null) await condition(wasOrdered);
  else await condition(wasOrdered, Math.max(1, untilMs - Date.now()), { summary: 'Next step' });
}
