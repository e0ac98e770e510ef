import type { ErrorTexts } from './errors';

export const zhCNErrors: ErrorTexts = {
  'no-document': { message: '没有打开的文档。', hint: '请先打开一张图片。' },
  'no-layer': { message: '没有选中图层。', hint: '请在图层面板中选中一个图层。' },
  'several-layers': { message: '选中了多个图层。', hint: '请只选中一个图层。' },
  'document-gone': {
    message: '文档已经关闭。',
    hint: '结果已保留：重新打开文档后可再次插入，或另存为 PNG。',
  },
  'layer-gone': {
    message: '图层已不存在。',
    hint: '结果已保留：选中另一个图层后可再次插入，或另存为 PNG。',
  },
  'document-changed': {
    message: '处理期间文档的尺寸发生了变化。',
    hint: '结果已保留：可另存为 PNG，或重新运行。',
  },
  'kept-document-missing': {
    message: '“{name}”不是当前文档。',
    hint: '请以原始尺寸（{width} × {height}）打开该文档，选中结果下方的图层后再次插入；或另存为 PNG。',
  },
};
