import { offerLeast } from '../../support/browser/least-adapter';

/** The product's worker on an adapter that has no more than WebGPU promises. */
if ('GPUAdapter' in globalThis) offerLeast();

import '../../../src/engine/engine.worker';
