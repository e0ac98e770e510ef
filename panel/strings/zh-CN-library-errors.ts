import type { ErrorTexts } from './error-text';

const GO_ON = '已收到的部分会保留：可稍后继续，或从其页面下载。';
const BY_HAND = '请打开页面，在那里下载文件，然后在此选择它。';

const refused = (what: string, hint: string): ErrorTexts[string] => ({
  message: `“{file}”的服务器${what}（{status}）。`,
  hint,
});

/** Downloads of model files, and what the browser keeps of them. */
export const zhCNLibraryErrors: ErrorTexts = {
  'download-sign-in': refused('要求先登录', BY_HAND),
  'download-forbidden': refused('不向所有人提供此文件', BY_HAND + '可能需要先在那里接受许可条款。'),
  'download-missing': refused('上已没有此文件', '请打开页面查看文件是否已移动；下载后在此选择它。'),
  'download-busy': refused('收到的请求过多', GO_ON),
  'download-server-failed': refused('返回了错误', GO_ON),
  'download-is-page': { message: '服务器发来的是网页，而不是“{file}”。', hint: BY_HAND },
  'download-unreachable': {
    message: '无法连接“{file}”的服务器。',
    hint: '请检查网络。' + GO_ON,
  },
  'download-stalled': { message: '“{file}”的服务器已停止发送。', hint: GO_ON },
  'download-cut': { message: '下载“{file}”时连接一再中断。', hint: GO_ON },
  'download-changed': {
    message: '“{file}”在下载过程中于服务器上发生了变化。',
    hint: '请稍后重试，或从其页面下载。',
  },
  'download-damaged': {
    message: '收到的内容不是“{file}”：哈希值不符。',
    hint: '未保留任何内容。请重新下载，或从其页面下载。',
  },
  'download-other-length': {
    message: '服务器上名为“{file}”的文件有 {bytes} 字节，而它应为 {expected} 字节。',
    hint: BY_HAND,
  },
  'library-full': {
    message: '“{file}”还需要浏览器中的 {needed} GB 空间，而留给它的只有 {free} GB。',
    hint: '请清理磁盘空间，或在下方移除保存的文件；也可以直接选择原处的文件。',
  },
  'library-busy': {
    message: '另一个标签页正在写入“{file}”。',
    hint: '请等它在那里完成，或在那里停止后在此继续。',
  },
  'library-refused': {
    message: '浏览器没有保存“{file}”。',
    hint: '隐私窗口或被阻止的网站数据会造成这种情况。请直接选择原处的文件。',
  },
  'kept-file-gone': {
    message: '浏览器已移除此页面保存的“{file}”。',
    hint: '磁盘空间不足时浏览器会这样做。请重新选择或重新下载该文件。',
  },
  'model-save-failed': {
    message: '无法将“{file}”写入您选择的位置。',
    hint: '文件是完整的，已保存在此浏览器中。请检查磁盘后，使用下方的“另存为文件…”。',
  },
};
