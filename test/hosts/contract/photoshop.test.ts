import { PHOTOSHOP, photoshopBench } from './photoshop-bench';
import { hostContract } from './suite';

hostContract(PHOTOSHOP);

// Without what came later, over a bridge that wraps, repeats and reorders, and clipping what comes
// between clipped layers.
const switches = { wrapsMessages: true, duplicate: 0.3, reorder: 0.3, betweenIsClipped: true };
hostContract({
  ...PHOTOSHOP,
  name: 'photoshop 26.0',
  create: () => photoshopBench({ version: '26.0.0', switches }),
});
