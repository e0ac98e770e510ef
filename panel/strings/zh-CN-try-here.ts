import type { Strings } from './en';

export const zhCNTryHere: Strings['tryHere'] = {
  open: '在此试一块…',
  openHelp: '整体运行之前，先在所选位置修复一块。',
  title: '在此试一块',
  close: '关闭',
  hint: '点击关键的位置，将以当前设置先修复那里的一块。',
  picture: '用于选择位置的图片',
  keys: '方向键移动位置，按住 Shift 步幅更大；按 Enter 试那里的一块。',
  point: (x, y) => `试 ${x}, ${y} 处`,
  go: '试一块',
  again: '再试一次',
  show: '显示所选部分',
  trying: '正在试一块…',
  tile: (size, time) => `${size} 的一块，用时 ${time}`,
  reason: {
    selection: '现在选中的是另一部分。',
    settings: '试过这一块之后设置已更改。',
    document: '试过这一块之后文档已更改。',
  },
  used: {
    tile: '运行时将直接采用这一块。',
    start: '运行时将沿用各步之前的全部计算。每一步都会参照这一块的周围，因此结果可能略有不同。',
  },
  seed: (seed) => `运行将从相同的噪声开始，种子为 ${seed}。`,
};
