import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showBusiness } from '../../src/main/business-metrics.js';
import type { BusinessFigures } from '../../src/temporal/business-figures.js';

const figures = (openTerms: number): BusinessFigures => ({
  transactions: [],
  openTerms,
  tasks: [],
  heldMoney: [
    { of: 'policyTerm', cause: 'moneyParked', currency: 'EUR', cents: 7_750 },
    { of: 'renewal', cause: 'noPlanFits', currency: null, cents: 100 },
  ],
  failing: 0,
  batches: [],
  webhooks: [],
});

describe('the numbers of the business', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** What is scraped when `ms` more have passed. */
  async function scrape(registry: Registry, ms = 0): Promise<string> {
    const scraped = registry.metrics();
    await vi.advanceTimersByTimeAsync(ms);
    return scraped;
  }

  it('say what money is held, in units of its currency', async () => {
    const registry = new Registry();
    showBusiness(registry, () => Promise.resolve(figures(1)));
    const text = await scrape(registry);
    expect(text).toContain(
      'bindery_held_money{of="policyTerm",cause="moneyParked",currency="EUR"} 77.5\n',
    );
    expect(text).toContain(
      'bindery_held_money{of="renewal",cause="noPlanFits",currency="unknown"} 1\n',
    );
  });

  it('are asked for once in half a minute, whoever scrapes', async () => {
    const registry = new Registry();
    const ask = vi.fn(() => Promise.resolve(figures(1)));
    showBusiness(registry, ask);
    await Promise.all([scrape(registry), scrape(registry)]);
    await vi.advanceTimersByTimeAsync(29_000);
    await scrape(registry);
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    await scrape(registry);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('stay those that were known while workers take long to answer, so that nobody waits, and not for ever', async () => {
    const registry = new Registry();
    const ask = vi.fn(() => Promise.resolve(figures(7)));
    showBusiness(registry, ask);
    await scrape(registry);
    ask.mockReturnValue(new Promise(() => undefined));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await scrape(registry, 2_000)).toContain('bindery_open_terms 7\n');
    await vi.advanceTimersByTimeAsync(60_000);
    const text = await scrape(registry, 2_000);
    expect(text).toContain('bindery_figures_up 0\n');
    expect(text).not.toMatch(/^bindery_open_terms/m);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('are away while Temporal does not answer, and back with its next answer', async () => {
    const registry = new Registry();
    const ask = vi.fn(() => Promise.resolve(figures(7)));
    showBusiness(registry, ask);
    await scrape(registry);
    ask.mockRejectedValueOnce(new Error('away'));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await scrape(registry)).toContain('bindery_figures_up 0\n');
    expect(await scrape(registry)).toContain('bindery_open_terms 7\n');
  });
});
