import type { enPromptPresets } from './en-prompt-presets';

export const zhCNPromptPresets: typeof enPromptPresets = {
  label: '提示词预设',
  help: '针对某类画面的用词：设置提示词、反向提示词、质量提示词、画质或保真，以及保真度。之后的改动由您决定，点一下即可恢复。',
  standard: '标准',
  groups: { builtIn: '内置', own: '我的预设' },
  builtIn: {
    photograph: '照片',
    portrait: '人像',
    'old-photograph': '老照片',
    drawing: '绘画',
    product: '无文字产品照',
  },

  edited: '已更改',
  editedText: '当前设置已与此预设不同。',
  back: (name) => `恢复为“${name}”`,
  update: '保存',
  updateText: (name) => `将更改保存到“${name}”`,
  saveAs: '另存为…',
  rename: (name) => `重命名“${name}”`,
  remove: (name) => `删除“${name}”`,
  exportAll: '将我的预设导出为文件',
  copyAll: '将我的预设复制为文本（JSON）',
  importFile: '从文件导入预设',
  importPasted: '从剪贴板导入预设',

  clipboard: '剪贴板',

  name: '预设名称',
  nameOk: { 'save-as': '保存', rename: '重命名' },
  cancel: '取消',

  undo: '撤销',
  dismiss: '关闭',
  news: {
    replaced: '预设已替换您编辑过的内容。',
    added: (name) => `已保存“${name}”。`,
    renamed: (name) => `现在名为“${name}”。`,
    updated: (name) => `更改已保存到“${name}”。`,
    deleted: (name) => `已删除“${name}”。`,
    imported: (count) => `已导入 ${count} 个。`,
    importedSome: (count, same) => `已导入 ${count} 个；另有 ${same} 个原已存在。`,
    exported: (count) => `已导出 ${count} 个。`,
    copied: (count) => `已复制 ${count} 个。请将文本粘贴到以 .json 结尾的文件中。`,
  },
  fleeting: '此浏览器目前无法保存您的预设：请在关闭页面前导出。',
};
