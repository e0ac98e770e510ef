import type { enAdjust } from './en-adjust';

export const zhCNAdjust: typeof enAdjust = {
  title: '调整',
  changed: '已更改',
  strength: { label: '强度', help: '结果与原图混合的比例。' },
  detail: {
    label: '细节',
    help: '100% 时所有结构都来自结果。低于 100% 时，先从原图取回较粗的结构，再取回越来越细的结构。',
  },
  grain: { label: '颗粒', help: '把修复时去掉的原图细微颗粒加回来。' },
  colorFix: { label: '颜色', help: '使颜色更接近原图。' },
  grow: { label: '扩展蒙版', help: '移动蒙版的边缘（文档像素）。' },
  feather: { label: '羽化蒙版', help: '向两侧柔化蒙版的边缘（文档像素）。' },
  room: '此结果由旧版本生成，选区之外没有像素：蒙版最多扩展到选区最外侧的像素，并从那里向内柔化。',
  apply: '应用到图层',
  insert: '插入为图层',
  applying: '正在应用…',
  strips: (done, total) => `正在调整第 ${done} 部分，共 ${total} 部分`,
  applied: '图层已是此效果。',
  maybeUndone: '图层曾设为此效果。如果您已撤销，可再次应用。',
  pending: '正在更新对比…',
  notApplied: '文档中的图层尚未应用此效果。',
  waiting: '尚未插入文档。',
  layerUnknown: '已找不到其图层：将作为新图层插入。',
  reset: '重置',
};
