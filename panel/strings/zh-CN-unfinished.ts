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
    unknown: '可从此处继续，质量与未中断时相同；在同一设备上，结果也完全相同。',
  },
  age: (time) => `保存于${time}`,
  goOn: '继续',
  discard: '放弃',
  stoppedAfter: (done, steps) => `已在第 ${done} 步后停止，共 ${steps} 步。`,
  stepsDone: (done, steps) => `${done} / ${steps}`,
};
