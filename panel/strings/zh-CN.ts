import type { Strings } from './en';
import { zhCNAdjust } from './zh-CN-adjust';
import { zhCNDiagnostics } from './zh-CN-diagnostics';
import { zhCNLibrary } from './zh-CN-library';
import { zhCNPlan } from './zh-CN-plan';
import { zhCNPromptPresets } from './zh-CN-prompt-presets';
import { zhCNResults } from './zh-CN-results';
import { zhCNSettings } from './zh-CN-settings';
import { zhCNServer } from './zh-CN-server';
import { zhCNSupir } from './zh-CN-supir';
import { zhCNTryHere } from './zh-CN-try-here';
import { zhCNUnfinished } from './zh-CN-unfinished';

export const zhCN: Strings = {
  languageName: '简体中文',
  app: { name: 'SUPIR Panel' },
  sentence: (words) => `${words}。`,
  sentences: (first, second) => first + second,
  labelled: (words, thing) => `${words}，${thing}`,

  start: {
    waiting: '正在等待 Photopea…',
    waitingText: '它可能还在忙。一有回应，面板就会打开。',
    without: '不使用 Photopea 打开',
  },

  header: {
    noDocument: '没有打开的文档',
    noDocumentHint: '请先打开一张图片。',
    connecting: '正在连接编辑器…',
    noLayer: '未选中图层',
    severalLayers: (count) => `已选中 ${count} 个图层`,
    selection: '选区',
    wholeLayer: '整个图层',
    result: '结果',
    sameSize: '尺寸不变',
    about: '关于',
    outputSize: (part, from, to) => `${part}，${from} 变为 ${to}`,
    megapixels: (value) => `${value} 百万像素`,
    wholeDocument: (size) => `文档变为 ${size}`,
  },

  notices: {
    'redo-lost': '读取此选区会丢失文档中可重做的步骤。',
    'dialog-open': '请先关闭编辑器中打开的对话框。',
    'converted-to-8-bit': '此编辑器以每通道 8 位提供像素。',
    'no-color-management': '不会考虑此文档的颜色配置文件。',
  },

  settings: {
    heading: '设置',
    advanced: '高级',
    resetTo: (name, value) => `将“${name}”重置为 ${value}`,
    helpFor: (name) => `帮助：${name}`,
    on: '开',
    off: '关',

    scaleOption: (scale) => `${scale}×`,
    modeExplained: {
      'in-place': '文档尺寸不变，新图层与原像素完全对齐。',
      enlarge: '整个文档一起放大，结果保留全部分辨率。',
      'smart-object': '内部保留全部分辨率，按文档尺寸显示。',
    },
    modeObstacle: {
      'host-cannot': '此编辑器不支持。将使用“原位”。',
      'nothing-to-enlarge': '需要大于 1× 的倍数。将使用“原位”。',
      'document-too-large': '文档会变得过大。请选择较小的倍数或其他输出方式。',
    },

    mask: '蒙版边缘',
    pixels: 'px',
    gigabytes: 'GB',
    spokenUnit: { px: '像素', gb: '吉字节' },
  },

  device: {
    webgpu: (label) => (label === '' ? 'WebGPU' : `WebGPU · ${label}`),
    wasm: (threads) => `CPU（WebAssembly，${threads} 线程）`,
    software: '软件渲染',
    asking: '正在查询设备…',
    why: '为什么不用 GPU？',
    chosen: '您在“高级”中选择了 CPU。',
    noWebgpu: (reason) => `没有 WebGPU：${reason}`,
    softwareAdapter: '浏览器只提供软件渲染，比处理器更慢。',
    unavailable: (reason) => `已选择 GPU，但不可用：${reason}`,
    oneThread: '只有一个线程：此页面未隔离，浏览器不允许使用更多线程。',
    failed: '引擎未能启动。',
  },

  run: {
    upscale: '放大修复',
    cancel: '取消',
    cancelling: '正在取消…',
    ready: '就绪',
    cancelled: '已取消，文档没有改变。',
    done: (name) => `已插入“${name}”。`,
    doneAside: (name) => `“${name}”已完成，等待插入。`,
    failed: '未能完成。',
    inserting: '正在插入图层…',
    stage: {
      read: '正在读取选区…',
      plan: '正在规划…',
      load: '正在加载模型…',
      restore: '正在修复…',
      finish: '正在融合…',
      insert: '正在插入图层…',
    },
    tiles: (done, total) => `第 ${done} 块，共 ${total} 块`,
    bytes: (done, total) => `${done} / ${total} MB`,
    remaining: (time) => `约剩 ${time}`,
    estimating: '正在估算时间…',
    lastMoment: '即将完成',
    percent: (percent) => `正在修复，${percent}`,
    seconds: (value) => `${value} 秒`,
    minutes: (value) => `${value} 分钟`,
  },

  compare: {
    title: '前后对比',
    before: '之前',
    after: '之后',
    slider: '前后对比分隔线的位置',
    sliderValue: (share, left) => `${left}占 ${share}`,
    pan: '图片，按像素显示；方向键可移动。',
    fit: '适合',
    actual: '100%',
    zoom: '缩放',
    fitHelp: '显示整张图片',
    actualHelp: '一个图片像素对应一个屏幕像素',
    close: '关闭',
    hint: '拖动分隔线对比；在 100% 下拖动图片可移动。',
  },

  result: {
    title: '结果',
    inserted: '已插入新图层',
    details: '详细信息',
    layer: '图层',
    restorer: '引擎',
    model: '模型',
    precision: '计算精度',
    precisionValue: { fp32: '32 位浮点', mixed: '32 位，Transformer 部分 16 位' },
    device: '设备',
    size: '尺寸',
    scale: '倍数',
    mode: '输出',
    tiles: '分块',
    tilesValue: (tiles, size) => `${tiles} × ${size} px`,
    time: '用时',
    network: '网络用时',
    memory: '内存峰值',
    megabytes: (value) => `${value} MB`,
    notice: '提示',
    notices: {
      'smaller-tiles': '设备内存不足，已用更小的分块重新运行。',
      'adds-to-source':
        '原图层是剪贴图层，会透出下方内容，因此原图层与结果会叠加。隐藏原图层即可只看结果。',
      'gpu-no-device': '显卡没有提供可用的设备，改用 CPU 运行。',
      'gpu-no-runtime': '网络运行时未能在 GPU 上启动，改用 CPU 运行。',
    },
  },

  adjust: zhCNAdjust,

  error: {
    title: '放大修复未完成',
    unexpected: '发生了意外错误。',
    unexpectedHint: '请重试。如果再次发生，请复制诊断信息并报告。',
    retry: '重试',
    dismiss: '关闭',
    copy: '复制诊断信息',
    copied: '已复制',
    copyFailed: '浏览器拒绝访问剪贴板。请选中文本并复制。',
    diagnosticsText: '诊断信息',
    kept: '已完成的结果保留在下方。',
  },

  kept: {
    title: '有已完成的结果',
    text: (layer, document) => `${document} 的“${layer}”已完成，但未确认插入。`,
    more: (count) => `另有 ${count} 个`,
    insert: '再次插入',
    save: '另存为 PNG',
    discard: '删除',
    age: (time) => `完成于${time}`,
    working: '处理中…',
  },

  about: {
    title: '关于',
    back: '返回',
    version: (version) => `版本 ${version}`,
    what: '在您自己的设备上修复文档中选中的部分，并作为带蒙版的新图层放回。不会上传任何内容，除非您选择自己的 ComfyUI 服务器。',
    host: '编辑器',
    runtime: '运行时',
    model: '内置模型',
    modelText: 'realesr-general-x4v3，作者 Real-ESRGAN，BSD-3-Clause 许可。',
    licences: '许可',
    modelLicence: '模型许可与声明',
    thirdParty: '第三方软件',
    loading: '正在加载…',
    notFound: '此构建不包含该文本。',
    diagnostics: '诊断信息',
    diagnosticsText: '版本、设备、设置和上次错误的文本。不含像素、提示词和文档名称。',
  },

  setting: zhCNSettings,
  supir: zhCNSupir,
  promptPresets: zhCNPromptPresets,
  tryHere: zhCNTryHere,
  unfinished: zhCNUnfinished,
  server: zhCNServer,
  library: zhCNLibrary,
  plan: zhCNPlan,
  results: zhCNResults,
  diagnostics: zhCNDiagnostics,

  layout: {
    panel: '修复',
    resize: '面板宽度',
  },
};
