import type { ErrorTexts } from './error-text';

const TAKE_EXPORTED = '请使用由本面板导出的 .json 文件，或由它复制的完整文本。';

/** Prompt presets, and files of them. */
export const zhCNPresetErrors: ErrorTexts = {
  'preset-name-missing': { message: '预设没有名称。', hint: '请输入名称。' },
  'preset-name-taken': {
    message: '已有名为“{name}”的预设。',
    hint: '请输入其他名称，或选择该预设并将更改保存到其中。',
  },
  'preset-name-built-in': {
    message: '列表中已有“{name}”，它不是您的预设。',
    hint: '请输入其他名称。',
  },
  'presets-full': {
    message: '您的预设最多 {limit} 个。',
    hint: '未添加任何内容。请先导出为文件，再删除一些。',
  },
  'presets-too-long': {
    message: '您的全部预设将超过 {limit} 个字符。',
    hint: '未添加任何内容。请缩短提示词，或导出后删除一些预设。',
  },
  'preset-gone': {
    message: '预设“{name}”已不存在。',
    hint: '另一个窗口已将其删除。您的设置没有变化，可另存为新的预设。',
  },
  'presets-not-copied': {
    message: '未能将预设复制到剪贴板。',
    hint: '请重试。预设仍按原样保留在此。',
  },
  'preset-file-too-large': {
    message: '“{file}”超过 {limit} kB，其中没有提示词预设。',
    hint: TAKE_EXPORTED,
  },
  'preset-file-foreign': { message: '“{file}”中没有提示词预设。', hint: TAKE_EXPORTED },
  'preset-file-version': {
    message: '“{file}”的版本是 {version}，本面板不认识。',
    hint: '请更新面板，或用相同版本导出该文件。',
  },
  'preset-file-wrong': {
    message: '“{file}”中预设“{preset}”的“{field}”取值无效。',
    hint: '未导入任何内容。请更正文件，或从中删除该预设。',
  },
  'preset-file-empty': { message: '“{file}”中的预设列表为空。', hint: TAKE_EXPORTED },
};
