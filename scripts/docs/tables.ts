import { type NamedRow, rowsOf } from '../../panel/settings/settings';
import {
  FOLDED_GROUPS,
  type SettingRow,
  SETTINGS,
  type SettingsTable,
  slugOf,
} from '../../panel/settings/table';
import { en } from '../../panel/strings/en';
import { rangeText } from '../demo/setting-flags';

/** What stands between `<!-- NAME -->` and `<!-- end of NAME -->` in a page. */
type Tables = Readonly<Record<string, string>>;

/** The tables about settings that README.md and panel/AUTOMATION.md hold, by name. */
export function settingsTables(table: SettingsTable = SETTINGS): Tables {
  const shown = rowsOf(table).filter(([, { group }]) => group !== undefined);
  const ofSupir = shown.filter(([, { restorer }]) => restorer === 'supir');
  const others = shown.filter((row) => !ofSupir.includes(row));
  return {
    'settings of every restorer': markdownTable(CONTROL_HEAD, others.map(controlLine)),
    'settings of SUPIR': markdownTable(CONTROL_HEAD, ofSupir.map(controlLine)),
    'flags of SUPIR': markdownTable(
      ['settings', 'flags'],
      (['supir', ...FOLDED_GROUPS] as const).map((group) => [
        group === 'supir' ? 'In sight' : en.supir.detail.group[group],
        code(ofSupir.flatMap(([, row]) => (row.group === group ? flagText(row) : [])).join(' ')),
      ]),
    ),
  };
}

/**
 * A page with the tables between their markers replaced.
 * @throws Error for a marker of another name, or one that has no end
 */
export function withTables(page: string, tables: Tables = settingsTables()): string {
  return page.replace(MARKED, (_, name: string) => {
    const table = tables[name];
    if (table === undefined) throw new Error(`no table is called “${name}”`);
    return `<!-- table: ${name} -->\n\n${table}\n\n<!-- end of table -->`;
  });
}

const MARKED = /<!-- table: (.+?) -->[\s\S]*?<!-- end of table -->/g;

const CONTROL_HEAD = ['id', 'how to set it', 'default', 'flag'];

function controlLine([name, row]: NamedRow): readonly string[] {
  return [
    code(`setting-${slugOf(name, row)}`),
    `${howText(name, row)}${row.under === undefined ? '' : `; there while \`${row.under.name}\` is \`${row.under.value}\``}`,
    row.default === null ? followed(row) : code(JSON.stringify(row.default)),
    row.flag === undefined ? '' : code(`--${row.flag}`),
  ];
}

function followed({ fromPreset, mayBeUnknown }: SettingRow): string {
  if (mayBeUnknown === true) return 'not known';
  return fromPreset === true ? 'the preset’s' : 'automatic';
}

function howText(name: string, row: SettingRow): string {
  const range = rangeText(row);
  switch (row.type) {
    case 'choice': {
      const [first, ...others] = row.options;
      const ids = [
        `setting-${slugOf(name, row)}-${first}`,
        ...others.map((option) => `-${option}`),
      ];
      return `click ${ids.map(code).join(', ')}`;
    }
    case 'switch':
      return 'click: a switch, `true` or `false`';
    case 'text':
      return `a text area, ${range}`;
    case 'number':
      if (row.unit === 'percent') return `${range}: a slider, arrow keys`;
      return `${range}${UNITS[row.unit ?? 'none']}: select all, type, press Enter`;
  }
}

const UNITS = { px: '; pixels', gb: '; GB', none: '' } as const;

function flagText(row: SettingRow): readonly string[] {
  if (row.flag === undefined) return [];
  return [row.type === 'choice' ? `--${row.flag} ${row.options.join('|')}` : `--${row.flag}`];
}

const code = (text: string): string => (text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``);

/** As prettier formats it. */
function markdownTable(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) =>
    Math.max(3, title.length, ...body.map((line) => line[at]?.length ?? 0)),
  );
  const lineOf = (cells: readonly string[]): string =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`;
  return [head, widths.map((width) => '-'.repeat(width)), ...body].map(lineOf).join('\n');
}
