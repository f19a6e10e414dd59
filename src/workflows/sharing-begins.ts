/*
 * Evaluated before the modules that all workflows of a worker share, when there is no workflow yet whose seed `Math.random`
 * could go by: one of them draws a number as it is evaluated. The same for all is as good, and the same in every replay.
 */
const SHARED = 0.5;

export const ofWorkflows = Math.random;
Math.random = () => SHARED;
