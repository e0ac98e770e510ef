import type { Engine, EngineReport } from '../../../src/engine/engine';
import type { Fit, ForecastRequest, SupirForecast, WayOut } from '../../../src/restore/forecast';
import type { Settings } from '../../../panel/settings/settings';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { deviceName } from '../../../panel/store/device-name';
import { initialState, type PanelState } from '../../../panel/store/panel-state';
import { openDocument } from './fake-host';
import { modelsOf } from './models';
import { REPORT } from './scripted-engine';

const GB = 2 ** 30;

/** A machine with a graphics card. */
export const GPU: EngineReport = {
  ...REPORT,
  webgpu: {
    vendor: 'acme',
    architecture: 'a1',
    description: 'Acme 8',
    isFallbackAdapter: false,
    shaderF16: true,
    maxBufferBytes: 2 ** 32,
  },
  webgpuReason: null,
};

export const GPU_NAME = deviceName(GPU, 'webgpu');

const working = { width: 1024, height: 1024 };

export const Q8: WayOut = {
  name: 'weights-q8',
  change: { weights: 'q8' },
  peakBytes: 6 * GB,
  fit: 'fits',
  timeFactor: 1,
  working,
};

const SMALLER: WayOut = {
  name: 'smaller-size',
  change: { minSize: 768 },
  peakBytes: 8.5 * GB,
  fit: 'tight',
  timeFactor: 0.5,
  working: { width: 768, height: 768 },
};

/** 50 steps of 20 · 10¹² operations on the card. */
export const FORECAST: SupirForecast = {
  device: 'webgpu',
  shaderF16: true,
  working,
  steps: 50,
  weights: 'f16',
  promptsTogether: true,
  samplerTiles: null,
  vaeTiles: null,
  card: {
    peakBytes: 9 * GB,
    restingBytes: 5 * GB,
    freeBytes: 10 * GB,
    isAssumed: true,
    fit: 'fits',
  },
  hostBytes: 2 * GB,
  hostMemoryBytes: 16 * GB,
  readBytes: 0,
  work: { shape: 'gpu mixed 1024', evaluations: 50, teraflopEach: 20, teraflopAround: 50 },
  ways: [Q8, SMALLER],
};

/** The same where the card would be as full as `fit` says. */
export function forecastThat(fit: Fit, more: Partial<SupirForecast> = {}): SupirForecast {
  const card = FORECAST.card && { ...FORECAST.card, fit, isAssumed: false, freeBytes: 8 * GB };
  return { ...FORECAST, card, ...more };
}

/** The panel with both files, a document and a card, and SUPIR chosen. */
export function readyForSupir(settings: Partial<Settings> = {}): PanelState {
  const start = initialState({
    settings: { ...DEFAULT_SETTINGS, restorer: 'supir', licenceAccepted: true, ...settings },
    language: 'en',
    dark: false,
    developer: false,
    host: { kind: 'standalone', description: '', modes: ['in-place', 'enlarge'] },
  });
  return { ...start, models: modelsOf('Q', false), engine: GPU, snapshot: openDocument() };
}

/** An engine that answers when the story says so. */
export interface AskedEngine extends Pick<Engine, 'forecast'> {
  readonly asked: ForecastRequest[];
  /** Answers the oldest question that waits. */
  answer(with_: SupirForecast | Error): void;
}

export function createAskedEngine(): AskedEngine {
  const asked: ForecastRequest[] = [];
  const waiting: ((with_: SupirForecast | Error) => void)[] = [];
  return {
    asked,
    forecast(request) {
      asked.push(request);
      return new Promise((resolve, reject) => {
        waiting.push((with_) => (with_ instanceof Error ? reject(with_) : resolve(with_)));
      });
    },
    answer: (with_) => waiting.shift()?.(with_),
  };
}
