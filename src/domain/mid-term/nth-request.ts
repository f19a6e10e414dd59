/** The request id of a change that is made anew after it was given up: what was made before has the id already. */
export function nthRequest(requestId: string, anew: number): string {
  return anew === 0 ? requestId : `${requestId}/${anew}`;
}
