import type { enSupir } from './en-supir';

export const zhCNSupir: typeof enSupir = {
  restorer: {
    using: {
      supir: '将使用 SUPIR。',
      fast: '将使用“快速”。',
      remote: '将使用 ComfyUI 服务器。',
    },
    chosen: {
      supir: '重建丢失的细节，在高性能显卡上需要几分钟。',
      fast: '内置引擎，任何电脑上只需几秒。',
      remote: '在您自己的服务器上运行 SUPIR；图片会发送到那里再传回。',
    },
    obstacle: {
      'models-missing': 'SUPIR 需要两个模型文件。',
      'supir-model-missing': '还缺少 SUPIR 文件。',
      'base-model-missing': '还缺少 SDXL 大模型。',
      'models-do-not-fit': '两个模型文件不匹配。',
      'lora-does-not-fit': 'LoRA 与模型文件不匹配。',
      'model-access-needed': '模型文件等待您的访问许可。',
      'model-choose-again': '需要重新选择模型文件。',
      'model-config-needed': '模型文件需要配套的 config.json。',
      'model-licence-open': '尚未接受 SUPIR 的使用条款。',
      'no-gpu': 'SUPIR 需要显卡才能达到可用的速度。',
      'server-address-missing': '还缺少服务器的地址。',
      'server-headers-open': '标头会未经加密地经过网络。',
      'server-files-missing': '请测试连接，然后选择服务器上的文件。',
      'server-supir-missing': '请选择服务器上的 SUPIR 文件。',
      'server-base-missing': '请选择服务器上的大模型。',
      'server-licence-open': '尚未接受 SUPIR 的使用条款。',
      'server-privacy-open': '您尚未允许将图片发送到此服务器。',
    },
  },

  models: {
    title: '模型文件',
    none: '尚未选择',
    short: (supir, sdxl) => `${supir} + ${sdxl}`,
    intro:
      '您自己的两个文件（.safetensors 或 .ckpt），顺序不限：SUPIR-v0Q 或 SUPIR-v0F，以及一个 SDXL 大模型；可另加一个 LoRA。文件在原处读取，不会复制，也不会上传。',
    pick: '选择文件…',
    drop: '或拖放到此面板',
    dropHere: '松开以添加模型文件',
    role: { supir: 'SUPIR', sdxl: '大模型', lora: 'LoRA 文件' },
    missing: {
      supir: 'SUPIR-v0Q 或 SUPIR-v0F',
      sdxl: '任意 SDXL 大模型',
      lora: '可选：一个适用于 SDXL 的 LoRA',
    },
    notChosen: '未选择',
    variant: { Q: '画质', F: '保真' },
    lightning: 'Lightning',
    unpublished: '自定规格',
    hint: {
      'v-prediction':
        '名称暗示这是 v-prediction 模型。如果确实如此，结果会出错；请选择预测噪声（epsilon）的大模型。',
      'zero-snr':
        '名称暗示这是零终端信噪比（zero terminal SNR）模型。如果确实如此，结果会出错；请选择预测噪声（epsilon）的大模型。',
      edm: '名称暗示这是 EDM 模型。如果确实如此，结果会出错；请选择预测噪声（epsilon）的大模型。',
      x0: '名称暗示这是一步模型（x0）。如果确实如此，结果会出错；请选择预测噪声（epsilon）的大模型。',
    },
    remove: (name) => `移除 ${name}`,
    replace: (name) => `更换 ${name}`,
    checking: (names) => `正在读取 ${names}…`,
    dismiss: '关闭',
    allow: '重新允许访问',
    allowText: '重新加载页面后，浏览器会先询问一次才再次读取文件。',
    gone: '此浏览器无法记住文件位置，请重新选择。',
    config: '网络规格',
    configText: '用于非已发布规格的网络。',
    configPick: '选择 config.json…',
    configRemove: '移除网络规格',
  },

  hostFiles: {
    pick: '在 Photoshop 的对话框中选择…',
    explained: '较慢：文件经由 Photoshop 复制。适用于上面的选择器无法打开的情况。',
    known: '曾在 Photoshop 的对话框中选择：',
    again: '重新读取',
    forget: (name) => `不再记住 ${name}`,
    loading: (name) => `正在通过 Photoshop 读取 ${name}…`,
    counted: (done, total) => `${done} / ${total}`,
    cancel: '取消',
  },

  licence: {
    title: '仅限非商业用途',
    text: (holder) => `SUPIR 权重归 ${holder} 所有，仅可用于非商业用途；商业使用须获得其许可。`,
    accept: '我已了解并接受',
    more: '查看条款',
    about: 'SUPIR 权重',
  },

  preset: {
    mismatch: {
      'quality-with-fidelity-file': '当前 SUPIR 文件是 v0F，适合“保真”。',
      'fidelity-with-quality-file': '当前 SUPIR 文件是 v0Q，适合“画质”。',
      'lightning-with-full-base': '当前大模型不像是 Lightning 模型，步数过少可能细节不足。',
      'full-with-lightning-base': '当前大模型或其 LoRA 属于 Lightning，步数过多可能画面过度锐化。',
    },
  },

  prompt: {
    standard: '标准文本',
    empty: '空白',
    tokens: {
      atMost: (limit) => `最多 ${limit} 个词元`,
      used: (used, limit) => `${used} / ${limit} 个词元`,
      quality: (count) => `质量提示词占 ${count}`,
      together: '含提示词',
      over: (count) => `超出 ${count} 个词元，以下内容不会被读取：`,
      foreign: '其他程序的语法在此无效，按普通文字读取：',
      failed: (reason) => `无法统计词元。${reason}`,
    },
    paste: '粘贴',
    pasteInto: (label: string): string => `粘贴到“${label}”`,
  },

  fidelity: {
    left: '更自由',
    right: '更接近原图',
    custom: '自定',
    customText: '已在“SUPIR 设置”中手动设置；移动滑块即可恢复由它控制。',
    middle: '正中',
    ends: '0% 最自由，100% 最接近原图。',
  },

  detail: {
    title: 'SUPIR 设置',
    custom: (count) => `已更改 ${count} 项`,
    group: {
      sampling: '采样',
      guidance: '引导',
      prompts: '提示词',
      picture: '画面',
      memory: '内存',
    },
    seedOption: { random: '每次随机', fixed: '固定' },
    seedNumber: '种子数值',
  },

  run: {
    part: {
      text: '正在理解提示词…',
      'denoise-encode': '正在清理原图…',
      'stage1-decode': '正在解码清理后的原图…',
      'stage1-encode': '正在编码清理后的原图…',
      sample: '正在修复…',
      decode: '正在解码结果…',
    },
    counted: (what, done, total) => `${what} ${done} / ${total}`,
    step: (step, total) => `第 ${step} 步，共 ${total} 步`,
    stepTile: (step, tile, tiles) => `${step}；第 ${tile} 块，共 ${tiles} 块`,
    variant: (variant, variants, text) => `变体 ${variant} / ${variants} · ${text}`,
    network: {
      text: '文本编码器',
      'denoise-encode': 'VAE',
      'stage1-decode': 'VAE',
      'stage1-encode': 'VAE',
      sample: 'UNet',
      decode: 'VAE',
    },
    load: (what, done, total) => `正在加载 ${what} ${done} / ${total}`,
    preview: '正在生成的结果',
  },

  region: {
    working: (size) => `SUPIR 会先放大到 ${size} 再处理`,
  },

  result: {
    weights: '权重',
    weightsValue: (type, size) => `${type}，${size}`,
    read: '从文件读取',
    readKept: (size) => `${size}；其余沿用之前的运行`,
    steps: '步数',
    seed: '种子',
    keepSeed: '保留此种子',
    seedKept: '种子已保留',
    working: '工作尺寸',
    vaeTiles: 'VAE 分块',
    vaeTilesValue: (encoder, decoder) => `${encoder} / ${decoder} px`,
  },
};
