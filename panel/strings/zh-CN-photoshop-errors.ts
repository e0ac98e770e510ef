import type { ErrorTexts } from './error-text';

/** Errors of the plugin in Photoshop and of the bridge to it. */
export const zhCNPhotoshopErrors: ErrorTexts = {
  'photoshop-busy': {
    message: 'Photoshop 正忙：有打开的对话框，或其他插件正在运行。',
    hint: '请关闭对话框或等待 Photoshop 完成，然后重试。',
  },
  'photoshop-cancelled': {
    message: '操作已在 Photoshop 中取消；文档没有变化。',
    hint: '结果已保留：可再次插入，或另存为文件。',
  },
  'photoshop-failed': {
    message: 'Photoshop 无法完成该操作（{what}）。',
    hint: '请重试；如果再次发生，请复制诊断信息。',
  },
  'document-mode': {
    message: 'Photoshop 只提供 RGB、灰度和 Lab 文档的像素。',
    hint: '请使用“图像 > 模式 > RGB 颜色”转换文档。',
  },
  'group-locked': {
    message: '图层组“{name}”已锁定，无法在其中添加图层。',
    hint: '请解锁该组后再次插入结果。',
  },
  'quick-mask': {
    message: '文档处于快速蒙版模式，此时没有选区。',
    hint: '请退出快速蒙版模式（Q）后重试。',
  },
  'bridge-lost': {
    message: '面板与 Photoshop 之间的连接中断了。',
    hint: '请重试；如果仍然如此，请关闭并重新打开面板。已完成的结果会保留。',
  },
  'bridge-timeout': {
    message: 'Photoshop 没有及时响应。',
    hint: '请关闭 Photoshop 中打开的对话框，等待其完成后重试。',
  },
  'bridge-too-large': {
    message: '一次传给 Photoshop 的数据过多。',
    hint: '请选择较小的区域，或较小的倍数。',
  },
  'bridge-protocol': {
    message: '面板与其插件无法相互理解（{what}）。',
    hint: '请重新启动 Photoshop，使两部分为同一版本。',
  },
  'file-unknown': {
    message: 'Photoshop 不再允许访问该文件。',
    hint: '请重新选择该文件。',
  },
  'host-file-refused': {
    message: 'Photoshop 不允许面板读取“{file}”。',
    hint: '请改用“选择文件…”：面板会自行读取该文件。',
  },
  'host-file-changed': {
    message: '“{file}”的长度与选择时不同。',
    hint: '文件可能仍在写入，或已被替换；请重新选择。',
  },
  'asset-too-large': {
    message: '“{file}”大于面板文件应有的大小。',
    hint: '请重新安装面板；它的文件已被替换。',
  },
  'clipboard-empty': { message: '剪贴板中没有文字。', hint: '请先复制一些文字。' },
};
