import type { Strings } from './en';

export const zhCNUnfinished: Strings['unfinished'] = {
  stop: '停止并保留',
  stopping: '将在此步后停止…',
  title: '有一次未完成的运行',
  text: (done, steps, document) => `“${document}”已完成 ${done} 步，共 ${steps} 步。`,
  notBegun: (document) => `“${document}”还有一个变体尚未生成。`,
  variantsLeft: (count) => `之后还会生成 ${count} 个变体。`,
  device: {
    same: '可从此处继续，结果与未中断时相同。',
    other: '它是在另一设备或驱动程序上开始的：继续后质量相同，但结果不会逐位一致。',
    processor: '它是在显卡上开始的，将由 CPU 继续：速度较慢，质量相同，但结果不会逐位一致。',
    unknown: '可从此处继续，质量与未中断时相同；在同一设备上，结果也完全相同。',
  },
  passing: '浏览器没有存储它：关闭此页面后它会消失。',
  keeping: {
    passing: '浏览器没有存储这次运行：如果它提前结束，只有在此页面保持打开时才能继续。',
    nothingKept: '这次运行没有存储：如果它提前结束，就必须重新开始。',
    refused: (done) => `浏览器不再存储这次运行的步骤：如果它提前结束，将从第 ${done} 步之后继续。`,
  },
  age: (time) => `保存于${time}`,
  goOn: '继续',
  goOnInstead: '已完成的步骤已保留：请在下方继续，无需重新开始。',
  discard: '放弃',
  stoppedAfter: (done, steps) => `已在第 ${done} 步后停止，共 ${steps} 步。`,
  stepsDone: (done, steps) => `${done} / ${steps}`,
};
