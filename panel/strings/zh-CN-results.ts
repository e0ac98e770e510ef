import type { enResults } from './en-results';

export const zhCNResults: typeof enResults = {
  title: '结果',
  count: (count, bytes) => `${count} 个结果，${bytes}`,
  aside: (count) => `结果中还有 ${count} 个可供挑选。`,
  seed: (seed) => `种子 ${seed}`,
  stopped: (name, step) => `${name}，第 ${step} 步`,
  stepsDone: (done, steps) => `第 ${done} 步，共 ${steps} 步`,
  fast: (restorer, scale) => `${restorer} ${scale}`,
  named: (name, placed, age) => `${name}，${placed}，${age}`,
  placed: { waiting: '未确认插入', inserted: '已插入', aside: '未插入' },
  insert: '插入',
  insertAgain: '再次插入',
  insertToo: '同时插入',
  replace: (name) => `替换“${name}”`,
  save: '另存为 PNG',
  useSettings: '使用这些设置',
  settingsUsed: '正在使用这些设置',
  discard: '删除',
  compareWith: '对比',
  nothing: '无',
  original: '原图',
};
