/** A transaction and a term whose code has a fault: their workflow tasks fail, again and again. */
export async function newBusiness(): Promise<void> {
  await fault();
}

export async function policyTerm(): Promise<void> {
  await fault();
}

/** As a mistake of ours throws it, with what a policy holds in its words. */
function fault(): Promise<never> {
  return Promise.reject(new TypeError('Wilhelmina Private has no premium'));
}
