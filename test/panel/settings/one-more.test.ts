import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defaultsOf, rowsOf, type Settings } from '../../../panel/settings/settings';
import { isAllowed, parseSettings, serializeSettings } from '../../../panel/settings/storage';
import { SETTINGS, type SettingRow } from '../../../panel/settings/table';
import { initialState } from '../../../panel/store/panel-state';
import { en } from '../../../panel/strings/en';
import { formatFor } from '../../../panel/strings/format';
import { supirDetail } from '../../../panel/views/supir/supir-settings';
import type { PanelActions, View } from '../../../panel/views/view-input';
import { settingsTables, withTables } from '../../../scripts/docs/tables';
import {
  flagArguments,
  flagUsage,
  readFlags,
  settingSteps,
} from '../../../scripts/demo/setting-flags';
import { UsageError } from '../../../scripts/demo/values';
import { templateText } from '../views/template-text';

/** What adding a number to SUPIR's settings takes, beside the code that uses it: a row … */
const ROW = {
  type: 'number',
  min: 0,
  max: 2,
  step: 0.1,
  default: 1,
  restorer: 'supir',
  group: 'guidance',
  flag: 'grain-size',
} as const satisfies SettingRow;
const TABLE = { ...SETTINGS, grainSize: ROW };

/** … and its words. */
const WORDS = { label: 'Grain', help: 'How coarse the grain is.' };
const STRINGS = { ...en, setting: { ...en.setting, grainSize: WORDS } };

const DEFAULTS = defaultsOf(TABLE);
const ROWS = rowsOf(TABLE).filter(([name]) => name === ('grainSize' as string));

/** What a view would do is of no account here. */
const NO_ACTIONS = { pasteText: null } as PanelActions;

function viewOf(settings: Settings): View {
  const host = { kind: 'standalone', description: '', modes: ['in-place'] } as const;
  const start = { settings, language: 'en', dark: false, developer: false, host } as const;
  return {
    state: initialState(start),
    t: STRINGS,
    f: formatFor('en'),
    act: NO_ACTIONS,
    nowMs: 0,
    wallClockMs: 0,
    version: '',
  };
}

describe('one more number in the table', () => {
  it('has a default, is stored and validated', () => {
    expect(DEFAULTS.grainSize).toBe(1);
    const changed = { ...DEFAULTS, grainSize: 0.5, steps: 7 };
    expect(parseSettings(TABLE, serializeSettings(changed))).toEqual(changed);
    for (const wrong of [3, -1, '1', null]) {
      const text = serializeSettings({ ...changed, ...{ grainSize: wrong } });
      expect(parseSettings(TABLE, text)).toEqual({ ...changed, grainSize: 1 });
      expect(isAllowed(ROW, wrong)).toBe(false);
    }
    expect(parseSettings(TABLE, serializeSettings(parseSettings(SETTINGS, null)))).toEqual(
      DEFAULTS,
    );
  });

  it('has a flag with help, and is set in the panel by it', () => {
    expect(flagArguments(ROWS)).toEqual({ 'grain-size': { type: 'string' } });
    expect(flagUsage(ROW, WORDS)).toBe(
      '  --grain-size N        0 to 2, default 1. How coarse the grain is.',
    );
    const given = readFlags({ 'grain-size': '0.5' }, ROWS);
    expect(given).toEqual({ grainSize: 0.5 });
    expect(settingSteps(given, TABLE)).toEqual([{ how: 'type', slug: 'grain-size', value: 0.5 }]);
    expect(() => readFlags({ 'grain-size': '2.5' }, ROWS)).toThrow(UsageError);
    expect(() => readFlags({ 'grain-size': 'coarse' }, ROWS)).toThrow(UsageError);
  });

  it('has its control among those of its group, and is counted as a change', () => {
    const control = /<sp-number-field id="setting-grain-size"[^>]*>/;
    const text = templateText(supirDetail(viewOf(DEFAULTS), TABLE));
    expect(text).toMatch(
      /id="group-guidance"[\s\S]*id="setting-grain-size"[\s\S]*id="group-prompts"/,
    );
    expect(control.exec(text)?.[0]).toMatch(
      /label="Grain" data-value="1" min="0" max="2" step="0.1"/,
    );
    expect(text).toContain(WORDS.help);
    expect(text).not.toContain('reset-grain-size');

    const changed = templateText(supirDetail(viewOf({ ...DEFAULTS, ...{ grainSize: 2 } }), TABLE));
    expect(control.exec(changed)?.[0]).toContain('data-value="2"');
    expect(changed).toContain('label="Reset Grain to 1"');
    expect(changed).toContain(en.supir.detail.custom('1'));
    expect(templateText(supirDetail(viewOf(DEFAULTS)))).not.toContain('grain-size');
  });

  it('is in the documents', () => {
    const page = (name: string): string =>
      readFileSync(path.join(__dirname, '../../..', name), 'utf8');
    const tables = settingsTables(TABLE);
    expect(withTables(page('panel/AUTOMATION.md'), tables)).toMatch(
      /^\| `setting-grain-size` +\| 0 to 2: .* \| `1` +\| `--grain-size` +\|$/m,
    );
    expect(withTables(page('README.md'), tables)).toMatch(/^\| Guidance \|.*--grain-size`/m);
  });
});
