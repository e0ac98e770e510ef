import type { LayerResult, OutputMode } from '../../../src/core/document';
import { createImage, type Depth, type Image } from '../../../src/core/image';
import { NO_ADJUSTMENT } from '../../../src/restore/adjust/adjustment';
import { createMask } from '../../../src/core/mask';
import type { RunReport } from '../../../src/restore/request';
import type { KeptResult, KeptSummary } from '../../../panel/store/kept';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { integersFrom } from '../../support/random';

/** A picture in which no value repeats another for long, colours under transparency included. */
export function noisyImage(width: number, height: number, depth: Depth = 8, seed = 1): Image {
  const image = createImage({ width, height }, depth);
  const below = integersFrom(seed);
  image.data.forEach((_, i) => (image.data[i] = below(depth === 8 ? 256 : 65536)));
  return image;
}

export function layerOf(mode: OutputMode, depth: Depth = 8, seed = 1): LayerResult {
  const image = noisyImage(24, 16, depth, seed);
  const mask = createMask(image);
  mask.data.forEach((_, i) => (mask.data[i] = (i * 7) % 256));
  const base = {
    above: { documentId: 'doc-1', layerId: 'layer-1' },
    name: 'Restored 2x (SUPIR)',
    mask,
    rect: { x: -3, y: 5, width: 24, height: 16 },
    image,
  };
  if (mode === 'in-place') return { ...base, mode };
  if (mode === 'enlarge') return { ...base, mode, scale: 2 };
  return { ...base, mode, scale: 2, content: noisyImage(48, 32, depth, seed + 1) };
}

/** A report of a run of SUPIR on this computer, with `change` in it. */
export function supirReport(change: Readonly<Record<string, unknown>> = {}): RunReport {
  const { report } = summaryOf();
  if (report.restorer === 'remote') throw new TypeError('The example is a run on this computer.');
  return { ...report, supir: { ...report.supir!, ...change } };
}

export function summaryOf(change: Partial<KeptSummary> = {}): KeptSummary {
  return {
    id: 'one',
    keptAtMs: 1000,
    usedAtMs: 1000,
    placed: 'inserted',
    host: 'standalone',
    documentId: 'doc-1',
    documentName: 'photo.psd',
    laterNames: [],
    mark: null,
    canvas: { width: 64, height: 48 },
    sourceLayerName: 'Background',
    layerName: 'Restored 2x (SUPIR)',
    mode: 'in-place',
    scale: 2,
    size: { width: 24, height: 16 },
    region: { x: 2, y: 5, width: 12, height: 8 },
    report: {
      restorer: 'supir',
      model: 'a.safetensors + b.safetensors',
      precision: 'mixed',
      device: 'webgpu',
      deviceLabel: 'NVIDIA',
      scale: 2,
      mode: 'in-place',
      tiles: 1,
      tileSize: { width: 24, height: 16 },
      contextSize: { width: 24, height: 16 },
      timingsMs: {},
      networkMs: 4,
      peakBytes: 1,
      notices: [],
      supir: {
        weights: 'q8',
        workingSize: { width: 1024, height: 1024 },
        sampler: 'edm',
        steps: 8,
        seed: 1234,
        vaeTiles: null,
        weightBytes: 4.6e9,
        readBytes: 0,
        readMs: 0,
        skipped: [],
        shape: 'shape',
        evaluationMs: 1,
        teraflopEach: 1,
        aroundMs: 1,
        aroundTeraflop: 1,
        failedAtBytes: null,
      },
    },
    totalMs: 12_000,
    settings: { ...DEFAULT_SETTINGS, prompt: 'a cup', steps: 8 },
    adjustment: NO_ADJUSTMENT,
    thumbnail: null,
    bytes: 0,
    ...change,
  };
}

export function keptOf(change: Partial<KeptSummary> = {}, seed = 1): KeptResult {
  const summary = summaryOf(change);
  return {
    summary,
    result: layerOf(summary.mode, 8, seed),
    before: noisyImage(12, 8, 8, 99),
    colors: null,
  };
}
