import type { enPlan } from './en-plan';

export const zhCNPlan: typeof enPlan = {
  title: '运行之前',
  asking: '正在规划…',
  failed: '目前的设置无法运行',
  fit: { fits: '放得下', tight: '勉强', 'too-large': '放不下' },
  assumedFit: { fits: '应该放得下', tight: '可能勉强', 'too-large': '可能放不下' },
  onProcessor: '使用 CPU',
  about: (time) => `约 ${time}`,
  guess: (time) => `${time}（估计）`,

  time: {
    reading: '读取一次',
    step: '每一步',
    total: '总共',
    perStep: (time) => `× ${time}`,
    basis: {
      measured: '在此设备上以此尺寸实测。',
      'other-shape': '根据此设备上其他尺寸的运行推算。',
      guess: '仅为估计：此设备尚未实测，首次运行后即可知道。',
    },
  },

  card: '显存',
  needs: (needed, free) => `${needed} / 可用 ${free}`,
  needsAssumed: (needed, free) => `${needed} / 可用 ${free}（假定）`,
  assumed: '浏览器不会提供显卡的显存容量。请在此填写一次：',
  total: '显卡共有',
  failedAt: (bytes) => `此显卡曾在需要 ${bytes} 的运行中耗尽显存，因此按更少的容量规划。`,
  forget: '忽略此记录',

  facts: {
    working: '工作尺寸',
    steps: '步数',
    stepsValue: { together: '提示词一起处理', apart: '提示词逐个处理' },
    weights: '权重',
    samplerTiles: '采样分块',
    vaeTiles: 'VAE 分块',
    tiles: (count, tile) => `${count} × ${tile} px`,
    whole: '无',
    reading: '需读取',
    host: '电脑内存',
    hostOf: (needed, all) => `${needed} / ${all}`,
  },

  ways: {
    title: '解决办法',
    none: '此处已无可更改的设置。选区越小，所需越少。',
    name: {
      'weights-q8': '8 位权重',
      'weights-q4': '4 位权重',
      'prompts-apart': '提示词逐个处理',
      'smaller-size': (size) => `以 ${size} 处理`,
      'sampler-tiles': '分块采样',
      'vae-tiles': '缩小 VAE 分块',
    },
    less: (bytes) => `省 ${bytes}`,
    price: {
      'weights-q8': '差异在 ±2/255 以内',
      'weights-q4': '画面有可见差异',
      'prompts-apart': '画面相同',
      'smaller-size': '细节较少',
      'sampler-tiles': '各块看不到全图',
      'vae-tiles': '画面几乎相同',
    },
    slower: (percent) => `慢 ${percent}`,
    quicker: (percent) => `快 ${percent}`,
    then: { fits: '这样就放得下', tight: '这样仍较勉强', 'too-large': '这样仍不够' },
    and: (first, second) => `${first}，${second}`,
  },

  errorWays: {
    'tiles-auto': ['自动分块', '由面板选择设备能容纳的分块。'],
    'smaller-scale': ['较小的倍数', '结果的像素较少。'],
    'weights-auto': ['自动权重', '由面板选择此设备可用的权重。'],
    'device-auto': ['自动选择设备', '有 GPU 时使用 GPU。'],
    fast: ['快速引擎', '任何电脑上只需几秒，细节较少。'],
  },

  noHalfFloats: {
    text: '此浏览器只能使用 32 位浮点数：Linux 上的 Chrome 对 NVIDIA 显卡关闭了 16 位浮点数。用以下参数启动浏览器，所需显存更少，用时约减半：',
    copy: '复制参数',
  },
};
