import type { ErrorTexts } from './error-text';

export const zhCNUnfinishedErrors: ErrorTexts = {
  'unfinished-run-unusable': {
    message: '为未完成的运行保留的内容与这些设置或文件不符。',
    hint: '请放弃它，然后重新修复选区。',
  },
  'unfinished-run-other-precision': {
    message: '未完成的运行开始时的精度（{begun}）与此设备的计算精度（{now}）不同。',
    hint: '请在开始它的设备上继续，或放弃它，然后重新修复选区。',
  },
  'unfinished-run-elsewhere': {
    message: '面板正在另一个标签页中继续这次运行。',
    hint: '请在那里等它结束，或先在那里取消。',
  },
  'unfinished-run-lost': {
    message: '为未完成的运行保留的内容已丢失或损坏。',
    hint: '请重新修复选区。',
  },
  'unfinished-run-changed-file': {
    message: '“{name}”已不是未完成的运行开始时所用的文件：它已被更改或替换。',
    hint: '请在“模型文件”下选择原来的文件后继续，或放弃未完成的运行。',
  },
  'unfinished-run-other-files': {
    message: '未完成的运行开始时用的不是现在所选的文件，而是“{name}”。',
    hint: '请在“模型文件”下选择该文件后继续，或放弃未完成的运行。',
  },
};
