/** How a quote stands in the policy system. */
interface Standing {
  readonly status: 'open' | 'bound' | 'issued' | 'closed';
}

/** Of quotes that earlier runs made for one reference the one that is bound, or else the first that nobody closed. */
export function furthestQuote<Quote extends Standing>(quotes: readonly Quote[]): Quote | null {
  const live = quotes.filter(({ status }) => status !== 'closed');
  return live.find(({ status }) => status !== 'open') ?? live.at(0) ?? null;
}
