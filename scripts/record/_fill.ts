import { workApart } from '/work/wt/vaerows/scripts/record/apart';
import { BUDGETS } from '/work/wt/vaerows/test/record/budgets';
import { crossedBytes } from '/work/wt/vaerows/scripts/record/figures';
void (async () => {
  for (const { name, wanted } of BUDGETS) {
    const t = Date.now();
    const r: any = await workApart('/work/wt/vaerows/scripts/record/record.ts', wanted as never);
    const G = 1e9, n4 = (x: number) => Number(x.toPrecision(4));
    console.log(JSON.stringify({ name, s: (Date.now() - t) / 1000, v: { dispatches: r.run.dispatches, largestGFLOP: n4(r.largest / G), submits: r.run.submits, boundGB: n4(r.run.bound / G), outsideGB: n4(r.run.boundOutside / G), hostGB: n4(crossedBytes(r) / G), peakGB: n4(r.peak / G), restingGB: n4(r.resting / G), attention: [r.attention.fused, r.attention.decoding, r.attention.softmax] }, refusals: r.refusals }));
  }
  process.exit(0);
})();
