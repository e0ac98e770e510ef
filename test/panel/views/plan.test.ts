import { DeviceError, DocumentError, packError } from '../../../src/core/errors';
import type { SupirForecast } from '../../../src/restore/forecast';
import {
  NOTHING_MEASURED,
  withFailure,
  withTime,
  type Measurements,
} from '../../../panel/store/measurements';
import { expectedTimeOf } from '../../../panel/store/plan-selectors';
import type { PanelState } from '../../../panel/store/panel-state';
import type { PlanState } from '../../../panel/store/plan';
import { runFailed, runStarted } from '../../../panel/store/actions';
import { formatFor } from '../../../panel/strings/format';
import { LANGUAGES } from '../../../panel/strings/language';
import { stringsFor } from '../../../panel/strings/strings';
import { errorCard } from '../../../panel/views/error-card';
import { planAnnounced, planView } from '../../../panel/views/supir/plan/plan-view';
import type { PanelActions, View } from '../../../panel/views/view-input';
import { FORECAST, forecastThat, GPU, GPU_NAME, Q8, readyForSupir } from '../stories/forecast';
import { templateText } from './template-text';

/** What a view would do is of no account here. */
const NO_ACTIONS = { pasteText: null } as PanelActions;

function viewOf(change: Partial<PanelState>, state = readyForSupir()): View {
  const shown = { ...state, ...change };
  return {
    state: shown,
    t: stringsFor(shown.language),
    f: formatFor(shown.language),
    act: NO_ACTIONS,
    nowMs: 0,
    wallClockMs: 0,
    version: '',
  };
}

const known = (forecast: SupirForecast): PlanState => ({ state: 'known', forecast });
const shown = (change: Partial<PanelState>): string => templateText(planView(viewOf(change)));
/** The words alone, as people read them. */
const words = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const line = (change: Partial<PanelState>): string =>
  words(templateText(planAnnounced(viewOf(change)))).trim();

const MEASURED: Measurements = withTime(NOTHING_MEASURED, {
  device: GPU_NAME,
  shape: FORECAST.work.shape,
  evaluationMs: 3000,
  teraflopEach: 20,
  aroundMsPerTeraflop: 100,
});

const FAILED: Measurements = withFailure(NOTHING_MEASURED, { device: GPU_NAME, leastBytes: 7.9e9 });

describe('the line', () => {
  it('says what nobody has said as a guess, and what was measured as it was', () => {
    expect(line({ plan: known(FORECAST) })).toMatch(/^Should fit .*, a guess$/);
    expect(line({ plan: known(forecastThat('fits')) })).toMatch(/^Fits .*, a guess$/);
    const measured = { plan: known(forecastThat('fits')), measurements: MEASURED };
    expect(line(measured)).toMatch(/^Fits about 2\.6 min$/);
  });

  it.each([
    ['tight', 'Tight', 'caution'],
    ['too-large', 'Does not fit', 'negative'],
    ['fits', 'Fits', 'positive'],
  ] as const)('of what is %s has words, not colour alone', (fit, text, tone) => {
    const plan = known(forecastThat(fit));
    expect(line({ plan })).toMatch(new RegExp(`^${text} `));
    expect(shown({ plan })).toContain(`data-tone="${tone}"`);
  });

  it('on the processor is about time alone', () => {
    const plan = known({ ...FORECAST, device: 'wasm', card: null });
    expect(line({ plan })).toMatch(/^On the CPU .*hr, a guess$/);
    expect(shown({ plan })).not.toMatch(/data-fit|plan-card-memory/);
  });

  it('stays while a newer answer is awaited, and is silent during a run and without a plan', () => {
    expect(line({ plan: { state: 'asking', last: null } })).toBe('Planning…');
    expect(line({ plan: { state: 'asking', last: FORECAST } })).toMatch(/^Should fit/);
    const running = runStarted('supir', 0)(readyForSupir());
    expect(line({ ...running, plan: known(FORECAST) })).toBe('');
    expect(shown({ ...running, plan: known(FORECAST) })).toBe('');
    expect([line({}), shown({})]).toEqual(['', '']);
  });
});

describe('memory on the card', () => {
  it('is called assumed where nobody has said it', () => {
    expect(words(shown({ plan: known(FORECAST) }))).toContain('9 GB of 10 GB free, assumed');
    const said = words(shown({ plan: known(forecastThat('too-large')) }));
    expect(said).toContain('9 GB of 8 GB free');
    expect(said).not.toContain('assumed');
  });

  it('has a failure told, and a way to forget it', () => {
    const markup = shown({ plan: known(FORECAST), measurements: FAILED });
    expect(markup).toContain('data-bytes="7900000000"');
    expect(markup).toContain('id="plan-forget"');
    expect(shown({ plan: known(FORECAST) })).not.toContain('plan-forget');
  });
});

describe('time from left to right', () => {
  const ids = (markup: string): readonly string[] =>
    [...markup.matchAll(/id="(plan-(?:reading|step|total))"/g)].map(([, id = '']) => id);

  it('begins with reading where something is left to read', () => {
    const unread = { ...FORECAST, readBytes: 7.7e9 };
    expect(ids(shown({ plan: known(unread) }))).toEqual([
      'plan-reading',
      'plan-step',
      'plan-total',
    ]);
    expect(ids(shown({ plan: known(FORECAST) }))).toEqual(['plan-step', 'plan-total']);
  });

  it('says what it is said from', () => {
    const basis = (measurements: Measurements): string =>
      /data-basis="([^"]*)"/.exec(shown({ plan: known(FORECAST), measurements }))?.[1] ?? '';
    expect([basis(NOTHING_MEASURED), basis(MEASURED)]).toEqual(['guess', 'measured']);
  });
});

describe('the ways out', () => {
  it('are there where it does not fit well, each with its price', () => {
    const markup = shown({ plan: known(forecastThat('too-large')) });
    expect(markup).toMatch(/id="way-weights-q8"[\s\S]*id="way-smaller-size"/);
    const text = words(markup);
    expect(text).toContain('3 GB less, differences within ±2 of 255, then it fits');
    expect(text).toContain('Work at 768 × 768');
    expect(text).toContain('512 MB less, less detail, 50% quicker, then tight');
    expect(shown({ plan: known(FORECAST) })).not.toContain('id="way');
  });

  it('open by themselves only where nothing fits', () => {
    const isOpen = (forecast: SupirForecast): boolean =>
      shown({ plan: known(forecast) }).includes('id="section-plan" ?open="true"');
    expect([isOpen(forecastThat('too-large')), isOpen(forecastThat('tight'))]).toEqual([
      true,
      false,
    ]);
  });

  it('say so where none is left', () => {
    const text = words(shown({ plan: known(forecastThat('tight', { ways: [] })) }));
    expect(text).toContain('A smaller selection needs less.');
  });

  it('follow an error that is known before the run', () => {
    const error = packError(
      new DocumentError({
        code: 'selection-too-large',
        message: 'SUPIR would have to work on 9000 × 9000 pixels at once.',
        hint: 'Select a smaller part.',
        details: { width: 9000, height: 9000 },
      }),
    );
    const markup = shown({ plan: { state: 'failed', error } });
    expect(markup).toContain('data-code="selection-too-large"');
    expect(words(markup)).toContain('9000 × 9000 pixels at once. Select a smaller part.');
    expect(markup).toContain('id="way-smaller-size"');
    const chinese = shown({ language: 'zh-CN', plan: { state: 'failed', error } });
    expect(words(chinese)).toMatch(/9000.*9000/);
    expect(words(chinese)).not.toContain('pixels');
  });

  it('after a run that ran out of memory are in the card of the error, and nowhere twice', () => {
    const error = packError(
      new DeviceError({
        code: 'network-out-of-memory',
        message: 'M',
        hint: 'H',
        details: { device: 'webgpu' },
      }),
    );
    const started = runStarted('supir', 0)(readyForSupir());
    const failed = runFailed(error)({ ...started, measurements: FAILED });
    const view = viewOf({ ...failed, plan: known(forecastThat('too-large')) });
    if (view.state.run.state !== 'error') throw new Error('the run has not failed');
    const card = templateText(errorCard(view, view.state.run));
    expect(card).toContain('id="way-weights-q8"');
    expect(card).toContain('id="plan-forget"');
    expect(templateText(planView(view))).not.toMatch(/id="way|plan-forget/);
  });
});

describe('a card without 16-bit floats', () => {
  const nvidia = (change: object, browser: PanelState['browser']): Partial<PanelState> => ({
    plan: known(FORECAST),
    browser,
    engine: { ...GPU, webgpu: { ...GPU.webgpu!, vendor: 'nvidia', shaderF16: false, ...change } },
  });

  it('of NVIDIA under Linux is told the flag', () => {
    const markup = shown(nvidia({}, 'chrome-on-linux'));
    expect(markup).toContain('--enable-dawn-features=vulkan_enable_f16_on_nvidia');
    expect(markup).toContain('id="plan-copy-flag"');
  });

  it.each<[string, Partial<PanelState>]>([
    ['elsewhere', nvidia({}, 'other')],
    ['that has them', nvidia({ shaderF16: true }, 'chrome-on-linux')],
    ['of another vendor', nvidia({ vendor: 'intel' }, 'chrome-on-linux')],
    ['that is software', nvidia({ isFallbackAdapter: true }, 'chrome-on-linux')],
  ])('%s is not', (_, change) => expect(shown(change)).not.toContain('plan-flag'));
});

describe.each(LANGUAGES)('in %s', (language) => {
  it('everything is said', () => {
    const forecast = forecastThat('tight', {
      readBytes: 7.7e9,
      samplerTiles: { tile: 1024, count: 9 },
      vaeTiles: { encoder: { tile: 512, count: 4 }, decoder: { tile: 256, count: 16 } },
      ways: [Q8],
    });
    const text = words(shown({ language, plan: known(forecast) }));
    expect(text).toMatch(/1,024 × 1,024.*9 × 1,024 px.*4 × 512 px.*16 × 256 px.*7\.7 GB/);
    expect(text).toMatch(/2 GB .*16 GB/);
    expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
  });
});

test('a script finds the whole plan in one attribute', () => {
  const markup = shown({ plan: known(FORECAST), measurements: MEASURED });
  const json = /data-forecast="(\{.*?\})" >/.exec(markup)?.[1] ?? '';
  const { settings } = readyForSupir();
  const time = expectedTimeOf({ engine: GPU, measurements: MEASURED, settings }, FORECAST);
  expect(JSON.parse(json)).toEqual({ ...FORECAST, time });
});
