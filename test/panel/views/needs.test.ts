import { recommended } from '../../../panel/store/library';
import { runStarted } from '../../../panel/store/actions';
import * as step from '../../../panel/store/library-actions';
import { NO_MODELS, withModel, type Models } from '../../../panel/store/models';
import type { PanelState } from '../../../panel/store/panel-state';
import { modelAccepted } from '../../../panel/store/model-actions';
import { formatFor } from '../../../panel/strings/format';
import { stringsFor } from '../../../panel/strings/strings';
import { keptFiles } from '../../../panel/views/supir/kept-files';
import { modelCare } from '../../../panel/views/supir/model-care';
import { modelRow } from '../../../panel/views/supir/model-row';
import { needs } from '../../../panel/views/supir/needs';
import { otherDownloads } from '../../../panel/views/supir/other-downloads';
import type { PanelActions, View } from '../../../panel/views/view-input';
import { readyForSupir } from '../stories/forecast';
import { modelsOf, open, sdxlFile } from '../stories/models';
import { templateText } from './template-text';

type Step = (state: PanelState) => PanelState;

const BEGINNING: PanelState = { ...readyForSupir(), models: NO_MODELS };
const BASE = recommended(BEGINNING.library, 'sdxl')!.name;

function viewOf(...steps: Step[]): View {
  const state = steps.reduce((before, next) => next(before), BEGINNING);
  return {
    state,
    t: stringsFor(state.language),
    f: formatFor(state.language),
    act: { pasteText: null } as PanelActions,
    nowMs: 0,
    wallClockMs: 0,
    version: '',
  };
}

const RUNNING = {
  phase: 'running',
  doneBytes: 5,
  totalBytes: 10,
  beganAgain: false,
  waitsUntilMs: null,
  startedAtMs: 0,
  startBytes: 0,
} as const;
const running = (name: string): Step => step.downloadMoved({ ...RUNNING, name });
const stopped = (name: string): Step =>
  step.downloadMoved({ name, phase: 'stopped', doneBytes: 5, totalBytes: 10, error: null });
const withModels =
  (models: Models): Step =>
  (state) => ({ ...state, models });

const shown = (view: View): string => templateText([needs(view), otherDownloads(view)]);
const count = (markup: string, mark: string): number => markup.split(mark).length - 1;

describe('a download', () => {
  it.each<[string, string, Step[]]>([
    ['of the file that is needed', 'need-sdxl', []],
    ['of the file of the other way', 'need-other-0', [step.wayChosen('lightning')]],
    [
      'of a role that has a file by now',
      'need-other-0',
      [modelAccepted('base.safetensors', open(sdxlFile()), null)],
    ],
    ['where nothing is needed', 'need-other-0', [withModels(modelsOf('Q', false))]],
  ])('%s can be seen and stopped, once', (_, id, changes) => {
    const markup = shown(viewOf(running(BASE), ...changes));
    expect(count(markup, `id="${id}-progress"`)).toBe(1);
    expect(count(markup, `id="${id}-stop"`)).toBe(1);
    expect(count(markup, '-stop"')).toBe(1);
    const still = shown(viewOf(stopped(BASE), ...changes));
    expect(count(still, `id="${id}-resume"`)).toBe(1);
    expect(count(still, `id="${id}-discard"`)).toBe(1);
    expect(count(still, '-resume"')).toBe(1);
  });

  it('of a file that is no longer listed can be discarded alone', () => {
    const markup = shown(viewOf(stopped('old.safetensors')));
    expect(markup).toContain('data-name="old.safetensors"');
    expect(count(markup, 'id="need-other-0-discard"')).toBe(1);
    expect(markup).not.toContain('id="need-other-0-resume"');
  });

  it('whose terms are open is no other download', () => {
    const asked = step.downloadMoved({ name: BASE, phase: 'terms' });
    expect(shown(viewOf(asked, step.wayChosen('lightning')))).not.toContain('other-downloads');
  });
});

test('the terms tell the room that running downloads leave', () => {
  const other = recommended(BEGINNING.library, 'supir')!.name;
  const told = (...changes: Step[]): string | undefined => {
    const room = { usedBytes: 0, freeBytes: 9e9, isPersistent: true };
    const asked = step.downloadMoved({ name: BASE, phase: 'terms' });
    const markup = shown(viewOf(step.roomMeasured(room), asked, ...changes));
    return /Needs [^<]*?; ([\d.]+ \w+) are free here/.exec(markup)?.[1];
  };
  const moved = { ...RUNNING, name: other, doneBytes: 1e9, totalBytes: 4e9 };
  expect(told()).toBe('9 GB');
  expect(told(step.downloadMoved(moved))).toBe('6 GB');
  expect(told(step.downloadMoved({ ...moved, totalBytes: null }))).toBe('9 GB');
  expect(told(step.downloadMoved({ ...moved, totalBytes: 40e9 }))).toBe('0 kB');
  expect(told(stopped(other))).toBe('9 GB');
});

describe('a file is needed', () => {
  const PAGE = 'id="need-sdxl"';
  it.each([
    ['gone', true],
    ['ask', false],
  ] as const)('where the one of an earlier visit is “%s”: %s', (access, needed) => {
    const held = { description: sdxlFile(), access };
    const models = withModel(NO_MODELS, held);
    expect(shown(viewOf(withModels(models))).includes(PAGE)).toBe(needed);
  });
});

describe('where no file can be fetched', () => {
  const byHand = (kind: PanelState['host']['kind'], language: PanelState['language']): string =>
    shown(viewOf((state) => ({ ...state, language, host: { ...state.host, kind } })));
  it.each(['en', 'zh-CN'] as const)('says so of the place that it is: %s', (language) => {
    expect(byHand('photoshop', language)).toContain('Photoshop');
    for (const kind of ['standalone', 'photopea'] as const) {
      expect(byHand(kind, language)).toContain('id="needs-by-hand"');
      expect(byHand(kind, language)).not.toContain('Photoshop');
    }
  });
});

test('the terms are in the marks of one language', () => {
  const asked = step.downloadMoved({ name: BASE, phase: 'terms' });
  const chinese = shown(viewOf(asked, (state) => ({ ...state, language: 'zh-CN' })));
  const words = /<p class="card-text"[^>]*>(.*?)<a/.exec(chinese)?.[1] ?? '';
  expect(words).toContain('。');
  expect(words).not.toMatch(/[.;] ?[\p{Script=Han}]|\. *$/u);
});

describe('a chosen file', () => {
  const held = open(sdxlFile());
  const withVerdict: Step = (state) => ({
    ...state,
    models: withModel(state.models, held),
    library: {
      ...state.library,
      verdicts:
        held.access === 'open'
          ? [{ file: held.file, verdict: { kind: 'genuine', name: BASE, title: BASE } }]
          : [],
    },
  });
  it('can be verified again', () => {
    const view = viewOf(withVerdict);
    const markup = templateText(modelCare(view, 'sdxl', view.state.models.sdxl!));
    expect(markup).toContain('data-verdict="genuine"');
    expect(markup).toContain('id="model-sdxl-verify"');
  });
});

describe('the row of a chosen file', () => {
  const rowOf = (
    name: string,
    byteLength: number,
    language: PanelState['language'] = 'en',
  ): string => {
    const chosen = open({ ...sdxlFile(true), name, byteLength });
    const view = viewOf((state) => ({
      ...state,
      language,
      models: withModel(state.models, chosen),
    }));
    const markup = templateText(modelRow(view, 'sdxl', chosen));
    return /class="model-role">(.*?)<\/span/.exec(markup)?.[1]?.trim() ?? '';
  };
  it.each([
    ['sdxl_lightning_8step.safetensors', 6_938_040_682, 'SDXL Lightning, 8 steps · 6.9 GB'],
    ['sdxl_lightning_4step.safetensors', 6_938_040_682, 'SDXL Lightning, 4 steps · 6.9 GB'],
    [
      'juggernautXL_v9Rdphoto2Lightning.safetensors',
      7_105_348_284,
      'Juggernaut XL Lightning · Lightning, 4 steps · 7.1 GB',
    ],
    ['my_sdxl_lightning_2step.safetensors', 6_900_000_000, 'Lightning, 2 steps · 6.9 GB'],
    [
      'RealVisXL_V5.0_Lightning_fp16.safetensors',
      6_938_065_512,
      'RealVisXL 5.0 Lightning · 6.9 GB',
    ],
    ['my_turbo.safetensors', 6_900_000_000, 'Lightning · 6.9 GB'],
  ])('tells its few steps once: %s', (name, byteLength, facts) => {
    expect(rowOf(name, byteLength)).toContain(`· ${facts}`);
  });
  it('tells them once in Chinese, too', () => {
    const row = rowOf('sdxl_lightning_8step.safetensors', 6_938_040_682, 'zh-CN');
    expect(row).toContain('SDXL Lightning, 8 steps');
    expect(row).not.toContain('8 步');
  });
});

describe('a kept file', () => {
  const keptHere: Step = (state) =>
    step.keptFilesListed([{ id: 'one', name: BASE, byteLength: 4, sha256: '' }])({
      ...state,
      library: { ...state.library, can: { download: true, saveAs: true, keep: true } },
    });
  const removable = (...steps: Step[]): string =>
    /id="kept-0-remove".*?\?disabled="(\w+)"/.exec(
      templateText(keptFiles(viewOf(keptHere, ...steps))),
    )?.[1] ?? '';
  it('can be saved as a file, and cannot be removed while SUPIR runs', () => {
    expect(templateText(keptFiles(viewOf(keptHere)))).toContain('id="kept-0-save"');
    expect(removable()).toBe('false');
    expect(removable(runStarted('supir', 0))).toBe('true');
    expect(removable(runStarted('fast', 0))).toBe('false');
  });
});
